import schema from '@flow/flow.schema.json';
import { isGroup, type Plain } from './yaml-write';

/**
 * The kinds of steps and what each can hold, from the form of a flow's file. A new kind there is a new kind here; what
 * this page knows beside it are the lists that codes are chosen from, the colours and what a new step begins with.
 */
type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  patternProperties?: Record<string, Schema>;
  minimum?: number;
  maximum?: number;
};

/** Lists of the house that a code is chosen from. */
export type Source =
  'prompts' | 'queues' | 'calendars' | 'skills' | 'case-types' | 'parts' | 'treatments' | 'pages' | 'forms';

export type Control =
  | {
      is:
        | 'step'
        | 'texts'
        | 'clips'
        | 'announcement'
        | 'expression'
        | 'variable'
        | 'key'
        | 'text'
        | 'words'
        | 'nothing'
        | 'raw';
    }
  | { is: 'code'; source: Source | undefined }
  | { is: 'duration'; words: string[] }
  | { is: 'choice'; values: string[]; empty: boolean }
  | { is: 'truth' }
  | { is: 'number'; least: number | undefined; most: number | undefined }
  /** `short`: what may stand in its place, like a queue's code alone. */
  | { is: 'group'; fields: Field[]; short: Control | undefined }
  | { is: 'list'; of: Control }
  | { is: 'map'; of: Control }
  /** One of several groups of a single field each. */
  | { is: 'one'; fields: Field[] };

export type Field = { name: string; control: Control; required: boolean };
export type StepKind = { kind: string; description: string; fields: Field[] };

const sources: Record<string, Source> = {
  hours: 'calendars',
  queue: 'queues',
  'queue.code': 'queues',
  'queue.needs.skill': 'skills',
  'queue.treatment': 'treatments',
  'voicemail.case': 'case-types',
  'voicemail.queue': 'queues',
  'offer-call-back.calendar': 'calendars',
  'call-back.calendar': 'calendars',
  'call-back.greeting': 'treatments',
  flow: 'parts',
  music: 'prompts',
  'fill.form': 'forms',
  'open-case': 'case-types',
  'open-case.type': 'case-types',
};
/** By the last word of a place, wherever it stands. */
const sourcesByName: Record<string, Source> = { page: 'pages' };

const defs = schema.$defs as unknown as Record<string, Schema>;
const named = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1);

function byName(name: string, schema: Schema, path: string): Control {
  switch (name) {
    case 'code':
      return schema.description?.startsWith('The id of a step')
        ? { is: 'step' }
        : { is: 'code', source: sources[path] ?? sourcesByName[path.slice(path.lastIndexOf('.') + 1)] };
    case 'texts':
    case 'clips':
    case 'expression':
    case 'key':
      return { is: name };
    case 'name':
      return { is: 'variable' };
    case 'duration':
      return { is: 'duration', words: [] };
    default:
      return defs[name] ? controlOf(defs[name], path) : { is: 'raw' };
  }
}

function fieldsOf(schema: Schema, path: string): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, each]) => ({
    name,
    control: controlOf(each, path ? `${path}.${name}` : name),
    required: schema.required?.includes(name) ?? false,
  }));
}

function several(parts: Schema[], path: string): Control {
  const controls = parts.map((part) => controlOf(part, path));
  const has = (is: Control['is']) => controls.some((each) => each.is === is);
  const words = controls.flatMap((each) => (each.is === 'choice' ? each.values : []));
  const group = controls.find((each) => each.is === 'group');
  if (has('clips') && has('texts')) return { is: 'announcement' };
  if (has('duration')) return { is: 'duration', words };
  if (controls.every((each) => each.is === 'group' && each.fields.length === 1))
    return { is: 'one', fields: controls.flatMap((each) => (each.is === 'group' ? each.fields : [])) };
  if (group?.is === 'group') return { ...group, short: controls.find((each) => each !== group) };
  if (words.length > 0) return { is: 'choice', values: words, empty: has('nothing') };
  return { is: 'raw' };
}

function controlOf(schema: Schema, path: string): Control {
  if (schema.$ref) return byName(named(schema.$ref), schema, path);
  if (schema.enum) return { is: 'choice', values: schema.enum.map(String), empty: false };
  if (schema.const !== undefined) return { is: 'choice', values: [String(schema.const)], empty: false };
  const parts = schema.properties ? undefined : (schema.anyOf ?? schema.oneOf);
  if (parts) return several(parts, path);
  switch (schema.type) {
    case 'null':
      return { is: 'nothing' };
    case 'boolean':
      return { is: 'truth' };
    case 'integer':
    case 'number':
      return { is: 'number', least: schema.minimum, most: schema.maximum };
    case 'string':
      return { is: 'text' };
    case 'array': {
      const of = schema.items ? controlOf(schema.items, path) : ({ is: 'raw' } as const);
      return of.is === 'text' || (of.is === 'code' && !of.source) ? { is: 'words' } : { is: 'list', of };
    }
    case 'object': {
      if (schema.properties) return { is: 'group', fields: fieldsOf(schema, path), short: undefined };
      const other = schema.additionalProperties;
      const of = Object.values(schema.patternProperties ?? {})[0] ?? (typeof other === 'object' ? other : undefined);
      return of ? { is: 'map', of: controlOf(of, path) } : { is: 'raw' };
    }
    default:
      return { is: 'raw' };
  }
}

const unfolded = (schema: Schema): Schema => (schema.$ref ? (defs[named(schema.$ref)] ?? schema) : schema);

/** In the order of the file's form. The first field of a step is its kind. */
export const stepKinds: readonly StepKind[] = (defs.step?.oneOf ?? []).map(unfolded).map((each) => ({
  kind: Object.keys(each.properties ?? {})[0] ?? '',
  description: each.description ?? '',
  fields: fieldsOf(each, ''),
}));

const kinds = new Map(stepKinds.map((each) => [each.kind, each]));
export const kindOf = (step: Plain | undefined): StepKind | undefined =>
  isGroup(step)
    ? Object.keys(step)
        .map((name) => kinds.get(name))
        .find((each) => each !== undefined)
    : undefined;

/** Whether a kind is for an agent's screen, for the customer's line, or for both. */
const both = new Set(['hours', 'set', 'condition', 'lookup', 'flow', 'return']);
export type Where = 'script' | 'line' | 'both';
export const whereOf = ({ kind, description }: StepKind): Where =>
  both.has(kind) ? 'both' : description.startsWith('Of a script') ? 'script' : 'line';

/** The kinds that have a meaning in a flow of this kind; a part may be called by either. */
export const fitting = (flow: string): StepKind[] =>
  flow === 'part'
    ? [...stepKinds]
    : stepKinds.filter((each) => whereOf(each) === 'both' || (whereOf(each) === 'script') === (flow === 'script'));

/** What a flow may be, in the words of the file. */
export const flowKinds: readonly string[] = schema.properties.kind.enum;
export const kindNamed = (kind: string): StepKind | undefined => kinds.get(kind);

/** What a step says first of all, by which a palette groups and colours it. */
export type Family = 'speak' | 'ask' | 'decide' | 'wait' | 'connect' | 'end';
const families: Record<string, Family> = {
  say: 'speak',
  play: 'speak',
  position: 'speak',
  'wait-time': 'speak',
  menu: 'ask',
  collect: 'ask',
  voicemail: 'ask',
  hours: 'decide',
  condition: 'decide',
  set: 'decide',
  lookup: 'decide',
  'offer-call-back': 'decide',
  pause: 'wait',
  echo: 'wait',
  queue: 'connect',
  dial: 'connect',
  'call-back': 'connect',
  flow: 'connect',
  transfer: 'end',
  leave: 'end',
  return: 'end',
  'ring-off': 'end',
  'hang-up': 'end',
  tell: 'speak',
  ask: 'ask',
  fill: 'ask',
  settled: 'decide',
  offer: 'connect',
  'open-case': 'connect',
  propose: 'connect',
  closing: 'end',
};
export const familyOf = (kind: string): Family => families[kind] ?? 'ask';

/** What a new step holds at first: what is asked of it, with the usual figures. */
export function beginningOf(kind: string, language: string): { [key: string]: Plain } {
  const words = { [language]: '' };
  switch (kind) {
    case 'menu':
      return {
        menu: {
          say: words,
          timeout: '5s',
          retries: 2,
          options: [
            { key: 1, label: words },
            { key: 2, label: words },
          ],
        },
      };
    case 'collect':
      return { collect: { into: '', say: words, min: 1, max: 10, ends: '#', timeout: '8s', retries: 1 } };
    case 'ask':
      return { ask: { say: words, replies: [{ label: words }, { label: words }] } };
    case 'tell':
    case 'settled':
    case 'closing':
      return { [kind]: { say: words } };
    case 'offer':
      return { offer: { code: '', say: words } };
    case 'condition':
      return { condition: [{ when: '' }] };
    case 'pause':
      return { pause: '30s' };
    case 'queue':
      return { queue: { code: '', limit: '15m' } };
    case 'dial':
      return { dial: { number: '' }, timeout: '30s' };
    case 'transfer':
      return { transfer: { number: '' } };
    case 'voicemail':
      return { voicemail: { limit: '2m' } };
  }
  const found = kinds.get(kind);
  const value = (control: Control): Plain => {
    switch (control.is) {
      case 'texts':
      case 'announcement':
        return words;
      case 'duration':
        return '30s';
      case 'choice':
        return control.empty ? null : control.values[0]!;
      case 'truth':
        return false;
      case 'number':
        return control.least ?? 0;
      case 'group':
        return Object.fromEntries(
          control.fields
            .filter((each) => each.required && each.control.is !== 'step')
            .map((each) => [each.name, value(each.control)]),
        );
      case 'list':
        return [value(control.of)];
      case 'one':
        return control.fields[0] ? { [control.fields[0].name]: value(control.fields[0].control) } : {};
      case 'map':
        return {};
      case 'words':
        return [];
      case 'nothing':
        return null;
      case 'step':
      case 'code':
      case 'clips':
      case 'expression':
      case 'variable':
      case 'key':
      case 'text':
      case 'raw':
        return '';
    }
  };
  return Object.fromEntries(
    (found?.fields ?? [])
      .filter((each) => (each.required || each.name === kind) && each.control.is !== 'step')
      .map((each) => [each.name, value(each.control)]),
  );
}
