// The first page, as a citizen meets it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeFindings } from '../lib/axe.mjs';
import { LANGUAGES, PHONE, overflow, startBrowser, visit } from '../lib/browser.mjs';
import { startServer } from '../lib/server.mjs';

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Open the start page in one language. */
async function start(language, options) {
  const visitor = await visit(browser, options);
  const answer = await visitor.page.goto(`${server.base}/${language}`);
  assert.equal(answer.status(), 200);
  return visitor;
}

for (const language of LANGUAGES) {
  test(`the start page speaks ${language} and says so`, async () => {
    const { context, page, errors } = await start(language);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    assert.equal(await page.locator('h1').count(), 1);
    assert.deepEqual(errors, []);
    await context.close();
  });

  test(`axe finds nothing on the start page in ${language}`, async () => {
    const { context, page } = await start(language);
    assert.deepEqual(await axeFindings(page), []);
    await context.close();
  });

  test(`nothing on the start page in ${language} is wider than a phone`, async () => {
    const { context, page } = await start(language, { viewport: PHONE });
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await axeFindings(page), []);
    await context.close();
  });

  test(`the start page in ${language} reads the same without JavaScript`, async () => {
    const { context, page } = await start(language, { javaScriptEnabled: false });
    assert.ok((await page.locator('main').innerText()).trim().length > 0);
    await context.close();
  });
}

test('whoever names no language is answered in Kyrgyz', async () => {
  const { context, page } = await visit(browser);
  await page.goto(`${server.base}/`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'ky');
  await context.close();
});
