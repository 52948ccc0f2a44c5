// The front door, as a citizen meets it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { LANGUAGES, startBrowser, visit } from '../lib/browser.mjs';
import { startServer } from '../lib/server.mjs';

let server;
let browser;

before(async () => {
  server = await startServer(['--empty']);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const language of LANGUAGES) {
  test(`the start page of an empty Register in ${language} reads well without JavaScript`, async () => {
    const { context, page, errors } = await visit(browser, { javaScriptEnabled: false });
    const answer = await page.goto(`${server.base}/${language}`);
    assert.equal(answer.status(), 200);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
    assert.ok((await page.locator('main').innerText()).trim().length > 0);
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test('whoever asks for a language that we do not speak is answered in Kyrgyz', async () => {
  const { context, page } = await visit(browser, { locale: 'ja-JP' });
  await page.goto(`${server.base}/`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'ky');
  await context.close();
});

test('whoever chose a language comes back to it', async () => {
  const { context, page } = await visit(browser);
  await page.goto(`${server.base}/ky/register?q=банк`);
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL('**/en/register?q=*');
  assert.equal(await page.inputValue('[name=q]'), 'банк');
  await page.goto(`${server.base}/`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await context.close();
});
