// The built program, started with an empty folder of its own and stopped at the end.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const PROGRAM = process.env.KORGOO_BIN ?? path.resolve('../target/debug/korgoo');
const PATIENCE_MS = 60_000;

/** Start `korgoo demo`; `more` are further arguments, such as `--empty`; `env` goes beside ours. */
export async function startServer(more = [], env = {}) {
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), 'korgoo-e2e-'));
  const base = `http://127.0.0.1:${port}`;
  const said = [];
  const child = spawn(
    PROGRAM,
    ['demo', '--listen', `127.0.0.1:${port}`, '--data', folder, ...more],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  const has = { ended: false };
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(`ended with ${code ?? signal}`));
    child.once('error', (error) => resolve(`did not start: ${error.message}`));
  });
  ended.then(() => (has.ended = true));
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => said.push(text));
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await Promise.race([ended, pause(5_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([ready(base, has), ended.then((how) => Promise.reject(new Error(how)))]);
  } catch (error) {
    await stop();
    throw new Error(`korgoo demo: ${error.message}\n${said.join('')}`);
  }
  return { base, folder, stop, log: () => said.join('') };
}

async function ready(base, has) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && !has.ended) {
    try {
      const answer = await fetch(`${base}/health/ready`);
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await pause(100);
  }
  throw new Error(`not ready after ${PATIENCE_MS / 1000} s`);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
