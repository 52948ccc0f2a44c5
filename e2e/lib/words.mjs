// The words of the site, from the same Fluent files that the program carries: a test names a
// message and never repeats a sentence, so rewording a page breaks no test.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { FluentBundle, FluentResource } from '@fluent/bundle';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const FOLDER = path.resolve(HERE, '../../locales');
const bundles = new Map();
const texts = new Map();

/** `say(lang)('action-change')` or `say(lang)('help-secret-stop-title.text', { … })`. */
export function say(language) {
  const bundle = bundleOf(language);
  return (id, values = {}) => {
    const [name, attribute] = id.split('.');
    const message = bundle.getMessage(name);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    if (!pattern) throw new Error(`no message ${id} in ${language}`);
    return bundle.formatPattern(pattern, values);
  };
}

/** All texts of three words and more that have no places for values. */
export function sentences(language) {
  if (!texts.has(language)) texts.set(language, new Set(plain(bundleOf(language))));
  return texts.get(language);
}

function* plain(bundle) {
  for (const { value, attributes } of bundle._messages.values()) {
    for (const text of [value, ...Object.values(attributes)]) {
      if (typeof text === 'string' && text.trim().split(/\s+/).length >= 3) yield text;
    }
  }
}

function bundleOf(language) {
  if (!bundles.has(language)) bundles.set(language, read(language));
  return bundles.get(language);
}

function read(language) {
  const bundle = new FluentBundle(language, { useIsolating: false });
  const folder = path.join(FOLDER, language);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
    bundle.addResource(new FluentResource(readFileSync(path.join(folder, file), 'utf8')));
  }
  return bundle;
}
