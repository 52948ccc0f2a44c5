// The main job, from the first visit of a clinic to what the public reads.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import * as applicant from './applicant.mjs';
import { LANGUAGES, overflow, startBrowser } from './browser.mjs';
import { freshDatabase } from './database.mjs';
import * as desk from './desk.mjs';
import { fill, go, press, tick } from './forms.mjs';
import { DEMO, Person } from './people.mjs';
import { ARRAYS, CLINIC, HOLDER, OWN } from './samples.mjs';
import { startServer } from './server.mjs';

/** The number that the first array of an empty Register gets. */
const FIRST_ARRAY = 'KG-A-000001';

/** One story; every test goes on where the one before stopped. */
export function tell({ options, postgres = false }) {
  let database;
  let server;
  let browser;
  let clinic;
  let registrar;
  let head;
  let organisation;
  let broken = false;
  const told = { numbers: [], ids: [] };

  /** Once the story has broken off, what follows could only wait for what never comes. */
  const step = (title, act) =>
    test(title, async (t) => {
      if (broken) return t.skip('the story broke off before');
      try {
        await act();
      } catch (error) {
        broken = true;
        const where = [clinic, registrar, head].map((person) => person?.path).join(', ');
        error.message += `\nat ${where}`;
        throw error;
      }
    });

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

  step('the clinic opens an account', async () => {
    await clinic.signUp(CLINIC);
    organisation = await applicant.toOrganisation(clinic);
    assert.match(await clinic.heading(), /Шыпаа Үлгү/);
  });

  step('it registers itself', async () => {
    told.holderId = await applicant.begin(clinic, organisation, 'register_holder');
    await applicant.describe(clinic, told.holderId, HOLDER);
    assert.equal(await overflow(clinic.page), 0);
    told.holderNumber = await applicant.send(clinic, told.holderId);
  });

  step('a registrar takes the application and registers the clinic', async () => {
    await registrar.signIn(DEMO.registrar);
    await desk.takeCase(registrar, told.holderNumber);
    assert.equal(await overflow(registrar.page), 0);
    await desk.grant(registrar);
  });

  step('it says that its arrays hold no state secrets and describes three of them', async () => {
    told.ids = await threeArrays(clinic, organisation);
    for (const id of told.ids) told.numbers.push(await applicant.send(clinic, id));
    assert.equal(new Set(told.numbers).size, 3);
  });

  step('the registrar returns one with remarks at its fields', async () => {
    await desk.takeCase(registrar, told.numbers[0]);
    await desk.returnWith(registrar, {
      'storage.term.kind': 'Кайсы актта мындай мөөнөт бар?',
      'informing.methods': 'Адамдар муну кантип билерин тактаңыз.',
    });
  });

  step('the clinic sees the remarks at the fields, mends and sends again', async () => {
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

  step('the registrar sees what changed and registers all three', async () => {
    await desk.openCase(registrar, told.numbers[0]);
    const main = registrar.page.locator('main');
    await main.getByText('биринчи кабаттагы архив').locator('visible=true').first().waitFor();
    for (const number of told.numbers) {
      await desk.openCase(registrar, number);
      const take = registrar.page.getByRole('button', { name: registrar.words('desk-take') });
      if (await take.count()) await go(registrar.page, 'button', registrar.words('desk-take'));
      await desk.grant(registrar);
    }
  });

  step('a refusal needs the second person', async () => {
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

  step('everybody reads the entries in three languages', async () => {
    for (const language of LANGUAGES) {
      const reader = await Person.come(browser, server.base, language, options);
      await reader.open('/register');
      await go(reader.page, 'link', /Шыпаа|Shypaa/, reader.page.locator('main'));
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

  step('the clinic amends an array and sees the difference before it sends', async () => {
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

  step('the registrar reads before and after side by side and registers the amendment', async () => {
    await desk.takeCase(registrar, told.amendmentNumber);
    await registrar.page.locator('#differences').waitFor();
    assert.equal(await overflow(registrar.page), 0);
    await desk.grant(registrar);
  });

  step('everybody reads what differs between the two versions', async () => {
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

  step('no page of the walk was refused anything by the browser', () => {
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
