// What the authority does.

import assert from 'node:assert/strict';

import { fill, go, mistakes, press, tick } from './forms.mjs';

/** Find a case in the queue by its number and open it. */
export async function openCase(person, number) {
  await person.open('/desk');
  await fill(person.page, { q: number });
  await go(person.page, 'button', person.words('desk-apply'));
  await Promise.all([
    person.page.waitForEvent('load'),
    person.page.locator('main .queue a[href*="/desk/applications/"]').first().click(),
  ]);
  return person.path.split('/')[3];
}

export async function takeCase(person, number) {
  const id = await openCase(person, number);
  await go(person.page, 'button', person.words('desk-take'));
  return id;
}

/** Return the open case with remarks by path; an empty path is the whole application. */
export async function returnWith(person, remarks) {
  for (const [path, words] of Object.entries(remarks)) {
    await fill(person.page, { [`remark.${path}`]: words });
  }
  await go(person.page, 'button', person.words('desk-return.button'));
  await saysDone(person, 'returned');
}

/** Grant the open case, or propose it where a second person must agree. */
export async function grant(person, done = 'granted') {
  await go(person.page, 'link', person.words('desk-decide'), person.page.locator('.case-actions'));
  await tick(person.page, 'outcome', 'grant');
  await press(person.page, 'preview');
  await press(person.page, 'decide');
  await saysDone(person, done);
}

/** Refuse the open case with a ground and reasons. */
export async function refuse(person, ground, reasons) {
  await go(person.page, 'link', person.words('desk-decide'), person.page.locator('.case-actions'));
  await tick(person.page, 'outcome', 'refuse');
  await fill(person.page, { ground, reasons });
  await press(person.page, 'preview');
  await press(person.page, 'decide');
  await saysDone(person, 'proposed');
}

export async function confirm(person, done) {
  await go(person.page, 'button', person.words('desk-confirm'));
  await saysDone(person, done);
}

async function saysDone(person, word) {
  assert.deepEqual(await mistakes(person.page), []);
  await person.page.getByText(person.words(`desk-done-${word}`)).first().waitFor();
}
