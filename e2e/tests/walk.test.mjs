// The main job, from the first visit of a clinic to what the public reads: with JavaScript on a
// desk, without it on a phone, and on the other database engine.

import assert from 'node:assert/strict';
import { after, before, describe as group, test } from 'node:test';

import * as applicant from '../lib/applicant.mjs';
import { DESKTOP, LANGUAGES, PHONE, overflow, startBrowser } from '../lib/browser.mjs';
import { SERVER, freshDatabase } from '../lib/database.mjs';
import * as desk from '../lib/desk.mjs';
import { fill, go, press, tick } from '../lib/forms.mjs';
import { DEMO, Person } from '../lib/people.mjs';
import { ARRAYS, CLINIC, HOLDER, OWN } from '../lib/samples.mjs';
import { startServer } from '../lib/server.mjs';

const WALKS = [
  { title: 'on a desk, with JavaScript', options: { viewport: DESKTOP } },
  { title: 'on a phone, without JavaScript', options: { viewport: PHONE, javaScriptEnabled: false } },
  { title: 'on PostgreSQL', options: { viewport: DESKTOP }, postgres: true },
];

/** The number that the first array of an empty Register gets. */
const FIRST_ARRAY = 'KG-A-000001';

for (const walk of WALKS) {
  const skip = walk.postgres && !SERVER ? 'no PostgreSQL: set KORGOO_TEST_DATABASE_URL' : false;
  group(`the clinic's way ${walk.title}`, { skip }, () => tell(walk));
}

/** One story; every test goes on where the one before stopped. */
function tell({ options, postgres }) {
  let database;
  let server;
  let browser;
  let clinic;
  let registrar;
  let head;
  let organisation;
  const told = { numbers: [], ids: [] };

  before(async () => {
    database = postgres ? await freshDatabase() : undefined;
    const env = database ? { KORGOO_DATABASE_URL: database.url } : {};
    server = await startServer(['--empty'], env);
    browser = await startBrowser();
    clinic = await Person.come(browser, server.base, 'ky', options);
    registrar = await Person.come(browser, server.base, 'ru', options);
    head = await Person.come(browser, server.base, 'ky', options);
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await database?.drop();
  });

  test('the clinic opens an account', async () => {
    await clinic.signUp(CLINIC);
    organisation = await applicant.toOrganisation(clinic);
    assert.match(await clinic.heading(), /Шыпаа Үлгү/);
  });

  test('it registers itself', async () => {
    told.holderId = await applicant.begin(clinic, organisation, 'register_holder');
    await applicant.describe(clinic, told.holderId, HOLDER);
    assert.equal(await overflow(clinic.page), 0);
    told.holderNumber = await applicant.send(clinic, told.holderId);
  });

  test('a registrar takes the application and registers the clinic', async () => {
    await registrar.signIn(DEMO.registrar);
    await desk.takeCase(registrar, told.holderNumber);
    assert.equal(await overflow(registrar.page), 0);
    await desk.grant(registrar);
  });

  test('it says that its arrays hold no state secrets and describes three of them', async () => {
    told.ids = await threeArrays(clinic, organisation);
    for (const id of told.ids) told.numbers.push(await applicant.send(clinic, id));
    assert.equal(new Set(told.numbers).size, 3);
  });

  test('the registrar returns one with remarks at its fields', async () => {
    await desk.takeCase(registrar, told.numbers[0]);
    await desk.returnWith(registrar, {
      'storage.term.kind': 'Кайсы актта мындай мөөнөт бар?',
      'informing.methods': 'Адамдар муну кантип билерин тактаңыз.',
    });
  });

  test('the clinic sees the remarks at the fields, mends and sends again', async () => {
    const [id] = told.ids;
    await clinic.open(`/applications/${id}/storage`);
    const remark = clinic.page.locator('.remark', { hasText: 'Кайсы актта' });
    await remark.first().waitFor();
    await fill(clinic.page, { 'storage.place': 'биринчи кабаттагы архив' });
    await press(clinic.page, 'continue');
    await clinic.open(`/applications/${id}/informing`);
    await clinic.page.locator('.remark', { hasText: 'кантип билерин' }).first().waitFor();
    await fill(clinic.page, { 'informing.words': 'Кабылдамадагы дубалга илинет.' });
    await press(clinic.page, 'continue');
    assert.equal(await applicant.send(clinic, id), told.numbers[0], 'the number stays');
  });

  test('the registrar sees what changed and registers all three', async () => {
    await desk.openCase(registrar, told.numbers[0]);
    const main = registrar.page.locator('main');
    await main.getByText('биринчи кабаттагы архив').first().waitFor();
    for (const number of told.numbers) {
      await desk.openCase(registrar, number);
      const take = registrar.page.getByRole('button', { name: registrar.words('desk-take') });
      if (await take.count()) await go(registrar.page, 'button', registrar.words('desk-take'));
      await desk.grant(registrar);
    }
  });

  test('a refusal needs the second person', async () => {
    const id = await applicant.beginBlank(clinic, organisation);
    await applicant.describe(clinic, id, ARRAYS[2]);
    const number = await applicant.send(clinic, id);
    await desk.takeCase(registrar, number);
    await desk.refuse(registrar, 'already_registered', 'Бул массив мурда катталган.');
    await head.signIn(DEMO.head);
    await desk.openCase(head, number);
    await desk.confirm(head, 'refused');
    await clinic.open(`/applications/${id}`);
    await clinic.page.getByText('Бул массив мурда катталган.').first().waitFor();
  });

  test('everybody reads the entries in three languages', async () => {
    for (const language of LANGUAGES) {
      const reader = await Person.come(browser, server.base, language, options);
      await reader.open('/register');
      await go(reader.page, 'link', /Шыпаа/, reader.page.locator('main'));
      assert.match(await reader.heading(), /Шыпаа|Shypaa/);
      await reader.open(`/register/arrays/${FIRST_ARRAY}`);
      assert.equal(await reader.page.locator('html').getAttribute('lang'), language);
      const text = await reader.page.locator('main').innerText();
      assert.match(text, /Шыпаа|Shypaa/, 'it names its holder');
      assert.doesNotMatch(text, /⟦|Үлгүев Асан/, 'nothing untranslated, nothing unpublished');
      assert.equal(await overflow(reader.page), 0);
      await reader.leave();
    }
  });

  test('the clinic amends an array and sees the difference before it sends', async () => {
    await applicant.toOrganisation(clinic);
    const row = clinic.page.locator('main tr', { hasText: FIRST_ARRAY });
    await go(clinic.page, 'link', clinic.words('applicant-act-amend'), row);
    await tick(clinic.page, 'secrets', 'no');
    await go(clinic.page, 'button', clinic.words('action-continue'));
    told.amendment = applicant.applicationId(clinic);
    await clinic.open(`/applications/${told.amendment}/subjects`);
    await fill(clinic.page, { size: '10000_99999' });
    await press(clinic.page, 'continue');
    await clinic.open(`/applications/${told.amendment}/check`);
    await clinic.page.locator('main .diff ins').first().waitFor();
    told.amendmentNumber = await applicant.send(clinic, told.amendment);
  });

  test('the registrar reads before and after side by side and registers the amendment', async () => {
    await desk.takeCase(registrar, told.amendmentNumber);
    await registrar.page.locator('#differences').waitFor();
    assert.equal(await overflow(registrar.page), 0);
    await desk.grant(registrar);
  });

  test('everybody reads what differs between the two versions', async () => {
    for (const language of LANGUAGES) {
      const reader = await Person.come(browser, server.base, language, options);
      await reader.open(`/register/arrays/${FIRST_ARRAY}/versions`);
      await go(reader.page, 'link', reader.words('register-versions-what'));
      await reader.page.locator('#difference').waitFor();
      await reader.page.locator('main .diff ins').first().waitFor();
      await reader.open(`/register/arrays/${FIRST_ARRAY}/versions/1`);
      assert.equal(await reader.page.locator('h1').count(), 1);
      assert.equal(await overflow(reader.page), 0);
      await reader.leave();
    }
  });

  test('no page of the walk was refused anything by the browser', () => {
    for (const person of [clinic, registrar, head]) assert.deepEqual(person.errors, []);
  });
}

/** From the template of clinics where there is one, and from blank forms where there is none. */
async function threeArrays(clinic, organisation) {
  await applicant.answerSecrets(clinic, organisation, 'no');
  const hasTemplate = (await clinic.page.locator('[name="how"][value="template:clinic"]').count()) > 0;
  if (!hasTemplate) {
    const ids = [];
    for (const sections of ARRAYS) {
      const id = await applicant.beginBlank(clinic, organisation);
      await applicant.describe(clinic, id, sections);
      ids.push(id);
    }
    return ids;
  }
  const ids = await applicant.beginFromTemplate(clinic, organisation, 'clinic', 3);
  for (const id of ids) await applicant.describe(clinic, id, OWN);
  return ids;
}
