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

export type EntryPoint = Schemas['EntryPoint'];
export type Trunk = Schemas['Trunk'];
export type Device = Schemas['Device'];
export type DiallingRule = Schemas['DiallingRule'];
export type DiallingLimits = Schemas['DiallingLimits'];
export type WidgetSite = Schemas['WidgetSite'];

export type FlowRow = Schemas['FlowRow'];
export type FlowRecord = Schemas['FlowPage'];
export type FlowVersion = Schemas['Version'];
export type Finding = Schemas['Remark'];
export type Picture = Schemas['Picture'];
export type FlowTrial = Schemas['FlowTrial'];
export type FlowTrialLine = Schemas['FlowTrialLine'];
export type FlowTrialMove = Schemas['FlowTrialMove'];
export type FlowTrialSituation = Schemas['FlowTrialSituation'];
export type DiffLine = Schemas['Line'];
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
  state: 'connecting' | 'greeting' | 'waiting' | 'talking' | 'ended';
  position?: number;
  expected?: number;
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
