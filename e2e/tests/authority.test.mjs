// Two registrars at one case, and the administrator: what changes from which day, and who may what.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { axeFindings } from '../lib/axe.mjs';
import { startBrowser } from '../lib/browser.mjs';
import { fill, go, press, tick, untick } from '../lib/forms.mjs';
import { DEMO, Person } from '../lib/people.mjs';
import { startServer } from '../lib/server.mjs';

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

const come = async (who, language, options) =>
  (await Person.come(browser, server.base, language, options)).signIn(DEMO[who]);

/** The path of a case that nobody has taken. */
async function freeCase(person) {
  await person.open('/desk?hands=nobody');
  const link = person.page.locator('main .queue a[href*="/desk/applications/"]').first();
  return `/desk/applications/${(await link.getAttribute('href')).split('/').pop()}`;
}

test('two registrars at one case: the later one is told, and loses no word', async () => {
  const first = await come('registrar', 'ky');
  const second = await come('registrar2', 'ru', { javaScriptEnabled: false });
  const place = await freeCase(first);
  await Promise.all([first.open(place), second.open(place)]);
  await go(first.page, 'button', first.words('desk-take'));
  // The other still sees it free.
  await go(second.page, 'button', second.words('desk-take'));
  assert.equal(await second.heading(), second.words('desk-conflict'));
  assert.match(await second.page.locator('main').innerText(), /Каттоочуева/);
  // A colleague may take a case over knowingly; whoever was writing keeps the words.
  await first.open(`${place}/decision`);
  await tick(first.page, 'outcome', 'grant');
  await fill(first.page, { reasons: 'Бул сөздөр жоголбойт.' });
  await press(first.page, 'preview');
  await second.open(place);
  await go(second.page, 'button', second.words('desk-take'));
  await press(first.page, 'decide');
  assert.equal(await first.heading(), first.words('desk-conflict'));
  const told = await first.page.locator('main').innerText();
  assert.match(told, /Бул сөздөр жоголбойт\./);
  assert.match(told, /Каттоочуев\b|Данияр/);
  assert.deepEqual(await axeFindings(first.page), []);
  await Promise.all([first.leave(), second.leave()]);
});

test('a term changed by the form is shown before it is kept, and holds from its day', async () => {
  const admin = await come('admin', 'en', { javaScriptEnabled: false });
  await admin.open('/admin/law/changes');
  await fill(admin.page, { of: 'term:application_review' });
  await go(admin.page, 'button', admin.words('law-draft-next'));
  await tick(admin.page, 'unit', 'calendar_day');
  const day = { 'from.day': '1', 'from.month': '2', 'from.year': '2031' };
  await fill(admin.page, { amount: '15', ...day, source: 'Order No. 7' });
  await press(admin.page, 'yes', 'write');
  const confirm = admin.page.locator('section[aria-labelledby=to-confirm]');
  assert.match(await confirm.innerText(), /10 working days[^]*15 calendar days[^]*1 February 2031/);
  await go(admin.page, 'button', admin.words('law-change-keep'), confirm);
  await admin.page.getByText(admin.words('law-change-kept')).waitFor();
  await admin.open('/admin/law');
  const lines = admin.page.locator('tr', { hasText: 'application_review' });
  assert.equal(await lines.count(), 2, 'the older wording stays beside the newer one');
  assert.match(await lines.last().innerText(), /15 calendar days[^]*Order No\. 7/);
  await admin.leave();
});

test('a ready text of decisions is changed in three languages and is what the registrar takes', async () => {
  const admin = await come('admin', 'ru');
  await admin.open('/admin/law/changes?of=decision_text:complete');
  const texts = { 'value.ky': 'Баары ырасталды.', 'value.ru': 'Всё подтверждено.', 'value.en': 'All is confirmed.' };
  const day = { 'from.day': '1', 'from.month': '1', 'from.year': '2026' };
  await fill(admin.page, { ...texts, ...day, source: 'Приказ № 8' });
  await press(admin.page, 'yes', 'write');
  assert.deepEqual(await axeFindings(admin.page), []);
  await press(admin.page, 'yes', 'keep');
  await admin.leave();
  const registrar = await come('registrar', 'ru');
  const place = await freeCase(registrar);
  await registrar.open(place);
  await go(registrar.page, 'button', registrar.words('desk-take'));
  await registrar.open(`${place}/decision`);
  await fill(registrar.page, { template: 'complete' });
  await press(registrar.page, 'template');
  assert.equal(await registrar.page.inputValue('[name=reasons]'), texts['value.ru']);
  await registrar.leave();
});

test('a registrar who loses the role loses the desk, and the cases wait for the others', async () => {
  const admin = await come('admin', 'ky');
  const registrar = await come('registrar', 'ky');
  const head = await come('head', 'ky');
  const free = async () => {
    await head.open('/desk?hands=nobody');
    return head.page.locator('main .queue tbody tr').count();
  };
  const before_ = await free();
  await admin.open('/admin/people');
  await go(admin.page, 'link', 'Чолпон Каттоочуева');
  await untick(admin.page, 'roles', 'registrar');
  await go(admin.page, 'button', admin.words('action-save'));
  await registrar.open('/desk');
  assert.match(registrar.path, /^\/sign-in/, 'the session ended with the role');
  assert.ok((await free()) > before_, 'the cases are nobody’s now');
  await tick(admin.page, 'roles', 'registrar');
  await go(admin.page, 'button', admin.words('action-save'));
  await registrar.signIn(DEMO.registrar);
  assert.equal(registrar.path, '/desk');
  await Promise.all([admin.leave(), registrar.leave(), head.leave()]);
});
