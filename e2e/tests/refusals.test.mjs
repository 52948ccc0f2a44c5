// What the site says no to, and how kindly.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import * as applicant from '../lib/applicant.mjs';
import { startBrowser } from '../lib/browser.mjs';
import * as desk from '../lib/desk.mjs';
import { fill, go, mistakes, press, tick } from '../lib/forms.mjs';
import { DEMO, Person } from '../lib/people.mjs';
import { CLINIC, HOLDER } from '../lib/samples.mjs';
import { startServer } from '../lib/server.mjs';

let server;
let browser;
let clinic;
let organisation;
let holderId;

before(async () => {
  server = await startServer(['--empty']);
  browser = await startBrowser();
  clinic = await Person.come(browser, server.base, 'ky');
  await clinic.signUp(CLINIC);
  organisation = await applicant.toOrganisation(clinic);
  holderId = await applicant.begin(clinic, organisation, 'register_holder');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('wrong input stays in its box, with the mistake beside it and in the summary', async () => {
  const { page } = clinic;
  await clinic.open(`/applications/${holderId}/contacts`);
  await fill(page, { phone: '+996 312 000777', email: 'бул дарек эмес' });
  await press(page, 'continue');
  assert.equal(await page.inputValue('[name=email]'), 'бул дарек эмес');
  assert.equal(await page.inputValue('[name=phone]'), '+996 312 000777');
  const [summary] = await mistakes(page);
  const beside = page.locator('#email-error');
  assert.ok((await beside.innerText()).includes(summary), 'the same words in both places');
  const describedBy = await page.getAttribute('[name=email]', 'aria-describedby');
  assert.ok(describedBy.includes('email-error'));
  assert.match(await page.title(), new RegExp(`^${clinic.words('title-error-prefix')}`));
  assert.equal(await page.evaluate(() => document.activeElement.id), 'error-summary');
  await page.locator('#error-summary a').first().click();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'email');
});

test('a wrong INN is explained where it stands', async () => {
  const { page } = clinic;
  await clinic.open(`/applications/${holderId}/identity`);
  await fill(page, { ...HOLDER.identity, 'identifier.value': '123' });
  await press(page, 'continue');
  await page.locator('#identifier-value-error').waitFor();
  assert.equal(await page.inputValue('[name="identifier.value"]'), '123');
});

test('two colleagues in one section: the later one loses nothing', async () => {
  const options = { storageState: await clinic.context.storageState() };
  const colleague = await Person.come(browser, server.base, 'ru', options);
  const place = `/applications/${holderId}/head`;
  // Without autosave the form is sent once, by its button.
  await clinic.page.route('**/autosave*.js', (route) => route.abort());
  await colleague.page.route('**/autosave*.js', (route) => route.abort());
  await Promise.all([clinic.open(place), colleague.open(place)]);
  await fill(colleague.page, { 'head.name': 'Биринчи Үлгү', 'head.position': 'директор' });
  await press(colleague.page, 'continue');
  await fill(clinic.page, { 'head.name': 'Экинчи Үлгү', 'head.position': 'башкы дарыгер' });
  await press(clinic.page, 'continue');
  const text = await clinic.page.locator('main').innerText();
  assert.match(text, /Биринчи Үлгү/);
  assert.match(text, /Экинчи Үлгү/);
  await press(clinic.page, 'mine');
  await clinic.open(place);
  assert.equal(await clinic.page.inputValue('[name="head.name"]'), 'Экинчи Үлгү');
  await clinic.page.unroute('**/autosave*.js');
  clinic.errors.length = 0;
  await colleague.leave();
});

test('what is typed is kept by itself', async () => {
  const { page } = clinic;
  await clinic.open(`/applications/${holderId}/head`);
  await fill(page, { 'head.position': 'клиниканын башчысы' });
  await page.locator('#autosave', { hasText: clinic.words('applicant-autosaved') }).waitFor();
  await clinic.open(`/applications/${holderId}/head`);
  assert.equal(await page.inputValue('[name="head.position"]'), 'клиниканын башчысы');
});

test('an unfinished application cannot be sent and says what is lacking', async () => {
  await clinic.open(`/applications/${holderId}/check`);
  const send = clinic.page.getByRole('button', { name: clinic.words('applicant-send.action') });
  assert.equal(await send.count(), 0);
  await clinic.page.getByText(clinic.words('applicant-lacking')).waitFor();
});

test('a stranger is led to the door and from there back', async () => {
  const stranger = await Person.come(browser, server.base, 'ru');
  const wanted = `/applications/${holderId}/head`;
  await stranger.open(wanted);
  assert.equal(stranger.path, '/sign-in');
  await stranger.giveName(CLINIC.email, CLINIC.password);
  assert.equal(stranger.path, wanted);
  await stranger.leave();
});

test('a wrong password says nothing about the account and keeps the address', async () => {
  const stranger = await Person.come(browser, server.base, 'ky');
  await stranger.open('/sign-in');
  await stranger.giveName(CLINIC.email, 'туура эмес сөз');
  assert.equal(await stranger.page.inputValue('[name=email]'), CLINIC.email);
  assert.equal(await stranger.page.inputValue('[name=password]'), '');
  const known = await mistakes(stranger.page);
  await stranger.giveName('nobody@example.com', 'туура эмес сөз');
  assert.deepEqual(await mistakes(stranger.page), known);
  await stranger.leave();
});

test('another organisation’s draft is not there', async () => {
  const school = await (await Person.come(browser, server.base, 'ky')).signIn(DEMO.school);
  const answer = await school.open(`/applications/${holderId}`);
  assert.equal(answer.status(), 404);
  await school.leave();
});

test('state secrets stop the way and nothing is kept', async () => {
  await applicant.answerSecrets(clinic, organisation, 'yes');
  assert.equal(await clinic.heading(), clinic.words('help-secret-stop-title'));
  await applicant.toOrganisation(clinic);
  assert.deepEqual(await applicant.drafts(clinic), [holderId]);
});

test('an applicant finds no way to the desk', async () => {
  const answer = await clinic.open('/desk');
  assert.equal(answer.status(), 403);
  await clinic.open('/organisations');
});

test('whoever proposed a refusal cannot be the second person', async () => {
  await applicant.describe(clinic, holderId, HOLDER);
  const number = await applicant.send(clinic, holderId);
  const registrar = await (await Person.come(browser, server.base, 'ky')).signIn(DEMO.registrar);
  await desk.takeCase(registrar, number);
  await desk.refuse(registrar, 'false_information', 'Маалымат ырасталган жок.');
  const confirm = { name: registrar.words('desk-confirm') };
  assert.equal(await registrar.page.getByRole('button', confirm).count(), 0);
  const id = registrar.path.split('/')[3];
  const forged = await registrar.context.request.post(
    `${server.base}/ky/desk/applications/${id}/confirm`,
    { form: {}, headers: { origin: server.base, 'sec-fetch-site': 'same-origin' } },
  );
  assert.ok([403, 409].includes(forged.status()), `status ${forged.status()}`);
  const head = await (await Person.come(browser, server.base, 'ky')).signIn(DEMO.head);
  await desk.openCase(head, number);
  await desk.confirm(head, 'refused');
  await Promise.all([registrar.leave(), head.leave()]);
});

test('two registrars at one case: the later one’s words are shown, not lost', async () => {
  const again = await applicant.begin(clinic, organisation, 'register_holder');
  await applicant.describe(clinic, again, HOLDER);
  const number = await applicant.send(clinic, again);
  const first = await (await Person.come(browser, server.base, 'ky')).signIn(DEMO.registrar);
  const second = await (await Person.come(browser, server.base, 'ru')).signIn(DEMO.registrar2);
  await desk.takeCase(first, number);
  await fill(first.page, { 'remark.phone': 'Телефон туура эмес.' });
  await desk.takeCase(second, number);
  await go(first.page, 'button', first.words('desk-return.button'));
  const text = await first.page.locator('main').innerText();
  assert.match(text, /Телефон туура эмес\./);
  assert.match(text, new RegExp(first.words('desk-conflict')));
  await Promise.all([first.leave(), second.leave()]);
});

test('a forged form from elsewhere is refused', async () => {
  const answer = await clinic.context.request.post(`${server.base}/ky/organisations`, {
    form: { organisation: 'Чоочун' },
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(answer.status(), 403);
});

test('a wrong day and a wrong version are answered in words', async () => {
  const reader = await Person.come(browser, server.base, 'en');
  assert.equal((await reader.open('/register/arrays/KG-A-999999')).status(), 404);
  assert.equal(await reader.page.locator('h1').count(), 1);
  await reader.leave();
});

test('must I register: an answer that is not given is asked for again', async () => {
  const reader = await Person.come(browser, server.base, 'ru', { javaScriptEnabled: false });
  await reader.open('/must-i-register');
  await go(reader.page, 'button', reader.words('action-continue'));
  assert.equal((await mistakes(reader.page)).length, 1);
  await tick(reader.page, 'who', 'organisation');
  await go(reader.page, 'button', reader.words('action-continue'));
  await tick(reader.page, 'keep', 'yes');
  await go(reader.page, 'button', reader.words('action-continue'));
  await tick(reader.page, 'special', 'no');
  await go(reader.page, 'button', reader.words('action-continue'));
  assert.equal(await reader.heading(), reader.words('help-must-yes-title'));
  await reader.leave();
});
