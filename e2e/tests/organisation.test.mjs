// What an organisation does beside its first registration: its own table, a copy, a colleague,
// taking back, “still true”, leaving the Register.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import * as applicant from '../lib/applicant.mjs';
import { startBrowser } from '../lib/browser.mjs';
import * as desk from '../lib/desk.mjs';
import { fill, go, mistakes, press, tick } from '../lib/forms.mjs';
import { DEMO, Person } from '../lib/people.mjs';
import { startServer } from '../lib/server.mjs';
import { ods, xlsx } from '../lib/spreadsheets.mjs';

const COLLEAGUE = { name: 'Үлгүев Бакыт', email: 'bakyt@uium.example', password: 'көл жээгинде үч теректей 26' };
const HEADER = ['Массивдин аталышы', 'Биз жазган нерселер', 'Чогултуу'];
const FAULTY = ['Мушташуу ийриминин тизмеси', 'ПИН; сүйгөн түсү', 'такыр жок ыкма'];
const MENDED = [['Мушташуу ийриминин тизмеси', 'ПИН; сүйгөн түсү', 'interview'], ['Китепкана', 'ПИН', 'paper_form']];

let server;
let browser;
let clinic;
let organisation;
let amendment;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  clinic = await (await Person.come(browser, server.base, 'ky')).signIn(DEMO.clinic);
  organisation = await applicant.toOrganisation(clinic);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function upload(person, name, buffer) {
  await person.open(`/organisations/${organisation}/import`);
  await tick(person.page, 'secrets', 'no');
  await person.page.setInputFiles('[name=file]', { name, mimeType: 'application/octet-stream', buffer });
  await go(person.page, 'button', person.words('action-continue'), person.page.locator('main'));
}

async function preview(person) {
  await fill(person.page, { 'column.1': 'items[].category', 'column.2': 'collection[]' });
  assert.equal(await person.page.inputValue('[name="column.0"]'), 'name.ky', 'known by its name');
  await press(person.page, 'preview');
  return person.page.locator('main table').innerText();
}

test('a table is looked through before anything is begun', async () => {
  const before = await draftsNow();
  await upload(clinic, 'массивдер.xlsx', xlsx([HEADER, FAULTY]));
  const rows = await preview(clinic);
  assert.match(rows, /такыр жок ыкма/, 'the word that is in no list is told');
  assert.match(rows, /Мушташуу/);
  await press(clinic.page, 'columns');
  assert.equal(await clinic.page.inputValue('[name="column.2"]'), 'collection[]', 'the choice stays');
  await press(clinic.page, 'preview');
  const at = clinic.path;
  await press(clinic.page, 'cancel');
  assert.deepEqual(await draftsNow(), before, 'nothing was begun');
  await clinic.open(at);
  assert.match((await mistakes(clinic.page)).join(), new RegExp(clinic.words('problem-upload_gone')));
  clinic.errors.length = 0;
});

test('the mended table becomes drafts', async () => {
  const before = await draftsNow();
  await upload(clinic, 'массивдер.ods', ods([HEADER, ...MENDED]));
  assert.doesNotMatch(await preview(clinic), /такыр жок ыкма/);
  await press(clinic.page, 'create');
  const made = (await draftsNow()).filter((id) => !before.includes(id));
  assert.equal(made.length, 2);
  const names = await clinic.page.locator('main table').first().innerText();
  assert.match(names, /Мушташуу/);
  assert.match(names, /Китепкана/);
});

test('a file that is no table is refused in words', async () => {
  await upload(clinic, 'сүрөт.xlsx', Buffer.from('MZ\x00\x01 not a table'));
  assert.equal((await mistakes(clinic.page)).length, 1);
  await upload(clinic, 'бош.csv', Buffer.from('Аталышы;Максаты\n'));
  assert.equal((await mistakes(clinic.page)).length, 1);
  clinic.errors.length = 0;
});

async function draftsNow() {
  await clinic.open(`/organisations/${organisation}`);
  return applicant.drafts(clinic);
}

test('a copy begins with what the array says', async () => {
  await clinic.open(`/organisations/${organisation}`);
  await go(clinic.page, 'link', clinic.words('applicant-act-clone'), clinic.page.locator('main table'));
  await tick(clinic.page, 'secrets', 'no');
  await go(clinic.page, 'button', clinic.words('action-continue'));
  const id = applicant.applicationId(clinic);
  await clinic.open(`/applications/${id}/purposes`);
  assert.notEqual(await clinic.page.inputValue('[name="purposes.0.words"]'), '');
});

test('a second application on the same entry leads to the first', async () => {
  amendment = await applicant.begin(clinic, organisation, 'amend_holder');
  await clinic.open(`/organisations/${organisation}/start?procedure=exclude_holder`);
  await go(clinic.page, 'button', clinic.words('action-continue'));
  await go(clinic.page, 'link', clinic.words('applicant-to-application'));
  assert.equal(applicant.applicationId(clinic), amendment);
  clinic.errors.length = 0;
});

test('a form asks only what the answer before it needs', async () => {
  const { page } = clinic;
  const id = await applicant.beginBlank(clinic, organisation);
  await clinic.open(`/applications/${id}/storage`);
  const asks = (name) => page.locator(`.field:has([name="storage.term.${name}"])`).isVisible();
  assert.deepEqual([await asks('amount'), await asks('words')], [false, false]);
  await tick(page, 'storage.term.kind', 'duration');
  assert.deepEqual([await asks('amount'), await asks('words')], [true, false]);
  await tick(page, 'storage.term.kind', 'until');
  assert.deepEqual([await asks('amount'), await asks('words')], [false, true]);
});

test('the districts are those of the chosen region', async () => {
  const { page } = clinic;
  await clinic.open(`/applications/${amendment}/address`);
  await page.selectOption('[name="address.region"]', 'batken');
  const regions = page.locator('[name="address.district"] optgroup');
  assert.equal(await regions.count(), 1);
  await page.selectOption('[name="address.district"]', 'kadamjay');
  await press(page, 'again');
  assert.ok((await page.locator('[name="address.place"] option').count()) > 1);
});

test('a draft is taken back', async () => {
  const id = await applicant.beginBlank(clinic, organisation);
  await clinic.open(`/applications/${id}/withdraw`);
  await go(clinic.page, 'button', clinic.words('applicant-withdraw'));
  await clinic.page.getByText(clinic.words('state-withdrawn'), { exact: true }).first().waitFor();
  assert.ok(!(await draftsNow()).includes(id));
});

test('“still true” is seen by everybody at once', async () => {
  await clinic.open(`/organisations/${organisation}`);
  const row = clinic.page.locator('main tr', { hasText: /KG-A-/ }).last();
  const number = (await row.innerText()).match(/KG-A-\d+/)[0];
  await go(clinic.page, 'link', clinic.words('applicant-act-still-true'), row);
  await go(clinic.page, 'button', clinic.words('applicant-still-true.action'));
  assert.equal(await clinic.heading(), clinic.words('applicant-confirmed'));
  await clinic.open(`/register/arrays/${number}/versions`);
  await clinic.page.getByText(clinic.words('act-confirmed'), { exact: false }).first().waitFor();
});

test('a colleague takes an invitation and may write, but not send', async () => {
  await clinic.open(`/organisations/${organisation}/members`);
  const form = clinic.page.locator('form[action$="/invitations"]');
  await form.locator('[name=email]').fill(COLLEAGUE.email);
  await form.locator('[name=role][value=editor]').check();
  await go(clinic.page, 'button', clinic.words('members-invite-button'));
  const colleague = await Person.come(browser, server.base, 'ru');
  await colleague.open(await invitation());
  await go(colleague.page, 'link', colleague.words('sign-up-link'));
  // The address is the one that was invited.
  await fill(colleague.page, { name: COLLEAGUE.name, password: COLLEAGUE.password });
  await go(colleague.page, 'button', colleague.words('sign-up-button'));
  const id = await applicant.beginBlank(colleague, organisation);
  await colleague.open(`/applications/${id}/check`);
  await colleague.page.getByText(colleague.words('applicant-ask-owner')).first().waitFor();
  await colleague.leave();
});

/** The path behind the language of the link in the newest letter. */
async function invitation() {
  await clinic.open('/demo/outbox');
  const link = clinic.page.locator('main a[href*="/invitations/"]').first();
  return (await link.getAttribute('href')).replace(/^.*\/(?:ky|ru|en)(?=\/invitations)/, '');
}

test('an array leaves the Register after two people agreed, and its page says so', async () => {
  await clinic.open(`/organisations/${organisation}`);
  const row = clinic.page.locator('main tr', { hasText: /KG-A-/ }).last();
  const array = (await row.innerText()).match(/KG-A-\d+/)[0];
  await go(clinic.page, 'link', clinic.words('applicant-act-exclude'), row);
  await go(clinic.page, 'button', clinic.words('action-continue'));
  const id = applicant.applicationId(clinic);
  await clinic.open(`/applications/${id}/exclusion`);
  await tick(clinic.page, 'ground', 'destroyed');
  await go(clinic.page, 'button', clinic.words('action-continue'));
  assert.equal(await clinic.page.locator('main .diff').count(), 0, 'nothing in it changes');
  const number = await applicant.send(clinic, id);
  const registrar = await (await Person.come(browser, server.base, 'ky')).signIn(DEMO.registrar);
  await desk.takeCase(registrar, number);
  await desk.grant(registrar, 'proposed');
  const head = await (await Person.come(browser, server.base, 'ky')).signIn(DEMO.head);
  await desk.openCase(head, number);
  await desk.confirm(head, 'granted');
  await clinic.open(`/register/arrays/${array}`);
  await clinic.page.getByText(clinic.words('standing-excluded')).first().waitFor();
  await Promise.all([registrar.leave(), head.leave()]);
});

test('no page was refused anything by the browser', () => {
  assert.deepEqual(clinic.errors, []);
});
