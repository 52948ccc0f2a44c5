// The demonstration as its people find it, with what every page needs to have something to show.

import * as applicant from './applicant.mjs';
import { fill, go, mistakes, press, tick } from './forms.mjs';
import { DEMO, Person } from './people.mjs';

/** Sign everybody in once, and find or begin what the screens are about. */
export async function setScene(browser, base) {
  const scene = { base, sessions: {} };
  const people = {};
  for (const name of ['clinic', 'registrar', 'head', 'admin', 'auditor']) {
    people[name] = await (await Person.come(browser, base, 'ky')).signIn(DEMO[name]);
  }
  await public_(people.clinic, scene);
  await organisation(people.clinic, scene);
  await desk(people, scene);
  await machinery(people.admin, scene);
  for (const [name, person] of Object.entries(people)) {
    scene.sessions[name] = await person.context.storageState();
    await person.leave();
  }
  return scene;
}

/** What the Register shows to everybody: an array with two versions, and its holder. */
async function public_(reader, scene) {
  await reader.open('/register');
  scene.arrays = await numbers(reader, 'arrays');
  for (const number of scene.arrays) {
    await reader.open(`/register/arrays/${number}/versions`);
    if ((await reader.page.locator('a[href*="/versions/2"]').count()) > 0) {
      scene.array = number;
      break;
    }
  }
  await reader.open(`/register/arrays/${scene.array}`);
  [scene.holder] = await numbers(reader, 'holders');
}

async function numbers(reader, folder) {
  const links = reader.page.locator(`main a[href*="/register/${folder}/KG-"]`);
  const found = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return [...new Set(found.map((href) => href.match(/KG-[AH]-\d+/)[0]))];
}

/** The clinic's own pages: what was returned, and an open draft of each kind. */
async function organisation(clinic, scene) {
  scene.organisation = await applicant.toOrganisation(clinic);
  const home = `/organisations/${scene.organisation}`;
  scene.returned = await firstId(clinic, '.notice a[href*="/applications/"]');
  scene.sent = await firstId(clinic, 'table a[href*="/applications/"]', 1);
  scene.subject = await clinic.page
    .locator('a[href*="procedure=amend_array"]')
    .first()
    .getAttribute('href')
    .then((href) => new URL(href, clinic.base).searchParams.get('subject'));
  scene.holderDraft = await applicant.begin(clinic, scene.organisation, 'amend_holder');
  scene.arrayDraft = await applicant.beginBlank(clinic, scene.organisation);
  await clinic.open(`${home}/start?procedure=exclude_array&subject=${scene.subject}`);
  await go(clinic.page, 'button', clinic.words('action-continue'));
  scene.exclusion = applicant.applicationId(clinic);
  scene.spreadsheet = await ownSpreadsheet(clinic, scene.organisation);
  await amend(clinic, scene.holderDraft);
}

/** What an organisation might have lying about; the second line lacks a name. */
const SPREADSHEET = `Массивдин аталышы;Максаты;Жооптуу адам
Үлгү кызматкерлердин өздүк делолору;эмгек мамилелери;Үлгүкан Үлгүева
;эсеп-кысап;Үлгүбек Үлгүев
Үлгү келүүчүлөр журналы;кирүүнү көзөмөлдөө;
`;

/** A spreadsheet is sent; what its columns mean is asked next. */
async function ownSpreadsheet(clinic, organisation) {
  await clinic.open(`/organisations/${organisation}/import`);
  await tick(clinic.page, 'secrets', 'no');
  const file = { name: 'arrays.csv', mimeType: 'text/csv', buffer: Buffer.from(SPREADSHEET) };
  await clinic.page.locator('input[type=file]').setInputFiles(file);
  await go(clinic.page, 'button', clinic.words('action-continue'), clinic.page.locator('main'));
  const [, hash] = clinic.path.match(/\/import\/([0-9a-f]+)$/) ?? [];
  if (!hash) throw new Error(`the spreadsheet was not taken: ${await mistakes(clinic.page)}`);
  return hash;
}

/** Something differs from what the Register says, so that the check shows it. */
async function amend(clinic, draft) {
  await clinic.open(`/applications/${draft}/contacts`);
  await fill(clinic.page, { phone: '+996 312 111222' });
  await press(clinic.page, 'back');
}

async function firstId(person, selector, skip = 0) {
  const href = await person.page.locator(`main ${selector}`).nth(skip).getAttribute('href');
  return href.split('/').pop();
}

/** A case in the registrar's hands, and one that waits for the second person. */
async function desk({ registrar, head }, scene) {
  await head.open('/desk');
  scene.proposed = await firstId(head, '.proposals a');
  await registrar.open('/desk?hands=nobody');
  scene.case = await firstId(registrar, '.queue a');
  await registrar.open(`/desk/applications/${scene.case}`);
  await go(registrar.page, 'button', registrar.words('desk-take'));
}

/** The administrator's pages are those that the first of them leads to. */
async function machinery(admin, scene) {
  await admin.open('/admin');
  scene.admin = await machineryPages(admin);
  await admin.open('/admin/people');
  const person = admin.page.locator('main a[href*="/admin/people/"]').first();
  scene.person = (await person.getAttribute('href')).split('/').pop();
}

async function machineryPages(admin) {
  const links = admin.page.locator('main a[href*="/admin/"]');
  const found = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const pages = found.map((href) => href.replace(/^\/(ky|ru|en)/, '').split(/[?#]/)[0]);
  return ['/admin', ...new Set(pages.filter((page) => /^\/admin\/[a-z-]+$/.test(page)))];
}
