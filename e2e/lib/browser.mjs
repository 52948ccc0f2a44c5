// Debian's own Chromium, driven by playwright-core. It speaks to 127.0.0.1 only.

import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The narrowest phone that must work, and an ordinary screen. */
export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

export const LANGUAGES = ['ky', 'ru', 'en'];

/** A browser; close it when the tests of a file are over. */
export async function startBrowser() {
  const executablePath = process.env.KORGOO_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error('no Chromium: set KORGOO_CHROMIUM');
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * A visitor with a clean history. What the browser blocks or reports as an error
 * (a refused script, a missing file) is collected in `visitor.errors`.
 */
export async function visit(browser, options = {}) {
  const { viewport = DESKTOP, javaScriptEnabled = true, ...more } = options;
  const context = await browser.newContext({
    viewport,
    javaScriptEnabled,
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Bishkek',
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { context, page, errors };
}

/** How far the page sticks out to the right of the window, in pixels. */
export async function overflow(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    return Math.max(0, root.scrollWidth - root.clientWidth);
  });
}
