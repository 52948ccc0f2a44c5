// A value of the Register is forgotten: proposed by a registrar, confirmed by the head, gone.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { axeFindings } from '../lib/axe.mjs';
import { PHONE, startBrowser } from '../lib/browser.mjs';
import { confirm } from '../lib/desk.mjs';
import { fill, mistakes, press, tick } from '../lib/forms.mjs';
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

/** The files of the data folder that hold a text. */
async function filesWith(text) {
  const names = await readdir(server.folder, { recursive: true, withFileTypes: true });
  const found = [];
  for (const entry of names.filter((it) => it.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    if ((await readFile(file)).includes(text)) found.push(entry.name);
  }
  return found;
}

test('a registrar proposes to forget a value, the head confirms, and it is nowhere any more', async () => {
  // Without scripts axe cannot run; it looks at the same form among the screens.
  const registrar = await come('registrar', 'ky', { viewport: PHONE, javaScriptEnabled: false });
  await registrar.open('/desk/holders/KG-H-000001/redaction');
  const box = registrar.page.locator('input[name=place][value$=":contact.words"]').first();
  const place = await box.getAttribute('value');
  const [, , words] = await shown(registrar, place);
  assert.ok((await filesWith(words)).length > 0, 'it stands in the database');
  await press(registrar.page, 'preview');
  assert.equal((await mistakes(registrar.page)).length, 3, 'what, on what ground, and why');
  await tick(registrar.page, 'place', place);
  await fill(registrar.page, { ground: 'subject_request', words: 'Адамдын өтүнүчү № 7' });
  await press(registrar.page, 'preview');
  assert.deepEqual(await mistakes(registrar.page), []);
  await press(registrar.page, 'propose');
  const [, , , id] = registrar.path.split('/');
  const head = await come('head', 'ru');
  await head.open(`/desk/applications/${id}`);
  assert.match(await head.page.locator('main').innerText(), new RegExp(head.words('redacted-final')));
  assert.deepEqual(await axeFindings(head.page), []);
  await confirm(head, 'granted');
  const reader = await Person.come(browser, server.base, 'en', { viewport: PHONE });
  await reader.open('/register/holders/KG-H-000001');
  const page = await reader.page.locator('main').innerText();
  assert.match(page, /forgotten: \d+ \w+ \d{4} \(a justified request/);
  assert.ok(!page.includes(words));
  assert.deepEqual(await axeFindings(reader.page), []);
  await reader.open('/register/holders/KG-H-000001/versions');
  await reader.page.getByText(reader.words('act-redacted')).first().waitFor();
  assert.deepEqual(await filesWith(words), []);
  assert.ok(!server.log().includes(words));
  await Promise.all([registrar.leave(), head.leave(), reader.leave()]);
});

/** The field, the versions and the words of a value on the form. */
async function shown(person, place) {
  const choice = person.page.locator('.choice', { has: person.page.locator(`[value="${place}"]`) });
  const label = await choice.locator('label').innerText();
  const at = label.indexOf(': ');
  return [label.slice(0, at), await choice.locator('.hint').innerText(), label.slice(at + 2)];
}
