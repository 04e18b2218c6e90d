/**
 * The wire, by hand, as agreed between the rooms. Ids are strings (a browser's numbers end at 2^53), instants are
 * ISO-8601 UTC with milliseconds, `…Millis` are durations in milliseconds.
 */
export type Language = 'en' | 'zh-Hans' | 'zh-Hant';
export type ThemeChoice = 'system' | 'light' | 'dark';
/** A name in up to three languages; at least one is there. */
export type Text = Partial<Record<Language, string>>;
export type Page<T> = { items: T[]; total: number };
export type Versioned = { id: string; version: number };

export type Me = {
  account: {
    id: string;
    name: string;
    displayName: string;
    language: Language;
    timeZone: string;
    theme: ThemeChoice;
    mustChangePassword: boolean;
  };
  tenant: { id: string; name: string };
  clients: { id: string; code: string; name: Text }[];
  rights: string[];
  agentId?: string;
  csrfToken: string;
};

// ── identity ──
export type Account = Versioned & {
  name: string;
  displayName: string;
  roles: string[];
  clients: string[];
  language: Language;
  timeZone: string;
  active: boolean;
  agentId?: string;
  lastSignInAt?: string;
};
export type AccountSession = {
  id: string;
  at?: string;
  createdAt?: string;
  lastSeenAt?: string;
  source?: string;
  userAgent?: string;
  current?: boolean;
};
export type Role = Versioned & {
  code: string;
  name: Text;
  description: Text;
  rights: string[];
  builtIn: boolean;
  accounts: number;
};
export type RightRow = { code: string; area: string; name: Text };
export type Client = Versioned & {
  code: string;
  name: Text;
  timeZone: string;
  retentionDays: { recordings: number; interactions: number; customers: number };
  active: boolean;
};
export type Site = Versioned & { code: string; name: Text; timeZone: string; calendarId?: string };
export type Token = {
  id: string;
  name: string;
  rights: string[];
  createdAt: string;
  lastUsedAt?: string;
  expiresAt?: string;
  secret?: string;
};
export type AuditEntry = {
  id: string;
  at: string;
  accountId?: string;
  accountName?: string;
  action: string;
  entity: string;
  entityId?: string;
  details: Record<string, unknown>;
  source: string;
};

// ── people ──
export type Level = 1 | 2 | 3 | 4 | 5;
export type Agent = Versioned & {
  accountId?: string;
  name: string;
  staffNumber: string;
  teamId?: string;
  teamName?: Text | string;
  siteId: string;
  clients: string[];
  queues: string[];
  voiceCapacity: number;
  chatCapacity: number;
  device: 'browser' | 'phone';
  deviceId?: string;
  active: boolean;
  skills: { skillId: string; level: Level }[];
};
export type Team = Versioned & {
  code: string;
  name: Text;
  siteId: string;
  leaderId?: string;
  deputyIds: string[];
  benchmarkIds: string[];
  members: { agentId: string; from: string; to?: string }[];
};
export type Skill = Versioned & { code: string; name: Text; yesNo: boolean; active: boolean };
export type MatrixCell = {
  agentId: string;
  skillId: string;
  level: number | null;
  evidence?: string;
  assessorId?: string;
  assessorName?: string;
  assessedOn?: string;
};
export type SkillMatrix = {
  skills: Skill[];
  agents: { id: string; name: string; teamId?: string }[];
  cells: MatrixCell[];
};

// ── queues ──
export type AgentPolicy = 'best-proficiency' | 'longest-idle' | 'least-occupied' | 'fair-share';
export type Queue = Versioned & {
  code: string;
  name: Text;
  clientId: string;
  siteId: string;
  calendarId?: string;
  channel: 'voice';
  priority: number;
  targetSeconds: number;
  targetPercent: number;
  shortAbandonSeconds: number;
  slVariant: string;
  policy: AgentPolicy;
  steps: { afterSeconds: number; needs: { skillId: string; minimum: number }[] }[];
  offerSeconds: number;
  wrapUpSeconds: number;
  readyAfterWrapUp: boolean;
  maxWaiting: number;
  treatmentFlow?: string;
  music: string;
  dispositionRequired: boolean;
  severalDispositions: boolean;
  recording: 'all' | 'none';
  active: boolean;
};
export type Disposition = Versioned & {
  code: string;
  name: Text;
  clientId: string;
  group: Text;
  queueIds: string[];
  resolved: boolean | null;
  followUpCaseType?: string;
  active: boolean;
  order: number;
};
export type NotReadyReason = Versioned & {
  code: string;
  name: Text;
  paid: boolean;
  planned: boolean;
  active: boolean;
  order: number;
  system: boolean;
};
export type Calendar = Versioned & {
  code: string;
  name: Text;
  timeZone: string;
  weekly: { day: number; from: string; to: string }[];
  exceptions: { date: string; name: Text; closed: boolean; from?: string; to?: string }[];
};

// ── telephony ──
export type EntryPoint = Versioned & {
  number: string;
  name: Text;
  clientId: string;
  flowCode: string;
  language: Language;
  calendarId?: string;
  widget: boolean;
  active: boolean;
};
export type Trunk = Versioned & {
  code: string;
  name: string;
  kind: 'ip' | 'register';
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  sources: string[];
  username?: string;
  passwordSet: boolean;
  password?: string;
  fromDomain?: string;
  codecs: string[];
  srtp: 'off' | 'offered' | 'required';
  maxCalls: number;
  active: boolean;
  state?: {
    registered: boolean;
    since?: string;
    problem?: string;
    reachability: 'unknown' | 'reachable' | 'unreachable';
    reachableSince?: string;
    lastError?: string;
    lastErrorAt?: string;
  };
};
export type Device = Versioned & {
  name: string;
  username: string;
  address?: string;
  secretSet: boolean;
  secret?: string;
  agentId?: string;
  active: boolean;
  state?: { registered: boolean; contact?: string; userAgent?: string; since?: string };
};
export type DiallingRule = Versioned & {
  clientId: string;
  prefix: string;
  name: Text;
  minDigits: number;
  maxDigits: number;
  allowed: boolean;
  trunkId?: string;
  order: number;
};
export type DiallingLimits = { clientId: string; concurrent: number; perDay: number };
export type WidgetSite = Versioned & {
  key: string;
  clientId: string;
  entryPointId: string;
  origins: string[];
  perAddressPerHour: number;
  concurrent: number;
  active: boolean;
};

// ── flows, prompts ──
export type DefinitionState = 'draft' | 'approved' | 'retired';
export type FlowRow = {
  code: string;
  name: Text;
  clientId: string;
  state: DefinitionState;
  liveVersion?: number;
  latestVersion: number;
  updatedAt: string;
  updatedBy: string;
};
export type Finding = { severity: 'error' | 'warning'; line: number; column: number; code: string; message: string };
export type Picture = {
  nodes: { id: string; kind: string; label: string; column: number; row: number }[];
  edges: { from: string; to: string; label?: string }[];
};
export type FlowVersion = {
  version: number;
  state: DefinitionState;
  at: string;
  by: string;
  reason: string;
  validFrom?: string;
  validTo?: string;
};
export type FlowRecord = FlowRow & { yaml: string; versions: FlowVersion[]; findings: Finding[]; picture: Picture };
export type DiffLine = { kind: 'same' | 'added' | 'removed'; text: string };
export type Prompt = {
  code: string;
  clientId?: string;
  name: Text | string;
  texts: Text;
  audio: { language: Language; source: 'shipped' | 'upload' | 'speech'; millis: number }[];
};

// ── desk ──
export type Explanation = {
  candidates: number;
  rule: string;
  score: number;
  runnerUp?: string;
  waitMillis: number;
  step: number;
};
export type CustomerBrief = {
  id: string;
  name: string;
  language: string;
  valueRank?: number;
  memberLevel?: string;
  openCases: number;
  lastContactAt?: string;
  contacts: number;
};
export type DispositionChoice = { code: string; name: Text; group?: Text; id?: string };
export type DeskInteraction = {
  id: string;
  direction: 'in' | 'out';
  channel: 'voice';
  state: 'offered' | 'talking' | 'held' | 'wrapping-up';
  from: string;
  fromName?: string;
  dialled: string;
  language: string;
  clientId: string;
  clientName: Text;
  queueId: string;
  queueName: Text;
  arrivedAt: string;
  queuedAt: string;
  answeredAt?: string;
  wrapUpDeadline?: string;
  held: boolean;
  muted: boolean;
  keys: { prompt: string; digits: string; meaning?: Text }[];
  attributes: Record<string, string>;
  customer?: CustomerBrief;
  earlier: { id: string; at: string; queueName: Text; agentName?: string; dispositions: Text[]; notes?: string }[];
  notes: string;
  dispositions: DispositionChoice[];
  dispositionRequired: boolean;
  severalDispositions: boolean;
  recording: 'on' | 'off' | 'paused';
};
export type Offer = {
  id: string;
  interactionId: string;
  queueId: string;
  queueName: Text;
  deadline: string;
  madeAt: string;
  explanation: Explanation;
};
export type Desk = {
  agentId: string;
  name: string;
  presence: 'signed-out' | 'ready' | 'not-ready';
  reason?: string;
  since: string;
  device: 'browser' | 'phone';
  media: { state: 'none' | 'connecting' | 'connected' | 'lost' };
  state: 'idle' | 'offered' | 'talking' | 'wrapping-up' | 'none';
  offer?: Offer;
  interaction?: DeskInteraction;
  counts: { answered: number; handledMillis: number };
  queues: { id: string; name: Text; waiting: number; longestWaitMillis: number }[];
};

// ── floor ──
export type QueueRow = {
  id: string;
  name: Text;
  clientId: string;
  waiting: number;
  longestWaitMillis: number;
  oldestQueuedAt?: string;
  agents: { ready: number; offered: number; talking: number; wrappingUp: number; notReady: number };
  today: {
    arrived: number;
    answered: number;
    abandoned: number;
    shortAbandoned: number;
    leftQueue: number;
    serviceLevel: { part: number; whole: number; variant: string; targetSeconds: number; targetPercent: number };
    answeredWaitMillis: number;
    handled: number;
    handleMillis: number;
  };
};
export type AgentState = 'ready' | 'ringing' | 'talk' | 'hold' | 'acw' | 'not-ready' | 'signed-out';
export type AgentRow = {
  agentId: string;
  name: string;
  teamId?: string;
  state: AgentState;
  reason?: string;
  since: string;
  queueId?: string;
  interactionId?: string;
  device: 'browser' | 'phone';
};
export type FloorBoard = { asOf: string; queues: QueueRow[]; agents: AgentRow[] };

// ── interactions, customers, cases ──
export type Outcome = 'handled' | 'abandoned' | 'interrupted' | 'left-queue' | 'self-served' | 'open';
export type InteractionRow = {
  id: string;
  at: string;
  direction: 'in' | 'out';
  channel: 'voice';
  from: string;
  fromName?: string;
  customerId?: string;
  clientId: string;
  queueId?: string;
  queueName?: Text;
  agentId?: string;
  agentName?: string;
  outcome: Outcome;
  waitMillis?: number;
  talkMillis?: number;
  dispositions: Text[];
  recordingIds: string[];
};
export type TimelineEntry = { at: string; type: string; data: Record<string, string | number> };
export type RecordingRef = {
  id: string;
  startedAt: string;
  durationMillis: number;
  state: 'complete' | 'recording' | 'erased' | 'interrupted';
};
export type Note = { at: string; author: string; text: string };
export type CaseRow = Versioned & {
  type: string;
  typeName: Text;
  state: string;
  stateName: Text;
  reason?: string;
  clientId: string;
  customerId?: string;
  customerName?: string;
  interactionId?: string;
  ownerId?: string;
  ownerName?: string;
  teamId?: string;
  dueAt?: string;
  overdue: boolean;
  createdAt: string;
  subject: string;
  notes: Note[];
};
export type InteractionRecord = InteractionRow & {
  dialled: string;
  language: string;
  keys: { prompt: string; digits: string; meaning?: Text }[];
  attributes: Record<string, string>;
  timeline: TimelineEntry[];
  recordings: RecordingRef[];
  notes: Note[];
  cases: CaseRow[];
  customer?: CustomerBrief;
};
export type Peaks = { durationMillis: number; bucketMillis: number; left: number[]; right: number[] };
export type Customer = Versioned & {
  clientId: string;
  name: string;
  numbers: { number: string; kind: string; primary: boolean }[];
  language: string;
  valueRank?: number;
  consent: { phone?: boolean; sms?: boolean; email?: boolean };
  memberLevel?: string;
  notes?: string;
  createdAt: string;
};
export type CaseType = { code: string; name: Text; states: { code: string; name: Text }[] };

// ── widget, system ──
export type WidgetInfo = { clientName: Text; languages: Language[]; open?: boolean };
export type WidgetState = {
  state: 'connecting' | 'greeting' | 'waiting' | 'talking' | 'ended';
  position?: number;
  expected?: number;
};
export type SystemSettings = {
  version: string;
  address: string;
  fingerprint?: string;
  speech: { configured: boolean; program?: string };
  disk: { freeBytes: number };
  alarms: { code: string; subject: string; since: string; times: number; detail: string }[];
};
