// What a page must never have.

import { axeFindings } from './axe.mjs';
import { overflow } from './browser.mjs';
import { sentences } from './words.mjs';

/** A code of the program where a word should stand: `under_review`, `storage_term`. */
const RAW_CODE = /[A-Za-z]+_[A-Za-z_]+/g;
/** The name of a message where its words should stand: `register-record-number`. */
const RAW_KEY = /\b(?:register|account|sign|problem|notice|desk|admin|applicant|error|home|members|tokens|field|help|public|section|outbox|refusal|check)(?:-[a-z]+){1,4}\b/g;
/** What is read out or shown when one points at it. */
const SPOKEN = ['title', 'aria-label', 'aria-description', 'alt', 'placeholder', 'label', 'content'];

/** Lines that say what is wrong with the text of the page. */
export async function ofText(page, language) {
  const found = [];
  const lang = await page.locator('html').getAttribute('lang');
  if (lang !== language) found.push(`the page says it speaks ${lang}`);
  const text = [await page.title(), await seen(page), ...(await hidden(page))];
  for (const line of text) found.push(...ofWords(line, language));
  const headings = await page.locator('h1').count();
  if (headings !== 1) found.push(`${headings} main headings`);
  return found;
}

/** What stands on the page in its own language: no codes set as such, no words marked as of another. */
async function seen(page) {
  return page.evaluate(() => {
    const own = document.documentElement.lang;
    const apart = document.querySelectorAll('body :is(code, pre, [lang])');
    return [...apart]
      .filter((node) => node.lang !== own && node.innerText)
      .reduce((text, node) => text.replace(node.innerText, () => ' '), document.body.innerText);
  });
}

/** What is not seen but read out: attributes, words for screen readers, folded parts, options. */
async function hidden(page) {
  return page.evaluate((names) => {
    const of = (name) =>
      [...document.querySelectorAll(`[${name}]`)]
        .filter((node) => name !== 'content' || node.name === 'description')
        .map((node) => node.getAttribute(name));
    const folded = document.querySelectorAll('.visually-hidden, details:not([open]), option');
    // A file of the law in a box is no sentence of ours.
    const words = (node) => {
      const copy = node.cloneNode(true);
      copy.querySelectorAll('textarea, pre, code').forEach((box) => box.remove());
      return copy.textContent;
    };
    return [...names.flatMap(of), ...[...folded].map(words)];
  }, SPOKEN);
}

/** Lines that say what is wrong with some words; also for letters and titles. */
export function ofWords(text, language) {
  const found = [];
  if (text.includes('⟦')) found.push(`untranslated: ${text.match(/⟦[^⟧]*⟧/g)}`);
  // Addresses of pages and mailboxes are no words.
  const words = text.replace(/\S*(?:\/|@|\.example)\S*/g, '');
  for (const code of words.match(RAW_CODE) ?? []) found.push(`a raw code: ${code}`);
  for (const key of words.match(RAW_KEY) ?? []) found.push(`a raw key: ${key}`);
  for (const line of untranslated(words, language)) found.push(`not translated: ${line}`);
  return found;
}

/** Sentences of ours that stand there in English. What people wrote may be in any language. */
function untranslated(words, language) {
  if (language === 'en') return [];
  const own = sentences(language);
  return [...sentences('en')].filter((text) => !own.has(text) && words.includes(text));
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
