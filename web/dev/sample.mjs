// Sample data for looking at screens. The people are invented.
import { caseParts, complaintType, formRows, formsSpecial } from './sample-forms.mjs';
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const T = (en, hans, hant) => ({ en, 'zh-Hans': hans, 'zh-Hant': hant ?? hans });

export function sample() {
  const clients = [
    {
      id: '1',
      version: 1,
      code: 'tea',
      name: T('Harbour Tea', '海港茶行'),
      timeZone: 'Asia/Shanghai',
      retentionDays: { recordings: 180, interactions: 730, customers: 1095 },
      active: true,
    },
    {
      id: '2',
      version: 3,
      code: 'bikes',
      name: T('Northwind Bikes', '北风单车', '北風單車'),
      timeZone: 'Europe/London',
      retentionDays: { recordings: 90, interactions: 365, customers: 730 },
      active: true,
    },
  ];
  const q = (id, code, name, clientId, more = {}) => ({
    id,
    version: 1,
    code,
    name,
    clientId,
    siteId: '1',
    calendarId: '1',
    channel: 'voice',
    priority: 4,
    targetSeconds: 20,
    targetPercent: 80,
    shortAbandonSeconds: 5,
    slVariant: 'sl_no_short',
    policy: 'longest-idle',
    steps: [
      { afterSeconds: 0, needs: [{ skillId: '1', minimum: 3 }] },
      { afterSeconds: 60, needs: [{ skillId: '1', minimum: 1 }] },
    ],
    offerSeconds: 20,
    wrapUpSeconds: 60,
    readyAfterWrapUp: true,
    maxWaiting: 0,
    treatmentFlow: '',
    music: 'calm',
    dispositionRequired: true,
    severalDispositions: true,
    recording: 'all',
    active: true,
    ...more,
  });
  const queues = [
    q('11', 'orders', T('Orders', '订单', '訂單'), '1'),
    q('12', 'renewals', T('Renewals', '续约', '續約'), '1', { policy: 'best-proficiency', priority: 6 }),
    q('13', 'complaints', T('Complaints', '投诉', '客訴'), '1', { priority: 7 }),
    q('14', 'workshop', T('Workshop', '维修', '維修'), '2'),
    q('15', 'bikes-sales', T('Bike sales', '单车销售', '單車銷售'), '2', { policy: 'fair-share' }),
  ];
  const people = [
    'Amy Chen',
    'Bo Lindqvist',
    'Carla Reyes',
    '陈思远',
    'Dev Patel',
    'Eun-ji Park',
    '林雅婷',
    'Farid Haddad',
    'Grace Okafor',
    'Hugo Martin',
    '王小明',
    'Ines Costa',
  ];
  const agents = people.map((name, i) => ({
    id: String(31 + i),
    version: 1,
    name,
    staffNumber: `A${101 + i}`,
    teamId: i % 2 ? '2' : '1',
    teamName: i % 2 ? T('Evening team', '晚班组', '晚班組') : T('Day team', '白班组', '日班組'),
    siteId: '1',
    clients: i % 3 ? ['1'] : ['1', '2'],
    queues: [],
    voiceCapacity: 1,
    chatCapacity: 3,
    device: i % 4 === 3 ? 'phone' : 'browser',
    active: true,
    skills: [
      { skillId: '1', level: (i % 5) + 1 },
      { skillId: '2', level: ((i + 2) % 5) + 1 },
    ],
  }));
  const skills = [
    ['orders', T('Order handling', '订单处理', '訂單處理')],
    ['renewal', T('Renewal', '续约', '續約')],
    ['english', T('English', '英语', '英語')],
    ['mandarin', T('Mandarin', '普通话', '國語')],
    ['repair', T('Bicycle repair', '单车维修', '單車維修')],
    ['deescalation', T('De-escalation', '情绪安抚', '情緒安撫')],
  ].map(([code, name], i) => ({ id: String(i + 1), version: 1, code, name, yesNo: i === 4, active: true }));
  const dispositions = [
    ['order-placed', 'Order placed', '已下单', '已下單', 'Order', '订单', '訂單'],
    ['order-changed', 'Order changed', '订单变更', '訂單變更', 'Order', '订单', '訂單'],
    ['delivery', 'Delivery date', '配送日期', '配送日期', 'Order', '订单', '訂單'],
    ['refund', 'Refund', '退款', '退款', 'Money', '款项', '款項'],
    ['invoice', 'Invoice copy', '补开发票', '補發發票', 'Money', '款项', '款項'],
    ['complaint-product', 'Product complaint', '产品投诉', '產品客訴', 'Complaint', '投诉', '客訴'],
    ['complaint-service', 'Service complaint', '服务投诉', '服務客訴', 'Complaint', '投诉', '客訴'],
    ['callback', 'Call back promised', '承诺回呼', '承諾回撥', 'Follow-up', '跟进', '後續'],
    ['wrong-number', 'Wrong number', '打错', '打錯電話', 'Other', '其他', '其他'],
  ].map(([code, en, hans, hant, gen, ghans, ghant], i) => ({
    id: String(51 + i),
    version: 1,
    code,
    name: T(en, hans, hant),
    clientId: '1',
    group: T(gen, ghans, ghant),
    queueIds: [],
    resolved: i < 5 ? true : i < 8 ? false : null,
    active: true,
    order: i,
  }));
  const customer = {
    id: '71',
    name: 'Mei Tanaka',
    language: 'en',
    valueRank: 4,
    memberLevel: 'Gold',
    openCases: 1,
    lastContactAt: ago(86400 * 3),
    contacts: 7,
  };
  const reasons = [
    ['break', T('Break', '小休')],
    ['lunch', T('Lunch', '午餐')],
    ['training', T('Training', '培训', '教育訓練')],
    ['meeting', T('Team meeting', '班组会议', '小組會議')],
  ].map(([code, name], i) => ({
    id: String(91 + i),
    version: 1,
    code,
    name,
    paid: i !== 1,
    planned: i > 1,
    active: true,
    order: i,
    system: false,
  }));
  reasons.push({
    id: '99',
    version: 1,
    code: 'no-answer',
    name: T('No answer', '未应答', '未接聽'),
    paid: true,
    planned: false,
    active: true,
    order: 99,
    system: true,
  });

  const sites = [
    {
      id: '1',
      version: 1,
      code: 'harbour',
      name: T('Harbour house', '海港职场', '海港據點'),
      timeZone: 'Europe/London',
      calendarId: '1',
    },
  ];
  const calendars = [
    {
      id: '1',
      version: 1,
      code: 'office',
      name: T('Office hours', '办公时间', '上班時間'),
      timeZone: 'Europe/London',
      weekly: [1, 2, 3, 4, 5].flatMap((day) => [
        { day, from: '09:00', to: '12:30' },
        { day, from: '13:30', to: '18:00' },
      ]),
      exceptions: [
        { date: '2026-12-25', name: T('Christmas Day', '圣诞节', '聖誕節'), closed: true },
        { date: '2026-12-24', name: T('Christmas Eve', '平安夜'), closed: false, from: '09:00', to: '13:00' },
      ],
    },
  ];
  const teams = [
    ['day', T('Day team', '白班组', '日班組')],
    ['evening', T('Evening team', '晚班组', '晚班組')],
  ].map(([code, name], i) => ({
    id: String(i + 1),
    version: 1,
    code,
    name,
    siteId: '1',
    leaderId: agents[i].id,
    deputyIds: [agents[i + 2].id],
    benchmarkIds: [],
    members: agents
      .filter((_, at) => at % 2 === i)
      .map((agent, at) => ({ agentId: agent.id, from: '2026-01-05', to: at === 5 ? '2026-10-01' : undefined })),
  }));
  const rightsOf = [
    ['queues', 'queues.view', 'See queues', '查看队列', '檢視佇列'],
    ['queues', 'queues.edit', 'Edit queues', '编辑队列', '編輯佇列'],
    ['desk', 'desk.work', 'Work at the desk', '使用工作台', '使用工作台'],
    ['recordings', 'recordings.listen', 'Listen to recordings', '收听录音', '收聽錄音'],
    ['recordings', 'recordings.export', 'Download recordings', '下载录音', '下載錄音'],
  ].map(([area, code, en, hans, hant]) => ({ area, code, name: T(en, hans, hant) }));
  const roles = [
    ['agent', T('Agent', '座席', '客服人員')],
    ['team-leader', T('Team leader', '班组长', '組長')],
    ['administrator', T('Administrator', '管理员', '管理員')],
  ].map(([code, name], i) => ({
    id: String(i + 1),
    version: 1,
    code,
    name,
    description: T('Shipped role', '内置角色', '內建角色'),
    rights: rightsOf.slice(0, 2 + i).map((right) => right.code),
    builtIn: true,
    accounts: [12, 2, 1][i],
  }));
  const accounts = people.slice(0, 4).map((name, i) => ({
    id: String(i + 1),
    version: 1,
    name: name.toLowerCase().split(' ')[0],
    displayName: name,
    roles: [i ? 'agent' : 'administrator'],
    clients: ['1'],
    language: 'en',
    timeZone: 'Europe/London',
    active: true,
    lastSignInAt: ago(3600 * (i + 1)),
  }));
  const flowRows = [
    ['main-en', T('Main menu', '主菜单', '主選單')],
    ['wait', T('While waiting', '等待期间', '等候期間')],
  ].map(([code, name], i) => ({
    code,
    name,
    clientId: '1',
    state: i ? 'draft' : 'approved',
    liveVersion: i ? undefined : 3,
    latestVersion: i ? 1 : 4,
    updatedAt: ago(86400),
    updatedBy: 'Amy Chen',
  }));
  const numbers = [
    {
      id: '1',
      version: 1,
      number: '+44 20 7946 0900',
      name: T('Service line', '服务热线', '服務專線'),
      clientId: '1',
      flowCode: 'main-en',
      language: 'en',
      calendarId: '1',
      widget: true,
      active: true,
    },
    {
      id: '2',
      version: 1,
      number: '+86 21 5555 0100',
      name: T('Shanghai line', '上海热线', '上海專線'),
      clientId: '1',
      flowCode: 'main-en',
      language: 'zh-Hans',
      widget: false,
      active: true,
    },
  ];
  const trunks = [
    {
      id: '1',
      version: 1,
      code: 'carrier',
      name: 'Carrier A',
      kind: 'register',
      host: 'sip.carrier.example',
      port: 5061,
      transport: 'tls',
      sources: [],
      username: 'house',
      passwordSet: true,
      codecs: ['PCMA', 'PCMU'],
      srtp: 'offered',
      maxCalls: 60,
      active: true,
      state: { registered: true, since: ago(9000) },
    },
    {
      id: '2',
      version: 1,
      code: 'pbx',
      name: 'Old PBX',
      kind: 'ip',
      host: '192.0.2.10',
      port: 5060,
      transport: 'udp',
      sources: ['192.0.2.10'],
      passwordSet: false,
      codecs: ['PCMA'],
      srtp: 'off',
      maxCalls: 30,
      active: true,
      state: { registered: false, problem: 'No answer to OPTIONS for 3 min' },
    },
  ];
  const devices = agents.slice(3, 6).map((agent, i) => ({
    id: String(i + 1),
    version: 1,
    name: `Phone ${101 + i}`,
    username: `phone${101 + i}`,
    secretSet: true,
    agentId: agent.id,
    active: true,
    state: { registered: i !== 1, contact: '192.0.2.77:5060', userAgent: 'Deskphone 4', since: ago(5000) },
  }));
  const dialling = [
    ['+44', T('United Kingdom', '英国', '英國'), true],
    ['+44 9', T('Premium', '付费号码', '付費號碼'), false],
    ['+86', T('China', '中国', '中國'), true],
  ].map(([prefix, name, allowed], i) => ({
    id: String(i + 1),
    version: 1,
    clientId: '1',
    prefix,
    name,
    minDigits: 10,
    maxDigits: 13,
    allowed,
    trunkId: '1',
    order: i,
  }));
  const widgets = [
    {
      id: '1',
      version: 1,
      key: 'harbour-tea-4fd1',
      clientId: '1',
      entryPointId: '1',
      origins: ['https://www.tea.example'],
      perAddressPerHour: 10,
      concurrent: 5,
      active: true,
    },
  ];
  const customers = [
    {
      ...customer,
      version: 2,
      clientId: '1',
      numbers: [{ number: '+44 20 7946 0123', kind: 'mobile', primary: true }],
      consent: { phone: true, sms: false },
      createdAt: ago(86400 * 400),
    },
    {
      id: '72',
      version: 1,
      clientId: '1',
      name: '张伟',
      language: 'zh-Hans',
      numbers: [{ number: '+86 138 0013 8000', kind: 'mobile', primary: true }],
      consent: {},
      createdAt: ago(86400 * 30),
    },
  ];
  const caseTypes = [
    ['call-back', T('Call back', '回呼', '回撥')],
    ['message', T('Message', '留言', '留言')],
  ].map(([code, name]) => ({
    code,
    name,
    states: [
      ['open', T('Open', '未处理', '未處理')],
      ['in-progress', T('In progress', '处理中', '處理中')],
      ['done', T('Done', '已完成')],
    ].map(([c, n]) => ({ code: c, name: n, closed: c === 'done' })),
    moves: [],
    reasons: [],
    active: true,
  }));
  const cases = [
    ['complaint', 'The pot arrived in pieces', true],
    ['message', 'Voicemail, 0:42', false],
  ].map(([type, subject, overdue], i) => ({
    id: String(i + 1),
    version: 1,
    type,
    typeName: type === 'complaint' ? complaintType.name : caseTypes[1].name,
    state: type === 'complaint' ? 'looking' : 'open',
    stateName: type === 'complaint' ? complaintType.states[1].name : T('Open', '未处理', '未處理'),
    clientId: '1',
    customerId: '71',
    customerName: 'Mei Tanaka',
    interactionId: '601',
    dueAt: overdue ? ago(1800) : inSeconds(7200),
    overdue,
    createdAt: ago(9000),
    subject,
    notes: [{ at: ago(600), author: 'Amy Chen', text: 'Tried once, no answer.' }],
  }));
  const call = (state) => ({
    id: '501',
    direction: 'in',
    channel: 'voice',
    state,
    from: '+44 20 7946 0123',
    fromName: 'M TANAKA',
    dialled: '+44 20 7946 0900',
    language: 'en',
    clientId: '1',
    clientName: clients[0].name,
    queueId: '12',
    queueName: queues[1].name,
    arrivedAt: ago(95),
    queuedAt: ago(62),
    answeredAt: state === 'offered' ? undefined : ago(48),
    wrapUpDeadline: state === 'wrapping-up' ? inSeconds(44) : undefined,
    held: state === 'held',
    muted: false,
    keys: [
      { prompt: 'menu-main', digits: '3', meaning: T('Renew my plan', '续约', '續約') },
      { prompt: 'member-number', digits: '40871' },
    ],
    attributes: { plan: 'Gold 12 months', expires: '2026-12-31' },
    customer,
    earlier: [
      {
        id: '601',
        at: ago(86400 * 3),
        queueName: queues[0].name,
        agentName: 'Dev Patel',
        dispositions: [dispositions[2].name],
        notes: 'Parcel delayed; promised Thursday.',
      },
      {
        id: '602',
        at: ago(86400 * 40),
        queueName: queues[1].name,
        agentName: 'Amy Chen',
        dispositions: [dispositions[0].name],
      },
    ],
    notes: state === 'offered' ? '' : 'Wants 24 months if the price holds.',
    dispositions: dispositions.map(({ code, name, group }) => ({ code, name, group })),
    dispositionRequired: true,
    severalDispositions: true,
    recording: 'on',
  });
  const world = {
    signedIn: true,
    me: {
      account: {
        id: '1',
        name: 'amy',
        displayName: 'Amy Chen',
        language: 'en',
        timeZone: 'Europe/London',
        theme: 'system',
        mustChangePassword: false,
      },
      tenant: { id: '1', name: 'Harbour House' },
      clients,
      rights:
        `desk.work customers.view customers.edit customers.erase cases.view cases.edit cases.configure forms.view forms.edit forms.approve floor.view floor.act agents.view agents.edit teams.edit skills.edit interactions.view interactions.edit recordings.listen recordings.export queues.view queues.edit calendars.edit flows.view flows.edit flows.approve telephony.view telephony.edit clients.edit accounts.view accounts.edit roles.edit tokens.edit audit.view settings.view settings.edit metrics.read`.split(
          ' ',
        ),
      agentId: '31',
      timeZone: 'Europe/London',
      csrfToken: 'sample',
    },
    desk: {
      agentId: '31',
      name: 'Amy Chen',
      presence: 'ready',
      since: ago(134),
      device: 'phone',
      media: { state: 'none' },
      state: 'idle',
      counts: { answered: 23, handledMillis: 23 * 268_000 },
      queues: queues.slice(0, 4).map(({ id, name }, i) => ({
        id,
        name,
        waiting: [2, 0, 1, 0][i],
        longestWaitMillis: [41_000, 0, 12_000, 0][i],
      })),
    },
    lists: {
      clients,
      queues,
      agents,
      skills,
      dispositions,
      'not-ready-reasons': reasons,
      sites,
      calendars,
      teams,
      roles,
      rights: rightsOf,
      accounts,
      flows: flowRows,
      'entry-points': numbers,
      trunks,
      devices,
      'dialling-rules': dialling,
      'widget-sites': widgets,
      customers,
      'case-types': [...caseTypes, complaintType],
      cases: cases.map((row, i) => (i === 0 ? { ...row, ...caseParts } : row)),
      forms: formRows,
      tokens: [],
      audit: [],
    },
  };
  world.scene = (name) => {
    const base = {
      ...world.desk,
      presence: 'ready',
      reason: undefined,
      offer: undefined,
      interaction: undefined,
      state: 'idle',
      since: ago(134),
      device: 'phone',
    };
    if (name === 'signed-out') Object.assign(base, { presence: 'signed-out', state: 'none' });
    if (name === 'missed') Object.assign(base, { presence: 'not-ready', reason: 'no-answer', state: 'none' });
    if (name === 'offered')
      Object.assign(base, {
        state: 'offered',
        interaction: call('offered'),
        offer: {
          id: '501-1',
          interactionId: '501',
          queueId: '12',
          queueName: queues[1].name,
          madeAt: ago(6),
          deadline: inSeconds(14),
          explanation: {
            candidates: 4,
            rule: 'best-proficiency',
            score: 5,
            runnerUp: 'Dev Patel',
            waitMillis: 62_000,
            step: 1,
          },
        },
      });
    if (name === 'talking') Object.assign(base, { state: 'talking', interaction: call('talking'), since: ago(48) });
    if (name === 'held') Object.assign(base, { state: 'talking', interaction: call('held'), since: ago(48) });
    if (name === 'wrapping-up')
      Object.assign(base, { state: 'wrapping-up', interaction: call('wrapping-up'), since: ago(16) });
    if (name === 'browser') Object.assign(base, { device: 'browser' });
    world.desk = base;
  };
  world.actAtDesk = (method, path, body) => {
    if (method === 'GET') return world.desk;
    if (path === '/desk/media')
      return { status: 503, body: { status: 503, code: 'no-media', title: 'no media in the sample' } };
    if (path === '/desk/sign-in')
      world.desk = {
        ...world.desk,
        presence: 'not-ready',
        reason: 'signed-in',
        state: 'none',
        device: body.device,
        since: ago(0),
      };
    if (path === '/desk/sign-out') world.scene('signed-out');
    if (path === '/desk/ready') world.scene('ready');
    if (path === '/desk/not-ready')
      world.desk = { ...world.desk, presence: 'not-ready', reason: body.reason, state: 'none', since: ago(0) };
    if (path.endsWith('/accept')) world.scene('talking');
    if (path.endsWith('/decline')) world.scene('ready');
    if (path.endsWith('/hold')) world.scene(body.on ? 'held' : 'talking');
    if (path.endsWith('/mute'))
      world.desk = { ...world.desk, interaction: { ...world.desk.interaction, muted: body.on } };
    if (path.endsWith('/hang-up')) world.scene('wrapping-up');
    if (path.endsWith('/wrap-up')) world.scene(body.ready ? 'ready' : 'missed');
    if (path.endsWith('/notes')) world.desk.interaction.notes = body.text;
    return world.desk;
  };
  const floorRow = (queue, i) => ({
    id: queue.id,
    name: queue.name,
    clientId: queue.clientId,
    waiting: [3, 0, 1, 0, 0][i],
    longestWaitMillis: 0,
    oldestQueuedAt: [ago(34), undefined, ago(13), undefined, undefined][i],
    agents: {
      ready: [0, 2, 1, 3, 2][i],
      offered: [1, 0, 0, 0, 0][i],
      talking: [4, 3, 2, 1, 0][i],
      wrappingUp: [1, 0, 1, 0, 0][i],
      notReady: [2, 1, 1, 1, 3][i],
    },
    today: {
      arrived: [412, 126, 38, 77, 0][i],
      answered: [377, 121, 33, 71, 0][i],
      abandoned: [28, 4, 5, 4, 0][i],
      shortAbandoned: [6, 1, 0, 1, 0][i],
      leftQueue: [4, 1, 0, 2, 0][i],
      serviceLevel: {
        part: [318, 110, 24, 66, 0][i],
        whole: [399, 124, 38, 74, 0][i],
        variant: 'sl_no_short',
        targetSeconds: i === 2 ? 10 : 20,
        targetPercent: 80,
      },
      answeredWaitMillis: [377, 121, 33, 71, 0][i] * 16_300,
      handled: [377, 121, 33, 71, 0][i],
      handleMillis: [377, 121, 33, 71, 0][i] * 268_000,
    },
  });
  const states = [
    'talk',
    'ready',
    'acw',
    'talk',
    'not-ready',
    'ringing',
    'hold',
    'ready',
    'talk',
    'not-ready',
    'ready',
    'signed-out',
  ];
  world.special = (method, path, _query, body) => {
    const forms = formsSpecial(method, path, body);
    if (forms !== undefined) return forms;
    const interaction = (i) => ({
      id: String(600 + i),
      at: ago(4000 * (i + 1)),
      direction: 'in',
      channel: 'voice',
      from: i % 3 ? '+44 20 7946 0123' : '+86 138 0013 8000',
      fromName: i % 3 ? 'Mei Tanaka' : undefined,
      clientId: '1',
      queueId: queues[i % 5].id,
      queueName: queues[i % 5].name,
      agentId: i % 4 === 3 ? undefined : agents[i % 12].id,
      agentName: i % 4 === 3 ? undefined : agents[i % 12].name,
      outcome: ['handled', 'handled', 'handled', 'abandoned', 'handled', 'interrupted', 'self-served'][i % 7],
      waitMillis: 4000 + i * 7000,
      talkMillis: i % 4 === 3 ? undefined : 180000 + i * 9000,
      dispositions: i % 4 === 3 ? [] : [dispositions[i % 9].name],
      recordingIds: i % 4 === 3 ? [] : ['r1'],
    });
    if (/^\/widget\/[^/]+$/.test(path))
      return path.endsWith('unknown')
        ? { status: 404, body: { status: 404, code: 'not-found' } }
        : { clientName: clients[0].name, languages: ['en', 'zh-Hans', 'zh-Hant'], open: true };
    if (/^\/widget\/.*calls$/.test(path)) return { callId: '1', secret: 's', sdp: '' };
    const picture = {
      nodes: [
        ['welcome', 'say', 'Welcome', 1, 0],
        ['open', 'hours', 'Office hours?', 1, 1],
        ['menu', 'menu', 'Main menu', 0, 2],
        ['closed', 'say', 'We are closed', 2, 2],
        ['orders', 'queue', 'Orders', 0, 3],
        ['renewals', 'queue', 'Renewals', 1, 3],
        ['message', 'voicemail', 'Leave a message', 2, 3],
      ].map(([id, kind, label, column, row]) => ({ id, kind, label, column, row })),
      edges: [
        ['welcome', 'open'],
        ['open', 'menu', 'open'],
        ['open', 'closed', 'closed'],
        ['menu', 'orders', '1'],
        ['menu', 'renewals', '3'],
        ['closed', 'message'],
      ].map(([from, to, label]) => ({ from, to, label })),
    };
    const findings = [
      {
        severity: 'error',
        line: 14,
        column: 10,
        code: 'unknown-step',
        message: 'There is no step “renewal”; did you mean “renewals”?',
      },
      {
        severity: 'warning',
        line: 9,
        column: 5,
        code: 'menu-too-long',
        message: 'A menu with more than five options is hard to remember.',
      },
    ];
    if (path === '/flows/validate') return { findings, picture };
    if (/^\/flows\/[\w-]+$/.test(path) && method === 'GET')
      return {
        ...flowRows[0],
        yaml: [
          '# Main menu of the service line',
          'flow: main-en',
          'start: welcome',
          'steps:',
          '  welcome:',
          '    say: { en: "Welcome to Harbour Tea." }',
          '    next: open',
          '  open:',
          '    hours: office',
          '    open: menu',
          '    closed: closed',
          '  menu:',
          '    menu: menu-main',
          '    options: { 1: orders, 3: renewal }',
          '  closed:',
          '    say: { en: "We are closed." }',
          '    next: message',
          '  message:',
          '    voicemail: { seconds: 120, case: message }',
          '',
        ].join('\n'),
        versions: [4, 3, 2].map((version) => ({
          version,
          state: version === 4 ? 'draft' : version === 3 ? 'approved' : 'retired',
          at: ago(86400 * (5 - version)),
          by: 'Amy Chen',
          reason: 'Renewals get their own key',
        })),
        findings,
        picture,
      };
    if (path.endsWith('/diff'))
      return {
        lines: [
          { kind: 'same', text: 'steps:' },
          { kind: 'removed', text: '  menu: [1]' },
          { kind: 'added', text: '  menu: [1, 3]' },
        ],
      };
    if (path === '/prompts')
      return {
        items: [
          {
            code: 'welcome',
            name: '',
            texts: T('Welcome to Harbour Tea.', '欢迎致电海港茶行。', '歡迎致電海港茶行。'),
            audio: [{ language: 'en', source: 'shipped', millis: 1800 }],
          },
        ],
        total: 1,
      };
    if (path === '/prompts/welcome')
      return {
        code: 'welcome',
        name: '',
        version: 1,
        texts: T('Welcome to Harbour Tea.', '欢迎致电海港茶行。', '歡迎致電海港茶行。'),
        audio: [
          { language: 'en', source: 'shipped', millis: 1800 },
          { language: 'zh-Hans', source: 'upload', millis: 2100 },
        ],
      };
    if (path === '/interactions') return { items: Array.from({ length: 24 }, (_, i) => interaction(i)), total: 24 };
    if (/^\/interactions\/\d+$/.test(path)) {
      const row = interaction(1);
      const start = Date.parse(row.at);
      const at = (millis) => new Date(start + millis).toISOString();
      return {
        ...row,
        dialled: '+44 20 7946 0900',
        language: 'en',
        keys: [{ prompt: 'menu-main', digits: '3', meaning: T('Renew my plan', '续约', '續約') }],
        attributes: { plan: 'Gold 12 months' },
        customer,
        notes: [{ at: at(260000), author: 'Amy Chen', text: 'Renewed for 24 months; sends the contract by post.' }],
        coded: [
          { revision: 1, at: at(251003), by: 'Amy Chen', codes: ['renewed'], names: row.dispositions, reason: '' },
        ],
        cases: [cases[0]],
        recordings: [{ id: 'r1', startedAt: at(33510), durationMillis: 187000, state: 'complete' }],
        timeline: [
          [0, 'arrived', {}],
          [42, 'flow-started', { flow: 'main-en' }],
          [6210, 'hours-checked', { open: 'true' }],
          [11384, 'menu-choice', { digits: '3', label: 'Renew my plan' }],
          [11702, 'queued', { queue: 'Renewals' }],
          [
            14810,
            'offered',
            { agent: 'Dev Patel', candidates: 3, rule: 'best-proficiency', waitMillis: 3108, runnerUp: 'Amy Chen' },
          ],
          [27810, 'offer-expired', { agent: 'Dev Patel' }],
          [
            27812,
            'offered',
            { agent: 'Amy Chen', candidates: 2, rule: 'best-proficiency', waitMillis: 16110, step: 1 },
          ],
          [33498, 'answered', { agent: 'Amy Chen' }],
          [33510, 'recording-started', {}],
          [91000, 'hold-started', {}],
          [118400, 'hold-ended', {}],
          [220510, 'ended', { by: 'customer' }],
          [220512, 'wrap-up-started', {}],
          [251003, 'wrapped-up', { timedOut: 'false' }],
        ].map(([ms, type, data]) => ({ at: at(ms), type, data })),
      };
    }
    if (/peaks$/.test(path))
      return {
        durationMillis: 187000,
        bucketMillis: 250,
        left: Array.from({ length: 748 }, (_, i) =>
          Math.sin(i / 17) > 0.1 ? Math.abs(Math.sin(i * 1.7) * Math.sin(i / 5)) * 0.7 : 0.01,
        ),
        right: Array.from({ length: 748 }, (_, i) =>
          Math.sin(i / 17) < 0 ? Math.abs(Math.cos(i * 2.1) * Math.sin(i / 4)) * 0.8 : 0.01,
        ),
      };
    if (path === '/skill-matrix')
      return {
        skills,
        agents: agents.map(({ id, name, teamId }) => ({ id, name, teamId })),
        cells: agents.flatMap((agent, i) =>
          skills.map((skill, j) => ({
            agentId: agent.id,
            skillId: skill.id,
            level: (i * 3 + j * 2) % 7 > 4 ? null : ((i + j) % 5) + 1,
            assessorName: 'Bo Lindqvist',
            assessedOn: '2026-10-02',
            evidence: 'Ten calls heard',
          })),
        ),
      };
    if (path === '/skill-matrix/history')
      return [
        {
          agentId: '31',
          skillId: '1',
          level: 3,
          assessorName: 'Bo Lindqvist',
          assessedOn: '2026-10-02',
          evidence: 'Ten calls heard',
        },
      ];
    if (path === '/settings/system')
      return {
        version: '0.1.0',
        address: 'http://127.0.0.1:8080',
        speech: { configured: true, program: 'espeak-ng 1.51' },
        disk: { freeBytes: 48e9 },
        alarms: [],
      };
    if (path.startsWith('/dialling-limits')) return { clientId: '1', concurrent: 10, perDay: 300 };
    if (path === '/dialling-rules/check') return { allowed: false, reason: 'no-rule' };
    if (/\/check$/.test(path)) return { open: true, reason: 'weekly' };
    if (/\/sessions$/.test(path) || /^\/customers\/\d+\/interactions/.test(path)) return [];
    if (path === '/floor')
      return {
        asOf: ago(0),
        queues: queues.map(floorRow),
        agents: agents.map((agent, i) => ({
          agentId: agent.id,
          name: agent.name,
          teamId: agent.teamId,
          state: states[i],
          reason: i === 4 ? 'lunch' : i === 9 ? 'no-answer' : undefined,
          since: ago(20 + i * 47),
          queueId: ['talk', 'hold', 'acw', 'ringing'].includes(states[i]) ? queues[i % 5].id : undefined,
          interactionId: ['talk', 'hold'].includes(states[i]) ? '501' : undefined,
          device: agent.device,
        })),
      };
    return undefined;
  };
  return world;
}
