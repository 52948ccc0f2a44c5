// What a page must never have.

import { axeFindings } from './axe.mjs';
import { overflow } from './browser.mjs';

/** A code of the program where a word should stand: `under_review`, `storage_term`. */
const RAW_CODE = /[A-Za-z]+_[A-Za-z_]+/g;

/** Lines that say what is wrong with the text of the page. */
export async function ofText(page, language) {
  const found = [];
  const lang = await page.locator('html').getAttribute('lang');
  if (lang !== language) found.push(`the page says it speaks ${lang}`);
  const text = `${await page.title()}\n${await page.locator('body').innerText()}`;
  if (text.includes('⟦')) found.push(`untranslated: ${text.match(/⟦[^⟧]*⟧/g)}`);
  for (const code of text.match(RAW_CODE) ?? []) found.push(`a raw code: ${code}`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) found.push(`${headings} main headings`);
  return found;
}

/** Lines that say what sticks out at one width. */
export async function ofWidth(page, viewport) {
  await page.setViewportSize(viewport);
  const beyond = await overflow(page);
  return beyond > 0 ? [`${beyond} px wider than ${viewport.width} px`] : [];
}

/** What axe finds at the present width, in one colour scheme. */
export async function ofAccess(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  const found = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return found.map((finding) => `${colorScheme}: ${finding}`);
}

/** On paper nobody can follow a menu. */
export async function onPaper(page) {
  await page.emulateMedia({ media: 'print' });
  const shown = await page.locator('nav:visible').count();
  await page.emulateMedia({ media: 'screen' });
  return shown > 0 ? [`${shown} menus are printed`] : [];
}

/** The first key press reaches the link that jumps over the menu, and one sees where one is. */
export async function ofKeyboard(page) {
  await page.locator('body').press('Tab');
  const first = await page.evaluate(() => {
    const node = document.activeElement;
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    return {
      skips: node.getAttribute('href') === '#main',
      seen: box.top >= 0 && box.left >= 0 && box.width > 1 && style.outlineStyle !== 'none',
    };
  });
  if (!first.skips) return ['the first key press does not reach the skip link'];
  return first.seen ? [] : ['the skip link with the focus is not seen'];
}
