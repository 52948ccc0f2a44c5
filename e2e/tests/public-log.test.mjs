// The public log of the running program, checked by another hand: only what the specifications say,
// and Node's own SHA-256 and Ed25519.

import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { startServer } from '../lib/server.mjs';

/** What stands before the 32 bytes of an Ed25519 key in its DER form. */
const ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

let server;

before(async () => (server = await startServer()));
after(async () => server?.stop());

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (entry) => sha256(Buffer.of(0), entry);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** The root over hashes, as RFC 6962 splits them. */
function rootOf(hashes) {
  if (hashes.length === 1) return hashes[0];
  const half = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return nodeHash(rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half)));
}

async function bytes(address) {
  const answer = await fetch(`${server.base}/log/${address}`);
  assert.equal(answer.status, 200, address);
  return Buffer.from(await answer.arrayBuffer());
}

/** The checkpoint once it covers every public act. */
async function wholeCheckpoint() {
  const { total } = await (await fetch(`${server.base}/api/v1/holders?limit=1`)).json();
  for (let round = 0; round < 60; round += 1) {
    const answer = await fetch(`${server.base}/log/checkpoint`);
    const note = answer.ok ? await answer.text() : '';
    if (Number(note.split('\n')[1]) > total) return note;
    await pause(500);
  }
  throw new Error('no checkpoint after half a minute');
}

/** Paths of the tiles of one row: full ones, then the partial one. */
function tilesOf(row, size) {
  const full = Math.floor(size / 256);
  const name = (n) => String(n).padStart(3, '0');
  const paths = Array.from({ length: full }, (_, n) => `tile/${row}/${name(n)}`);
  return size % 256 ? [...paths, `tile/${row}/${name(full)}.p/${size % 256}`] : paths;
}

function entriesOf(bundle) {
  const entries = [];
  for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
    entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
  }
  return entries;
}

test('the checkpoint is signed, and its root is that of the entries served', async () => {
  const note = await wholeCheckpoint();
  const [text, lines] = [note.slice(0, note.lastIndexOf('\n\n') + 1), note.split('\n— ').slice(1)];
  const [origin, size, root] = text.split('\n');
  const key = (await bytes('key')).toString().trim();
  const point = Buffer.from(key.slice(key.indexOf('+', origin.length + 1) + 1), 'base64').subarray(1);
  const [name, line] = lines[0].split(' ');
  assert.equal(name, origin);
  const signature = Buffer.from(line, 'base64').subarray(4);
  const der = createPublicKey({ key: Buffer.concat([ED25519, point]), format: 'der', type: 'spki' });
  assert.ok(verify(null, Buffer.from(text), der, signature), 'the signature fits');
  assert.ok(!verify(null, Buffer.from(text.replace(size, '1')), der, signature));

  const bundles = await Promise.all(tilesOf('entries', Number(size)).map(bytes));
  const entries = bundles.flatMap(entriesOf);
  assert.equal(entries.length, Number(size));
  assert.equal(rootOf(entries.map(leafHash)).toString('base64'), root);
  const tiles = await Promise.all(tilesOf('0', Number(size)).map(bytes));
  assert.deepEqual(Buffer.concat(tiles), Buffer.concat(entries.map(leafHash)));
});

test('a leaf holds no value in clear, and names the leaf before it', async () => {
  const note = await wholeCheckpoint();
  const size = Number(note.split('\n')[1]);
  const bundles = await Promise.all(tilesOf('entries', size).map(bytes));
  const leaves = bundles.flatMap(entriesOf).map((entry) => entry.toString());
  const chains = new Map();
  for (const leaf of leaves) {
    assert.match(leaf, /^korgoo\/leaf\/v1\ntype (holder|list|array|audit-anchor)\n/);
    assert.doesNotMatch(leaf, /[А-Яа-я]/, 'no words of people');
    const of = (word) => leaf.match(new RegExp(`^${word} (.*)$`, 'm'))[1];
    assert.equal(of('prev'), chains.get(of('subject')) ?? '-');
    chains.set(of('subject'), leafHash(Buffer.from(leaf)).toString('base64'));
  }
});
