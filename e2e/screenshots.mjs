// Pictures of the main screens: `node screenshots.mjs BASE OUT [NAME…]`, from a running demo.
// Saves OUT/{screen}.{language}.{width}.png and OUT/index.html with all of them side by side.
// A screen that cannot be shown is named at the end, and spoils none of the others.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { DESKTOP, LANGUAGES, PHONE, startBrowser, visit } from './lib/browser.mjs';
import { setScene } from './lib/scene.mjs';
import { screens, show } from './lib/screens.mjs';

const [base, out, ...names] = process.argv.slice(2);
if (!base || !out) throw new Error('usage: node screenshots.mjs BASE OUT [NAME…]');

await mkdir(out, { recursive: true });
const browser = await startBrowser();
const missed = [];
try {
  const found = await setScene(browser, base.replace(/\/$/, ''));
  const all = screens(found);
  const unknown = names.filter((name) => !all.some((screen) => screen.name === name));
  if (unknown.length > 0) throw new Error(`no such screen: ${unknown.join(', ')}`);
  const wanted = all.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const screen of wanted) await take(screen, found.sessions[screen.who]);
  await writeFile(path.join(out, 'index.html'), sheet(wanted));
} finally {
  await browser.close();
}
for (const line of missed) console.error(line);
process.exitCode = missed.length === 0 ? 0 : 1;

async function take(screen, storageState) {
  const { context, page } = await visit(browser, { storageState });
  for (const language of LANGUAGES) {
    try {
      const status = await show(page, base.replace(/\/$/, ''), language, screen);
      if (status !== screen.status) throw new Error(`status ${status}, not ${screen.status}`);
      for (const viewport of [PHONE, DESKTOP]) {
        await page.setViewportSize(viewport);
        await page.screenshot({ path: path.join(out, file(screen.name, language, viewport)), fullPage: true });
      }
    } catch (error) {
      missed.push(`${screen.name} (${language}): ${error.message}`);
    }
  }
  await context.close();
  process.stdout.write(`${screen.name}\n`);
}

function file(name, language, viewport) {
  return `${name}.${language}.${viewport.width}.png`;
}

/** All pictures side by side, with who sees the screen and where it is. */
function sheet(shown) {
  const picture = (src) => `<a href="${src}"><img src="${src}" alt="${src}" loading="lazy"></a>`;
  const pictures = (name) =>
    [PHONE, DESKTOP].flatMap((viewport) =>
      LANGUAGES.map((language) => picture(file(name, language, viewport))),
    );
  const rows = shown.map(
    ({ name, who, path: place, press }) =>
      `<h2 id="${name}">${name}</h2><p>${who ?? 'everybody'}: <code>${place}</code>` +
      `${press ? `, then “${press}”` : ''}</p><p>${pictures(name).join('')}</p>`,
  );
  const contents = shown.map(({ name }) => `<a href="#${name}">${name}</a>`).join(' · ');
  const style = 'img{width:15%;vertical-align:top;margin:.3%;border:1px solid #999}';
  return (
    `<!DOCTYPE html><meta charset="utf-8"><title>Korgoo</title><style>${style}</style>` +
    `<p>${contents}</p>${rows.join('\n')}`
  );
}
