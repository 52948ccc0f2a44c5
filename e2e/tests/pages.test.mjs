// Every main screen, in every language, on a phone and on a desk.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import * as blemishes from '../lib/blemishes.mjs';
import { DESKTOP, LANGUAGES, PHONE, startBrowser, visit } from '../lib/browser.mjs';
import { setScene } from '../lib/scene.mjs';
import { screens, show } from '../lib/screens.mjs';
import { startServer } from '../lib/server.mjs';

/** The budget of a public page. */
const MOST_BYTES = 60 * 1024;
const MOST_REQUESTS = 8;

const server = await startServer();
const browser = await startBrowser();
const scene = await setScene(browser, server.base);
const visitors = new Map();

after(async () => {
  await browser.close();
  await server.stop();
});

/** One browser window for each of those who look, kept from page to page. */
async function pageOf(who) {
  if (!visitors.has(who)) {
    visitors.set(who, await visit(browser, { storageState: scene.sessions[who] }));
  }
  return visitors.get(who);
}

/** Axe is slow: it looks at both widths and both colour schemes, but not at every mixture. */
const AXE = {
  ky: [[PHONE, 'light'], [DESKTOP, 'light']],
  ru: [[PHONE, 'dark']],
  en: [[DESKTOP, 'light']],
};

async function look(page, language, { hasMistakes }) {
  const found = await blemishes.ofText(page, language);
  for (const viewport of [PHONE, DESKTOP]) {
    found.push(...(await blemishes.ofWidth(page, viewport)));
    for (const [, scheme] of AXE[language].filter(([width]) => width === viewport)) {
      found.push(...(await blemishes.ofAccess(page, scheme)));
    }
  }
  if (language === 'ky') found.push(...(await blemishes.onPaper(page)));
  // After a mistake the focus stands at the list of mistakes.
  if (language === 'ky' && !hasMistakes) found.push(...(await blemishes.ofKeyboard(page)));
  return found.map((line) => `${language}: ${line}`);
}

for (const screen of screens(scene)) {
  test(`${screen.name} (${screen.who ?? 'everybody'}) reads well in three languages`, async () => {
    const { page, errors } = await pageOf(screen.who);
    const found = [];
    for (const language of LANGUAGES) {
      const status = await show(page, server.base, language, screen);
      if (status !== screen.status) found.push(`${language}: status ${status}`);
      found.push(...(await look(page, language, screen)));
    }
    const refused = errors.splice(0).filter((text) => !text.includes(`status of ${screen.status}`));
    assert.deepEqual([...found, ...refused], []);
  });
}

for (const screen of screens(scene).filter(({ isPublic }) => isPublic)) {
  test(`${screen.name} is light enough for a slow line`, async () => {
    const { context, page } = await visit(browser);
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    let bytes = 0;
    let requests = 0;
    network.on('Network.requestWillBeSent', () => (requests += 1));
    network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${server.base}/ky${screen.path}`, { waitUntil: 'networkidle' });
    await context.close();
    assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
    assert.ok(requests <= MOST_REQUESTS, `${requests} requests`);
  });
}
