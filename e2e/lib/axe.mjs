// axe-core over a page: what it finds, in lines that a person can act on.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const SCRIPT = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Needs JavaScript in the page; the pages themselves do not. */
export async function axeFindings(page) {
  await page.evaluate(await script());
  const result = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }),
    RULES,
  );
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help} (${node.target.join(' ')})`),
  );
}

let text;

async function script() {
  // Evaluated by the debugger, so the page's content security policy stays as it is.
  text ??= await readFile(SCRIPT, 'utf8');
  return text;
}
