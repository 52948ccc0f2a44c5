// What an applicant does.

import assert from 'node:assert/strict';

import { fill, go, mistakes, press, tick, unfold } from './forms.mjs';

/** The organisation's page; its id stands in the address. */
export async function toOrganisation(person) {
  await person.open('/organisations');
  const link = person.page.locator('main a[href*="/organisations/"]:not([href$="/members"])').first();
  await Promise.all([person.page.waitForEvent('load'), link.click()]);
  return person.path.split('/')[2];
}

/** Begin an application that needs no further question. Says its id. */
export async function begin(person, organisation, procedure, subject) {
  const about = subject ? `&subject=${subject}` : '';
  await person.open(`/organisations/${organisation}/start?procedure=${procedure}${about}`);
  await go(person.page, 'button', person.words('action-continue'));
  return applicationId(person);
}

/** Answer the question about state secrets and go on. */
export async function answerSecrets(person, organisation, answer) {
  await person.open(`/organisations/${organisation}/start?procedure=register_array`);
  await tick(person.page, 'secrets', answer);
  await go(person.page, 'button', person.words('action-continue'));
}

/** An array from a blank form. */
export async function beginBlank(person, organisation) {
  await answerSecrets(person, organisation, 'no');
  await tick(person.page, 'how', 'blank');
  await go(person.page, 'button', person.words('action-continue'));
  return applicationId(person);
}

/** The first arrays of a template; the others are unticked. Says their ids. */
export async function beginFromTemplate(person, organisation, template, count) {
  await answerSecrets(person, organisation, 'no');
  await tick(person.page, 'how', `template:${template}`);
  await go(person.page, 'button', person.words('action-continue'));
  const boxes = person.page.locator('[name="arrays"]');
  for (let i = count; i < (await boxes.count()); i += 1) await boxes.nth(i).uncheck();
  await go(person.page, 'button', person.words('applicant-arrays.action'));
  return drafts(person);
}

/** The open applications on the organisation's page: the first table. */
export async function drafts(person) {
  const table = person.page.locator('main table').first();
  const links = await table.locator('a[href*="/applications/"]').all();
  const found = await Promise.all(links.map((link) => link.getAttribute('href')));
  return [...new Set(found.map((href) => href.split('/').pop()))];
}

export function applicationId(person) {
  const [, id] = person.path.match(/^\/applications\/([^/]+)/) ?? [];
  assert.ok(id, `not at an application but at ${person.path}`);
  return id;
}

/**
 * Section after section, by “save and continue”, until the answers stand to be checked.
 * `sections` says what to write; what it does not name is only looked at and confirmed.
 */
export async function describe(person, id, sections) {
  await person.open(`/applications/${id}`);
  const first = person.page.locator(`main .tasks a[href*="/applications/${id}/"]`).first();
  await Promise.all([person.page.waitForEvent('load'), first.click()]);
  const seen = new Set();
  while (!person.path.endsWith('/check')) {
    const section = person.path.split('/').pop();
    assert.ok(!seen.has(section), `${section} again: ${await mistakes(person.page)}`);
    seen.add(section);
    await writeSection(person, section, sections[section]);
    assert.deepEqual(await mistakes(person.page), [], `in ${section}`);
  }
  return seen;
}

async function writeSection(person, section, wanted) {
  if (typeof wanted === 'function') await wanted(person);
  else if (wanted) await fill(person.page, wanted);
  await press(person.page, 'continue');
}

/** The list of data: tick the categories, then say once where all come from and what for. */
export function items(categories, sources, purposes) {
  return async (person) => {
    for (const category of categories) await tick(person.page, 'pick', category);
    await press(person.page, 'pick');
    for (const source of sources) await tick(person.page, 'all_sources', source);
    for (const purpose of purposes) await tick(person.page, 'all_purposes', purpose);
    await press(person.page, 'apply');
  };
}

/** Rows of a list that has none yet: add one, then write it. */
export function rows(list, written) {
  return async (person) => {
    for (const [index, row] of written.entries()) {
      const any = person.page.locator(`[name^="${list}.${index}."]`);
      if ((await any.count()) === 0) await press(person.page, `add:${list}`);
      const named = Object.entries(row).map(([path, value]) => [`${list}.${index}.${path}`, value]);
      await fill(person.page, Object.fromEntries(named));
    }
  };
}

/** Send it; says the number on the page of confirmation. */
export async function send(person, id) {
  await person.open(`/applications/${id}/check`);
  await go(person.page, 'button', person.words('applicant-send.action'));
  assert.deepEqual(await mistakes(person.page), []);
  assert.ok(person.path.endsWith('/sent'), `sent, but at ${person.path}`);
  const text = await person.page.locator('main').innerText();
  const [number] = text.match(/KG-Z-\d+/) ?? [];
  assert.ok(number, `no number on the page of confirmation: ${text}`);
  return number;
}

/** Open the row of an item whose fold is closed. */
export async function openItem(person, index) {
  await unfold(person.page.locator(`[name="items.${index}.special"]`).first());
}
