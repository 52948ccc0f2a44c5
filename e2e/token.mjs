// Prints a token of the clinic of the demonstration: `node token.mjs BASE`. For programs that try
// the API; without a browser, as any form is sent without JavaScript.

import { DEMO, PASSWORD } from './lib/people.mjs';

const base = process.argv[2]?.replace(/\/$/, '');
if (!base) throw new Error('usage: node token.mjs BASE');
const cookies = new Map();

async function ask(path, form) {
  const answer = await fetch(`${base}/ky${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; '), origin: base },
    body: form && new URLSearchParams(form),
    redirect: 'manual',
  });
  for (const line of answer.headers.getSetCookie()) {
    const [name, ...value] = line.split(';')[0].split('=');
    cookies.set(name, value.join('='));
  }
  return answer;
}

function found(text, pattern, what) {
  const match = text.match(pattern);
  if (!match) throw new Error(`no ${what} in the answer`);
  return match[1];
}

await ask('/sign-in', { email: DEMO.clinic, password: PASSWORD });
const organisations = await (await ask('/organisations')).text();
const id = found(organisations, /\/organisations\/([0-9a-f-]{36})/, 'organisation');
const answer = await ask(`/organisations/${id}/tokens`, { token_name: 'schemathesis', create: '1' });
process.stdout.write(`${found(await answer.text(), /<code>([^<]+)<\/code>/, 'token')}\n`);
