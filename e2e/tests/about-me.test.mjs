// “Who holds data about people like me?”: a parent with a phone and no JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { LANGUAGES, overflow, PHONE, startBrowser, visit } from '../lib/browser.mjs';
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

for (const language of LANGUAGES) {
  test(`a parent finds the school and how to ask it, in ${language}`, async () => {
    const { context, page, errors } = await visit(browser, { viewport: PHONE, javaScriptEnabled: false });
    await page.goto(`${server.base}/${language}`);
    await page.locator('.ways a[href$="/register/about-me"]').click();
    await page.locator('input[value=pupil_parent]').check();
    await page.locator('input[value=reader]').check();
    await page.selectOption('[name=home]', 'osh_city');
    await page.locator('main form button').click();
    assert.equal(new URL(page.url()).search, '?s=pupil_parent&s=reader&home=osh_city');
    assert.ok((await page.locator('.held a[href^="mailto:"]').count()) > 0, 'a way to ask');
    assert.equal(await overflow(page), 0);
    await page.locator('main section a[href*="/register?of=data_array"]').first().click();
    const found = await page.locator('.entries > li').count();
    assert.ok(found > 0 && (await page.locator('.total').innerText()).includes(String(found)));
    assert.deepEqual(errors, []);
    await context.close();
  });
}
