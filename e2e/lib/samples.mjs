// A plainly fictional clinic and three of its arrays. «Үлгү» means “sample”.

import { items, rows } from './applicant.mjs';

export const CLINIC = {
  organisation: '«Шыпаа Үлгү» клиникасы',
  name: 'Үлгүева Гүлнара',
  email: 'gulnara@shypaa-ulgu.example',
  password: 'тоо башында ак булут 2026',
};

export const HOLDER = {
  identity: {
    kind: 'legal_entity',
    'name.ky': '«Шыпаа Үлгү» клиникасы',
    'name.ru': 'Клиника «Шыпаа Үлгү»',
    'name.en': 'Shypaa Sample Clinic',
    'identifier.scheme': 'inn',
    'identifier.value': '01203201599977',
    ownership: 'private',
    sector: 'health',
  },
  address: {
    'address.country': 'KG',
    'address.region': 'bishkek',
    'address.district': 'bishkek_whole',
    'address.street': 'Үлгү көчөсү, 7',
    'address.postcode': '720000',
  },
  contacts: {
    phone: '+996 312 000777',
    email: 'kabyl@shypaa-ulgu.example',
    'contact.words': 'Каттоо бөлүмү, биринчи кабат. Дүйшөмбү–жума, 9:00–17:00.',
  },
  head: { 'head.name': 'Үлгүев Асан', 'head.position': 'башкы дарыгер' },
  policy: { 'policy.link': 'https://shypaa-ulgu.example/sayasat' },
};

/** What only the holder knows; a template suggests the rest. */
export const OWN = {
  subjects: { size: '1000_9999' },
  responsible: {
    'responsible.name': 'Үлгүева Мээрим',
    'responsible.position': 'маалыматтар үчүн жооптуу кызматкер',
    'responsible.phone': '+996 312 000778',
  },
};

/** An array written on a blank form. */
export function array({ ky, ru, purpose, subjects, categories }) {
  return {
    name: { 'name.ky': ky, 'name.ru': ru },
    purposes: { 'purposes.0.words': purpose, 'purposes.0.ground': 'consent' },
    items: items(categories, ['subject'], ['p1']),
    subjects: { 'subjects.0.category': subjects, size: '1000_9999' },
    methods: { collection: ['paper_form', 'interview'], operations: ['collection', 'recording', 'storage', 'use'] },
    storage: {
      'storage.media': ['paper'],
      'storage.regime': ['locked_room'],
      'storage.country': 'KG',
      'storage.place': 'архив бөлмөсү',
      'storage.term.kind': 'duration',
      'storage.term.amount': '5',
      'storage.term.unit': 'year',
      'storage.term.event': 'service_end',
    },
    informing: { 'informing.methods': ['consent_form', 'notice_at_premises'] },
    measures: { 'measures.codes': ['access_limited', 'responsible_appointed', 'locked_storage', 'secrecy_undertaking'] },
    responsible: OWN.responsible,
    recipients: rows('recipients', []),
    cross_border: { 'cross_border.answer': 'no' },
  };
}

export const ARRAYS = [
  array({
    ky: 'Бейтаптардын медициналык карталары',
    ru: 'Медицинские карты пациентов',
    purpose: 'Бейтапты дарылоо жана анын ден соолугуна көз салуу',
    subjects: 'patients',
    categories: ['full_name', 'pin', 'birth_date', 'phone'],
  }),
  array({
    ky: 'Кызматкерлердин тизмеси',
    ru: 'Список работников',
    purpose: 'Эмгек келишимдерин түзүү жана айлык акы төлөө',
    subjects: 'employees',
    categories: ['full_name', 'position', 'phone'],
  }),
  array({
    ky: 'Кабыл алууга жазылгандардын тизмеси',
    ru: 'Список записавшихся на приём',
    purpose: 'Бейтаптарды кабыл алууга жазуу',
    subjects: 'patients',
    categories: ['full_name', 'phone'],
  }),
];
