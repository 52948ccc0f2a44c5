// `korgoo archive`: the Register as a folder, read from disk by a browser, without any server.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { LANGUAGES, PHONE, startBrowser } from '../lib/browser.mjs';
import { PROGRAM, startServer } from '../lib/server.mjs';

const run = promisify(execFile);
let server;
let browser;
let folder;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'korgoo-archive-'));
  await sealed();
  await archive('one');
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Waits until the log covers every act of the demonstration. */
async function sealed() {
  for (let round = 0; round < 60; round += 1) {
    const answer = await fetch(`${server.base}/log/checkpoint`);
    const size = answer.ok ? Number((await answer.text()).split('\n')[1]) : 0;
    const { total } = await (await fetch(`${server.base}/api/v1/changes?limit=1`)).json();
    if (size > 0 && size >= total) return;
    await pause(500);
  }
  throw new Error('the log stands still');
}

async function archive(name) {
  const out = path.join(folder, name);
  for (let round = 0; ; round += 1) {
    try {
      return await run(PROGRAM, [
        'archive',
        ...['--data', server.folder, '--public-url', server.base, '--out', out],
      ]);
    } catch (error) {
      if (round === 20 || !error.stderr.includes('sealed')) throw error;
      await pause(500);
    }
  }
}

const read = (file, name = 'one') => readFile(path.join(folder, name, file));

test('every file is what the list of sums says', async () => {
  const lines = (await read('SHA256SUMS')).toString().trim().split('\n');
  assert.ok(lines.length > 50, `${lines.length} files`);
  for (const line of lines) {
    const [sum, file] = line.split('  ');
    assert.equal(createHash('sha256').update(await read(file)).digest('hex'), sum, file);
  }
});

test('an unchanged register gives the same bytes', async () => {
  await archive('two');
  assert.deepEqual(await read('SHA256SUMS', 'two'), await read('SHA256SUMS'));
});

test('an older archive is replaced as a whole, and nothing else is', async () => {
  await archive('two');
  await assert.rejects(
    run(PROGRAM, ['archive', '--data', server.folder, '--out', server.folder]),
    /something else than an archive/,
  );
});

test('pages are read from disk in three languages, and every link leads to a file', async () => {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const root = pathToFileURL(path.join(folder, 'one/')).href;
  for (const language of LANGUAGES) {
    await page.goto(`${root}${language}/register/index.html`);
    await page.locator('ol.entries a').first().click();
    assert.equal(await page.locator('h1').count(), 1);
    assert.equal(await page.locator('form').count(), 0, 'nothing asks for an answer');
    assert.ok(await page.locator('#seal').isVisible());
    for (const link of await page.locator('a[href]').evaluateAll((all) => all.map((a) => a.href))) {
      if (link.startsWith('file:')) await access(fileURLToPath(new URL(link.split('#')[0])));
    }
  }
  assert.ok(asked.every((url) => url.startsWith('file:')), 'no server is asked');
  await context.close();
});

test('the data hold every entry', async () => {
  for (const kind of ['holders', 'arrays']) {
    const { total } = await (await fetch(`${server.base}/api/v1/${kind}?limit=1`)).json();
    const lines = (await read(`data/${kind}.ndjson`)).toString().trim().split('\n');
    assert.equal(lines.length, total);
    const { number } = JSON.parse(lines[0]);
    const versions = await readdir(path.join(folder, 'one/api/v1', kind, number, 'versions'));
    assert.ok(versions.length > 0);
  }
});
