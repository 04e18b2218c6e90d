import type { components } from './generated/schema';

/**
 * The wire's shapes by the names that screens use. They are generated from `openapi.json`, which comes from the
 * server (`./callosum openapi`); `npm run generate` writes them. Ids are strings (a browser's numbers end at 2^53),
 * instants are ISO-8601 UTC with milliseconds, `…Millis` are durations in milliseconds.
 */
type Schemas = components['schemas'];

/** A name in up to three languages; at least one is there. */
export type Text = Schemas['Text'];
export type Page<T> = { items: T[]; total: number };
export type Versioned = { id: string; version: number };

export type Me = Schemas['Me'];
export type Language = Me['account']['language'];
export type ThemeChoice = Me['account']['theme'];

export type Account = Schemas['Account'];
export type AccountSession = Schemas['Open'];
export type Role = Schemas['Role'];
export type RightRow = Schemas['RightEntry'];
export type Client = Schemas['Client'];
export type Site = Schemas['Site'];
export type Token = Schemas['Token'];
export type AuditEntry = Schemas['AuditEntry'];

export type Agent = Schemas['Agent'];
export type Level = 1 | 2 | 3 | 4 | 5;
export type Team = Schemas['Team'];
export type Skill = Schemas['Skill'];
export type MatrixCell = Schemas['MatrixCell'];
export type SkillMatrix = Schemas['Matrix'];

export type Queue = Schemas['Queue'];
export type QueueWaits = Schemas['QueueWaits'];
export type Disposition = Schemas['Disposition'];
export type NotReadyReason = Schemas['NotReadyReason'];
export type DeskReason = Schemas['DeskReason'];
export type Calendar = Schemas['Calendar'];

export type Share = Schemas['Share'];
export type FlowFigures = Schemas['FlowFigureRow'];
export type RepeatFigures = Schemas['RepeatFigureRow'];
export type MissedContact = Schemas['MissedContact'];
export type RecordingStandard = Schemas['RecordingStandard'];
export type PeakHours = Schemas['PeakHoursPage'];
export type FlowSteps = Schemas['FlowStepRow'];

export type ContactScript = Schemas['ContactScript'];
export type ScriptRun = Schemas['ScriptRun'];
export type ScriptStep = Schemas['ScriptStep'];
export type ScriptPassage = Schemas['ScriptPassage'];
export type ScriptPlace = Schemas['ScriptPlace'];
export type ScriptRules = Schemas['ScriptRulesPage'];
export type ScriptRule = Schemas['ScriptRule'];
export type JargonList = Schemas['Jargon'];
export type RolePlay = Schemas['RolePlayPage'];
export type ScriptFigures = Schemas['ScriptFigureRow'];
export type ScriptSpan = Schemas['ScriptSpanRow'];

export type EntryPoint = Schemas['EntryPoint'];
export type Trunk = Schemas['Trunk'];
export type Device = Schemas['Device'];
export type DiallingRule = Schemas['DiallingRule'];
export type DiallingLimits = Schemas['DiallingLimits'];
export type WidgetSite = Schemas['WidgetSite'];

export type IntentTable = Schemas['IntentTable'];
export type IntentWish = Schemas['IntentWish'];
export type IntentsPage = Schemas['IntentsPage'];
export type IntentsJudgement = Schemas['IntentsJudgement'];
export type IntentsMissed = Schemas['IntentsMissed'];
export type IntentsTried = Schemas['IntentsTried'];

export type FlowRow = Schemas['FlowRow'];
export type FlowRecord = Schemas['FlowPage'];
export type FlowVersion = Schemas['Version'];
export type Finding = Schemas['Remark'];
export type Picture = Schemas['Picture'];
export type FlowCallState = Schemas['FlowCallState'];
export type FlowCrowd = Schemas['FlowCrowd'];
export type FlowComparison = Schemas['FlowComparison'];
export type FlowStanding = Schemas['FlowStandingRow'];
export type FlowTrial = Schemas['FlowTrial'];
export type FlowTrialLine = Schemas['FlowTrialLine'];
export type FlowTrialMove = Schemas['FlowTrialMove'];
export type FlowTrialSituation = Schemas['FlowTrialSituation'];
export type DiffLine = Schemas['Line'];
export type Duty = Schemas['Duty'];
export type CaseReminder = Schemas['CaseReminder'];
export type Prompt = Schemas['Prompt'];

export type RoutingBook = Schemas['RoutingPage'];
export type RoutingRule = Schemas['RoutingRule'];
export type RoutingRemark = Schemas['RoutingRemark'];
export type RoutingTrial = Schemas['RoutingTrialRow'];

export type Desk = Schemas['Desk'];
export type Offer = Schemas['Offer'];
export type Explanation = Schemas['Why'];
export type DeskInteraction = Schemas['Contact'];
export type DeskConsult = Schemas['DeskConsult'];
export type DeskHandling = Schemas['DeskHandling'];
export type ContactSubjects = Schemas['ContactSubjects'];
export type ContactNotes = Schemas['ContactNotes'];
export type FilledNote = Schemas['FilledNote'];
export type NoteTemplate = Schemas['NoteTemplate'];
export type NoteFigures = Schemas['NoteFigures'];
export type NoteRules = Schemas['NoteRules'];
export type NoteRule = Schemas['NoteRule'];
export type NeedType = Schemas['NeedType'];
export type NeedFigure = Schemas['NeedFigure'];
export type Department = Schemas['Department'];
export type EscalationRoute = Schemas['EscalationRoute'];
export type EscalationSign = Schemas['EscalationSign'];
export type EscalationFigures = Schemas['EscalationFigures'];
export type EscalationFinding = Schemas['EscalationFinding'];
export type AdviceFigures = Schemas['AdviceFigures'];
export type ContactDriver = Schemas['ContactDriver'];
export type CodeQuality = Schemas['CodeQualityFigure'];
export type CodeSuggestionFigure = Schemas['CodeSuggestionFigure'];
export type RecurringProblem = Schemas['RecurringProblem'];
export type ApplicationArea = Schemas['ApplicationArea'];
export type SavedView = Schemas['SavedView'];
export type DispositionChoice = Schemas['Choice'];

export type FloorBoard = Schemas['FloorBoard'];
export type QueueRow = Schemas['QueueRow'];
export type AgentRow = Schemas['AgentRow'];
export type AgentState = AgentRow['state'];

export type InteractionRow = Schemas['InteractionRow'];
export type Outcome = InteractionRow['outcome'];
export type InteractionRecord = Schemas['InteractionPage'];
export type ConversationSpeech = Schemas['ConversationSpeech'];
export type TimelineEntry = Schemas['Step'];
export type RecordingRef = Schemas['Recording'];
export type Note = Schemas['Note'];
export type Peaks = Schemas['Outline'];
export type CaseRow = Schemas['CaseRow'];
export type CaseType = Schemas['CaseType'];
export type Customer = Schemas['Customer'];
export type Precedence = Schemas['Precedence'];
export type CustomerBrief = Schemas['CustomerBrief'];

export type WidgetInfo = Schemas['Front'];
export type SystemSettings = Schemas['SystemState'];
/** Said over the widget's socket, which OpenAPI does not describe. */
export type WidgetState = {
  state: 'connecting' | 'greeting' | 'waiting' | 'talking' | 'promised' | 'ended';
  position?: number;
  expected?: number;
  asks?: WidgetQuestion | null;
};
/** What the voice asks now, to be answered on the page instead of by keys: choices, or an entry. */
export type WidgetQuestion = {
  max: number;
  language: Language;
  choices: { key: string; label: string }[];
  /** Words of the customer's own are understood, too. */
  freeWords?: boolean;
  entry?: { label: string; min: number; secret: boolean; hour: boolean } | null;
};

export type Alarm = Schemas['AlarmRow'];
export type AlarmRuleRow = Schemas['AlarmRuleRow'];
export type FloorAct = Schemas['FloorAct'];
export type FloorAction = Schemas['FloorActionRow'];
export type MonitoringRow = Schemas['MonitoringRow'];
export type MonitoringNow = Schemas['MonitoringNow'];
export type MonitoringStay = Schemas['MonitoringStay'];
export type AnnouncementRule = Schemas['AnnouncementRule'];
export type HelpRequest = Schemas['HelpRequest'];
export type DeskHelp = Schemas['DeskHelp'];
export type DeskMessage = Schemas['DeskMessage'];
export type DeskDay = Schemas['DeskDay'];
export type DeskBreak = Schemas['DeskBreak'];
export type DeskQuestion = Schemas['DeskQuestion'];
export type AgentBreak = Schemas['AgentBreak'];

export type PageRow = Schemas['PageRow'];
export type PageRecord = Schemas['PageRecord'];
export type PageContent = Schemas['PageContent'];
export type PageKind = PageContent['kind'];
export type PageNode = Schemas['PageNode'];
export type PageToRead = Schemas['PageToRead'];
export type PageHit = Schemas['PageHit'];
export type PageMark = Schemas['PageMark'];
export type PageDifference = Schemas['PageDifference'];
export type PageDoubt = Schemas['PageDoubt'];
export type PageAttachment = Schemas['PageAttachment'];
export type PageMiss = Schemas['PageMiss'];

export type SheetRow = Schemas['SheetRow'];
export type SheetRecord = Schemas['Sheet'];
export type SheetType = Schemas['SheetType'];
export type SheetTypeBody = Schemas['SheetTypeBody'];
export type SheetTypeRecord = Schemas['SheetTypePage'];
export type SheetBlank = Schemas['SheetBlank'];
export type SheetDue = Schemas['SheetDueRow'];
export type SheetScore = Schemas['SheetScore'];
