// Pictures of the main screens: `node screenshots.mjs BASE OUT [NAME…]`, from a running demo.
// Saves OUT/{screen}.{language}.{width}.png and OUT/index.html with all of them side by side.

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { DESKTOP, LANGUAGES, PHONE, startBrowser, visit } from './lib/browser.mjs';
import { setScene } from './lib/scene.mjs';
import { screens } from './lib/screens.mjs';

const [base, out, ...names] = process.argv.slice(2);
if (!base || !out) throw new Error('usage: node screenshots.mjs BASE OUT [NAME…]');

await mkdir(out, { recursive: true });
const browser = await startBrowser();
let sessions;
try {
  const all = screens(await scene());
  const wanted = all.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const screen of wanted) await take(screen);
  await writeFile(path.join(out, 'index.html'), sheet(wanted));
} finally {
  await browser.close();
}


async function scene() {
  const found = await setScene(browser, base.replace(/\/$/, ''));
  ({ sessions } = found);
  return found;
}

async function take({ name, who, path: place }) {
  const { context, page } = await visit(browser, { storageState: sessions[who] });
  for (const language of LANGUAGES) {
    await page.goto(`${base}/${language}${place}`);
    for (const viewport of [PHONE, DESKTOP]) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: path.join(out, file(name, language, viewport)), fullPage: true });
    }
  }
  await context.close();
  process.stdout.write(`${name}\n`);
}

function file(name, language, viewport) {
  return `${name}.${language}.${viewport.width}.png`;
}

function sheet(shown) {
  const pictures = (name) =>
    [PHONE, DESKTOP].flatMap((viewport) =>
      LANGUAGES.map((language) => file(name, language, viewport)).map(
        (src) => `<a href="${src}"><img src="${src}" alt="${src}" loading="lazy"></a>`,
      ),
    );
  const rows = shown.map(({ name }) => `<h2 id="${name}">${name}</h2><p>${pictures(name).join('')}</p>`);
  const style = 'img{width:15%;vertical-align:top;margin:.3%;border:1px solid #999}';
  return `<!DOCTYPE html><meta charset="utf-8"><title>Korgoo</title><style>${style}</style>${rows.join('\n')}`;
}
