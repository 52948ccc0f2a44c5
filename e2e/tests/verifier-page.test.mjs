// The page that verifies an extract, opened from the disk: it must agree with `korgoo verify`.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { axeFindings } from '../lib/axe.mjs';
import { DESKTOP, LANGUAGES, PHONE, overflow, startBrowser, visit } from '../lib/browser.mjs';

const PROGRAM = process.env.KORGOO_BIN ?? path.resolve('../target/debug/korgoo');
const PAGE = path.resolve('../crates/verifier/page/verify.html');
const FLIPS = 50;

let browser;
let folder;
let policy;
let extract;

before(async () => {
  browser = await startBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'korgoo-verify-'));
  policy = await readFile('fixtures/policy.txt', 'utf8');
  extract = await readFile('fixtures/extract.json');
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** The page in a language, with the policy written into it. */
async function open(language = 'en', options = {}) {
  const visitor = await visit(browser, options);
  visitor.asked = [];
  visitor.page.on('request', (request) => visitor.asked.push(request.url()));
  await visitor.page.goto(`${pathToFileURL(PAGE)}#${language}`);
  await visitor.page.fill('#policy', policy);
  return visitor;
}

/** What the page says of these bytes: good, wait or bad, and its reason. */
async function verdict(page, bytes, name = 'extract.json') {
  await page.evaluate(() => document.getElementById('found').replaceChildren());
  const mimeType = 'application/octet-stream';
  await page.setInputFiles('#file', { name, mimeType, buffer: Buffer.from(bytes) });
  const found = page.locator('#verdict');
  await found.waitFor();
  const fault = page.locator('[data-fault]');
  return {
    word: await found.getAttribute('data-verdict'),
    fault: (await fault.count()) ? await fault.getAttribute('data-fault') : null,
  };
}

/** What the command says of them. */
async function command(bytes) {
  const file = path.join(folder, 'file');
  await writeFile(file, bytes);
  const said = await new Promise((resolve) => {
    const rest = ['verify', file, '--policy', path.resolve('fixtures/policy.txt')];
    execFile(PROGRAM, rest, (error, stdout) => resolve({ code: error?.code ?? 0, stdout }));
  });
  if (said.code === 1) return 'bad';
  assert.equal(said.code, 0);
  return said.stdout.startsWith('VALID, NOT YET') ? 'wait' : 'good';
}

/** The same chance in every run. */
function chance(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

test('a good extract is valid, with its values, witnesses and limits; nobody is asked', async () => {
  const { page, errors, asked } = await open();
  assert.deepEqual(await verdict(page, extract), { word: 'good', fault: null });
  const said = await page.locator('#found').innerText();
  for (const words of ['KG-A-000000', 'Окуучулардын картотекасы 0', '2026-01-01 00:00:02 UTC', 'w1',
    'log.example/register', '201, of 600 leaves', 'That no newer version exists']) {
    assert.ok(said.includes(words), words);
  }
  assert.equal(await command(extract), 'good');
  assert.deepEqual(errors, []);
  assert.ok(asked.every((url) => url.startsWith('file:')), asked.join());
});

test('what too few witnessed, and a proof alone, are told as such', async () => {
  const { page } = await open();
  const waiting = await readFile('fixtures/unwitnessed.json');
  assert.deepEqual(await verdict(page, waiting), { word: 'wait', fault: null });
  assert.ok((await page.locator('#found').innerText()).includes('holder.head.name'));
  const proof = await readFile('fixtures/array.tlog-proof');
  assert.deepEqual(await verdict(page, proof), { word: 'good', fault: null });
  assert.equal(await command(proof), 'good');
  assert.equal(await command(waiting), 'wait');
});

test(`${FLIPS} turned bits are refused, by the page as by the command`, async () => {
  const { page, errors } = await open();
  const below = chance(4711);
  for (let round = 0; round < FLIPS; round += 1) {
    const changed = Buffer.from(extract);
    const at = below(changed.length);
    changed[at] ^= 1 << below(8);
    const { word } = await verdict(page, changed);
    assert.notEqual(word, 'good', `byte ${at} was changed unseen`);
    assert.equal(word, await command(changed), `byte ${at}`);
  }
  assert.deepEqual(errors, []);
});

test('another spelling, another key and no key are refused with their reason', async () => {
  const { page } = await open();
  const text = extract.toString();
  const fault = async (other, name) => (await verdict(page, Buffer.from(other), name)).fault;
  assert.equal(await fault(text.trimEnd()), 'f_extract');
  assert.equal(await fault(text.replace('  ', ' ')), 'f_extract');
  assert.equal(await fault(text.replace('картотекасы', '\\u043aартотекасы')), 'f_extract');
  assert.equal(await fault(text.replace('картотекасы 0', 'картотекасы 1')), 'f_field');
  assert.equal(await fault('hello'), 'f_unknown');
  assert.equal(await fault('%PDF-1.7 nothing', 'x.pdf'), 'f_extracts');
  const [log] = policy.split('\n');
  const witness = policy.split('\n')[1].split(' ')[2];
  await page.fill('#policy', policy.replace(log, `log ${log.split(' ')[1].replace('register', 'other')}`));
  assert.equal(await fault(text), 'f_policy');
  await page.fill('#policy', '');
  assert.equal(await fault(text), 'f_nobody');
  await page.fill('#policy', witness);
  assert.equal(await fault(text), 'f_policy');
  await page.fill('#policy', log.split(' ')[1]);
  assert.equal((await verdict(page, extract)).word, 'good');
});

test('the page is whole in three languages, on a phone and at a desk', async () => {
  for (const language of LANGUAGES) {
    for (const viewport of [PHONE, DESKTOP]) {
      const { page, context } = await open(language, { viewport });
      await verdict(page, extract);
      assert.equal(await page.getAttribute('html', 'lang'), language);
      assert.equal(await overflow(page), 0, `${language} ${viewport.width}`);
      assert.deepEqual(await axeFindings(page), [], `${language} ${viewport.width}`);
      if (process.env.KORGOO_SCREENSHOTS) {
        const name = `verify-${language}-${viewport.width}.png`;
        await page.screenshot({ path: path.join(process.env.KORGOO_SCREENSHOTS, name), fullPage: true });
      }
      await context.close();
    }
  }
});
