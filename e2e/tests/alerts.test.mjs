// Letters about a search: asked for, confirmed, told of a change, stopped by one click.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { overflow, PHONE, startBrowser } from '../lib/browser.mjs';
import { grant } from '../lib/desk.mjs';
import { fill, go, mistakes } from '../lib/forms.mjs';
import { DEMO, Person } from '../lib/people.mjs';
import { startServer } from '../lib/server.mjs';

const PATIENCE_MS = 30_000;
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

/** Looks into the outbox of the demonstration until a letter is there. */
async function letter(reader, words) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    await reader.open('/demo/outbox');
    const text = await reader.page.locator('main').innerText();
    if (text.includes(words)) return text;
    assert.ok(Date.now() < until, `no letter with “${words}”`);
    await pause(500);
  }
}

test('a reader hears of a change by mail, and stops the letters by one click', async () => {
  const reader = await Person.come(browser, server.base, 'ky', { viewport: PHONE, javaScriptEnabled: false });
  await reader.open('/register');
  await go(reader.page, 'link', reader.words('alert-link'));
  await fill(reader.page, { email: 'not an address' });
  await go(reader.page, 'button', reader.words('alert-button'));
  assert.equal((await mistakes(reader.page)).length, 1);
  await fill(reader.page, { email: 'okurman@okuu.example' });
  await go(reader.page, 'button', reader.words('alert-button'));
  assert.equal(await reader.heading(), reader.words('alert-sent'));
  await reader.open('/demo/outbox');
  const link = reader.page.locator('main a[href*="/alerts/"]').first();
  await Promise.all([reader.page.waitForEvent('load'), link.click()]);
  const own = reader.path;
  await go(reader.page, 'button', reader.words('alert-confirm.button'));
  assert.equal(await reader.heading(), reader.words('alert-own'));
  assert.equal(await overflow(reader.page), 0);

  const registrar = await (await Person.come(browser, server.base)).signIn(DEMO.registrar);
  await registrar.open('/desk?hands=nobody');
  const queue = registrar.page.locator('main .queue a[href*="/desk/applications/"]').first();
  await Promise.all([registrar.page.waitForEvent('load'), queue.click()]);
  await go(registrar.page, 'button', registrar.words('desk-take'));
  await grant(registrar);

  assert.match(await letter(reader, 'Реестрдеги жаңылык'), /KG-[AH]-\d{6}\).+https?:/);
  const stop = `${server.base}/ky${own}/stop`;
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  assert.equal((await fetch(stop, { method: 'POST', body })).status, 200);
  assert.equal((await reader.open(own)).status(), 410);
  await Promise.all([reader.leave(), registrar.leave()]);
});
