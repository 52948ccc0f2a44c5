// The main screens: their names, who sees them, and where they are. Tests and screenshots share
// this list, so that a new screen is looked at by both.

import { press } from './forms.mjs';

const HOLDER = ['identity', 'address', 'contacts', 'head', 'subordination', 'policy'];
const ARRAY = [
  'name',
  'purposes',
  'items',
  'subjects',
  'methods',
  'storage',
  'informing',
  'measures',
  'responsible',
  'recipients',
  'cross_border',
];

/** Open a screen; where `press` says so, the page that comes after a button. Says the status. */
export async function show(page, base, language, { path, press: button }) {
  const answer = await page.goto(`${base}/${language}${path}`);
  if (!button) return answer.status();
  const sent = page.waitForResponse((response) => response.request().method() === 'POST');
  await press(page, button);
  return (await sent).status();
}

/** `who` is nobody for public pages; `path` stands after the language. */
export function screens(scene) {
  return [
    ...everybody(scene),
    ...account(scene),
    ...applicant(scene),
    ...desk(scene),
    ...admin(scene),
  ];
}

function everybody({ holder, array }) {
  const shown = {
    start: '/',
    search: '/register',
    'search-found': '/register?q=үлгү',
    'search-none': '/register?q=жокжокжок',
    statistics: '/statistics',
    changes: '/register/changes',
    alert: '/register/alert?q=үлгү&of=data_array',
    'about-me': '/register/about-me',
    'about-me-found':
      '/register/about-me?s=pupil&s=patient&s=bank_client&s=subscriber&s=resident&home=naryn_district',
    'about-me-country': '/register/about-me?s=pupil&s=patient&s=employee&s=member',
    'about-me-none': '/register/about-me?s=reader&s=visitor&home=bishkek_oktyabr',
    'about-me-nothing-ticked': '/register/about-me?home=talas',
    holder: `/register/holders/${holder}`,
    array: `/register/arrays/${array}`,
    'array-version': `/register/arrays/${array}/versions/1`,
    versions: `/register/arrays/${array}/versions`,
    difference: `/register/arrays/${array}/versions/1...2`,
    verify: '/verify',
    rights: '/rights',
    published: '/published',
    'must-who': '/must-i-register',
    'must-keep': '/must-i-register?who=organisation',
    'must-yes': '/must-i-register?who=organisation&keep=yes&special=no',
    'must-exempt': '/must-i-register?who=organisation&keep=yes&special=yes',
    'for-organisations': '/organisations',
    contacts: '/contacts',
    accessibility: '/accessibility',
    licence: '/licence',
    'open-data': '/open-data',
    'record-of-processing': `/register/holders/${holder}/record-of-processing`,
    'sign-in': '/sign-in',
    'sign-up': '/sign-up',
    'forgotten-password': '/forgotten-password',
    'demo-outbox': '/demo/outbox',
  };
  const missing = { name: 'not-found', path: '/no-such-page', status: 404, isPublic: true };
  return [...of(undefined, shown).map((screen) => ({ ...screen, isPublic: true })), missing];
}

function account({ organisation }) {
  return of('clinic', {
    'second-factor': '/sign-in/enrol',
    organisations: '/organisations',
    members: `/organisations/${organisation}/members`,
    account: '/account',
  });
}

function applicant(scene) {
  const lacking = `/applications/${scene.arrayDraft}/storage?faults=yes`;
  const columns = `/organisations/${scene.organisation}/import/${scene.spreadsheet}`;
  return [
    ...applicantPages(scene),
    { name: 'import-preview', who: 'clinic', path: columns, press: 'preview', status: 200 },
    { name: 'section-lacking', who: 'clinic', path: lacking, status: 422, hasMistakes: true },
  ];
}

function applicantPages({ organisation, holderDraft, arrayDraft, returned, sent, exclusion, subject, spreadsheet }) {
  const section = (id, prefix) => (name) => [`${prefix}-${name}`, `/applications/${id}/${name}`];
  return of('clinic', {
    organisation: `/organisations/${organisation}`,
    secrets: `/organisations/${organisation}/start?procedure=register_array`,
    import: `/organisations/${organisation}/import`,
    'start-amend': `/organisations/${organisation}/start?procedure=amend_holder`,
    'still-true': `/organisations/${organisation}/still-true?subject=${subject}`,
    tasks: `/applications/${arrayDraft}`,
    'tasks-returned': `/applications/${returned}`,
    ...Object.fromEntries(HOLDER.map(section(holderDraft, 'holder'))),
    ...Object.fromEntries(ARRAY.map(section(returned, 'array'))),
    'blank-purposes': `/applications/${arrayDraft}/purposes`,
    'blank-items': `/applications/${arrayDraft}/items`,
    'import-columns': `/organisations/${organisation}/import/${spreadsheet}`,
    check: `/applications/${returned}/check`,
    'check-amendment': `/applications/${holderDraft}/check`,
    'check-lacking': `/applications/${arrayDraft}/check`,
    exclusion: `/applications/${exclusion}/exclusion`,
    sent: `/applications/${sent}/sent`,
    history: `/applications/${sent}/history`,
    withdraw: `/applications/${returned}/withdraw`,
  });
}

function desk({ case: open, proposed, holder, array }) {
  return [
    ...of('registrar', {
      queue: '/desk',
      'queue-none': '/desk?q=жокжокжок',
      case: `/desk/applications/${open}`,
      decision: `/desk/applications/${open}/decision`,
      refusal: `/desk/applications/${open}/decision?outcome=refuse`,
      purge: `/desk/applications/${open}/purge`,
      'case-print': `/desk/applications/${open}/print`,
      'desk-holder': `/desk/holders/${holder}`,
      'desk-array': `/desk/arrays/${array}`,
      'desk-exclusion': `/desk/arrays/${array}/exclusion`,
      'desk-redaction': `/desk/arrays/${array}/redaction`,
    }),
    ...of('head', {
      'queue-head': '/desk',
      'second-person': `/desk/applications/${proposed}`,
    }),
    ...of('auditor', { audit: '/desk/audit', 'audit-case': `/desk/audit?case=${array}` }),
  ];
}

function admin({ admin: paths, person }) {
  const named = paths.map((path) => [path.slice(1).replaceAll('/', '-'), path]);
  return of('admin', {
    ...Object.fromEntries(named),
    'admin-law-changes': '/admin/law/changes',
    'admin-person': `/admin/people/${person}`,
  });
}

function of(who, paths) {
  return Object.entries(paths).map(([name, path]) => ({ name, who, path, status: 200 }));
}
