// Forms, a case that uses one and case types, for looking at their screens without a server.
const T = (en, hans, hant) => ({ en, ...(hans && { 'zh-Hans': hans }), ...(hant && { 'zh-Hant': hant }) });
const name = (of) => ({ op: 'name', name: of });
const value = (of) => ({ op: 'value', value: of });

export const complaint = {
  use: 'case',
  title: T('Complaint', '投诉', '客訴'),
  introduction: T(
    'What went wrong, and what we promised.',
    '出了什么问题,我们承诺了什么。',
    '出了什麼問題,我們承諾了什麼。',
  ),
  scales: [
    {
      code: 'mood',
      name: T('Mood', '情绪', '情緒'),
      points: [
        { code: 'calm', name: T('Calm', '平静', '平靜'), score: 2 },
        { code: 'upset', name: T('Upset', '不满', '不滿'), score: 1 },
        { code: 'furious', name: T('Furious', '愤怒', '憤怒'), score: 0 },
      ],
    },
  ],
  sections: [
    {
      code: 'goods',
      title: T('The goods', '商品', '商品'),
      items: [
        {
          code: 'order-number',
          kind: 'text',
          label: T('Order number', '订单号', '訂單編號'),
          help: T('On the parcel’s label, top right.', '在包裹标签右上角。', '在包裹標籤右上角。'),
          required: true,
          pattern: 'order-number',
        },
        {
          code: 'kind',
          kind: 'choice',
          label: T('What is it about?', '涉及什么?', '與什麼有關?'),
          required: true,
          options: [
            { code: 'broken', name: T('Arrived broken', '到货破损', '到貨破損') },
            { code: 'late', name: T('Arrived late', '到货延迟', '到貨延遲') },
            { code: 'other', name: T('Something else', '其他', '其他') },
          ],
        },
        {
          code: 'amount',
          kind: 'number',
          label: T('Value of the goods', '商品金额', '商品金額'),
          minimum: 0,
          maximum: 5000,
          decimals: 2,
          unit: T('pounds', '英镑', '英鎊'),
          when: "kind = 'broken'",
          whenTree: { op: '=', parts: [name('kind'), value('broken')] },
        },
        { code: 'bought-on', kind: 'date', label: T('Bought on', '购买日期', '購買日期') },
      ],
    },
    {
      code: 'feelings',
      title: T('The conversation', '通话情况', '通話情況'),
      items: [
        {
          code: 'mood',
          kind: 'scale',
          scale: 'mood',
          label: T('The customer’s mood', '客户情绪', '顧客情緒'),
          notApplicable: true,
          comment: 'optional',
        },
        {
          code: 'signs',
          kind: 'choices',
          label: T('What was mentioned', '客户提到', '顧客提到'),
          options: [
            { code: 'press', name: T('The press', '媒体', '媒體') },
            { code: 'law', name: T('A lawyer', '律师', '律師') },
            { code: 'leaving', name: T('Leaving us', '不再续用', '不再續用') },
          ],
        },
        { code: 'promised', kind: 'yes-no', label: T('Did we promise anything?', '是否作出承诺?', '是否做出承諾?') },
        {
          code: 'promise',
          kind: 'long-text',
          label: T('What we promised', '承诺内容', '承諾內容'),
          required: true,
          when: 'promised = true',
          whenTree: { op: '=', parts: [name('promised'), value(true)] },
        },
        { code: 'bank', kind: 'text', label: T('Bank account', '银行账号', '銀行帳號'), sensitive: true },
      ],
    },
  ],
};

const at = '2026-01-05T09:00:00.000Z';
const versions = [
  { version: 2, state: 'draft', at, by: 'Amy Chen', reason: 'asks for the day of purchase', findings: [] },
  { version: 1, state: 'approved', at: '2026-01-04T09:00:00.000Z', by: 'Amy Chen', reason: 'first draft' },
];
export const formRows = [
  {
    code: 'complaint',
    name: complaint.title,
    use: 'case',
    items: 9,
    state: 'draft',
    liveVersion: 1,
    latestVersion: 2,
    updatedAt: at,
    updatedBy: 'Amy Chen',
  },
];
const formPage = {
  code: 'complaint',
  name: complaint.title,
  state: 'draft',
  liveVersion: 1,
  latestVersion: 2,
  versions,
  latest: { version: 2, state: 'draft', form: complaint, findings: [] },
};
const findings = [
  {
    path: 'sections[1].items[4].help',
    key: 'untranslated',
    severity: 'warning',
    message: 'Not translated into zh-Hant yet',
  },
];

const state = (code, names, closed = false) => ({ code, name: names, closed });
export const complaintType = {
  code: 'complaint',
  name: complaint.title,
  form: 'complaint',
  states: [
    state('new', T('New', '新建', '新建')),
    state('looking', T('Being looked into', '调查中', '調查中')),
    state('waiting', T('Waiting for the customer', '等待客户', '等待顧客')),
    state('settled', T('Settled', '已解决', '已解決'), true),
    state('withdrawn', T('Withdrawn', '已撤回', '已撤回'), true),
  ],
  moves: [
    { from: 'new', to: ['looking', 'withdrawn'] },
    { from: 'looking', to: ['waiting', 'settled'] },
    { from: 'waiting', to: ['looking', 'settled', 'withdrawn'] },
  ],
  reasons: [
    { code: 'broken', name: T('Arrived broken', '到货破损', '到貨破損'), dueMinutes: 240, openingHours: true },
    { code: 'rude', name: T('Somebody was rude', '态度不佳', '態度不佳'), dueMinutes: 60, openingHours: false },
  ],
  dueMinutes: 1440,
  notesRequired: true,
  dispositions: [],
  escalation: [
    { afterMinutes: 60, whom: 'owner' },
    { afterMinutes: 240, whom: 'team-leader' },
  ],
  active: true,
};
const typePage = {
  code: 'complaint',
  name: complaint.title,
  liveVersion: 1,
  latestVersion: 2,
  versions,
  latest: { version: 2, state: 'draft', type: complaintType },
};

/** What a case's page shows beyond its row. */
export const caseParts = {
  form: { code: 'complaint', version: 1, form: complaint },
  answers: {
    'order-number': { value: 'HT-20417' },
    kind: { value: 'broken' },
    amount: { value: 84.5 },
    mood: { value: 'upset', comment: 'Calmer once I said we send a new one.' },
    bank: { masked: true },
  },
  answersVersion: 3,
  reminders: [{ id: '1', at: '2026-01-07T09:00:00.000Z', text: 'Ask the carrier for the picture', by: 'Amy Chen' }],
  related: [{ id: '2', kind: 'caused-by', outgoing: true, caseId: '2', subject: 'Pallet dropped at the depot' }],
  changes: [
    { at, by: 'Amy Chen', field: 'answers.kind', from: null, to: 'broken', masked: false },
    { at, by: 'Amy Chen', field: 'state', from: 'new', to: 'looking', masked: false },
    { at, by: 'Ben Ortiz', field: 'answers.bank', masked: true },
  ],
};

/** Answers for what lists cannot: pages, checks, a filled form's score. */
export function formsSpecial(method, path, body) {
  if (path === '/forms/check') return { findings, form: body.form };
  if (path === '/forms/fill') return { shown: [], faults: [], score: null };
  if (path === '/case-types/check') return { findings: [] };
  if (method === 'GET' && /^\/forms\/[\w-]+$/.test(path)) return formPage;
  if (method === 'GET' && /^\/case-types\/[\w-]+$/.test(path)) return typePage;
  return undefined;
}
