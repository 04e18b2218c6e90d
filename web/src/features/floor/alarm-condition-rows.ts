import type { Tree } from '@/ui/forms/model';

/**
 * An alarm's condition as rows of a sentence, joined by "and" or by "or". What people write by hand may be more than
 * that: then it is shown in words and edited as a text.
 */
export type About = 'agent' | 'conversation' | 'queue';
export type Kind = 'number' | 'truth' | 'text';
export type Relation = '<' | '≤' | '=' | '≠' | '≥' | '>';
/** A number, the rule's limit or a name, and what the limit does to it: `targetSeconds * limit`. */
export type Operand = { base: 'number' | 'limit' | string; value: number; change: '' | '+' | '-' | '*' };
export type Row =
  | { name: string; is: Relation; to: Operand }
  | { name: string; is: 'yes' | 'no' }
  | { name: string; is: 'one-of' | 'none-of'; values: string[] };
export type Rows = { join: 'and' | 'or'; rows: Row[] };

/** What a rule may speak of, as the server's `AlarmNames` has it. */
export const alarmNames: Record<About, Record<string, Kind>> = {
  agent: {
    state: 'text',
    reason: 'text',
    seconds: 'number',
    strain: 'number',
    signOuts: 'number',
    conversationSeconds: 'number',
  },
  conversation: {
    silenceSeconds: 'number',
    overtalkSeconds: 'number',
    customerRaised: 'truth',
    agentRaised: 'truth',
    conversationSeconds: 'number',
  },
  queue: {
    waiting: 'number',
    longestWaitSeconds: 'number',
    targetSeconds: 'number',
    targetPercent: 'number',
    signedIn: 'number',
    ready: 'number',
    level: 'number',
    recentLevel: 'number',
    waitingPerMinute: 'number',
    arrivals: 'number',
    usualArrivals: 'number',
    surge: 'number',
    surgeBefore: 'number',
  },
};
export const agentStates = ['ready', 'ringing', 'talk', 'hold', 'acw', 'not-ready', 'signed-out'];
export const relations: Relation[] = ['≥', '>', '=', '≠', '<', '≤'];

const named = (tree: Tree | undefined) => (tree?.op === 'name' ? (tree.name ?? undefined) : undefined);
const literal = (tree: Tree | undefined) => (tree?.op === 'value' ? (tree.value ?? undefined) : undefined);

function operandOf(tree: Tree | undefined, known: Record<string, Kind>): Operand | undefined {
  const value = literal(tree);
  if (typeof value === 'number') return { base: 'number', value, change: '' };
  const name = named(tree);
  if (name) return name === 'limit' || known[name] === 'number' ? { base: name, value: 0, change: '' } : undefined;
  const [left, right] = tree?.parts ?? [];
  const inner = tree && ['+', '-', '*'].includes(tree.op) && named(right) === 'limit' && operandOf(left, known);
  return inner && inner.base !== 'limit' && inner.change === ''
    ? { ...inner, change: tree.op as '+' | '-' | '*' }
    : undefined;
}

function rowOf(tree: Tree, known: Record<string, Kind>): Row | undefined {
  const [left, right] = tree.parts ?? [];
  if (tree.op === 'name') return known[tree.name ?? ''] === 'truth' ? { name: tree.name!, is: 'yes' } : undefined;
  if (tree.op === 'not') {
    const inner = left && rowOf(left, known);
    if (inner?.is === 'yes') return { ...inner, is: 'no' };
    return inner?.is === 'one-of' ? { ...inner, is: 'none-of' } : undefined;
  }
  const name = named(left);
  const kind = name ? known[name] : undefined;
  if (!name || !kind) return undefined;
  if (tree.op === 'in') {
    const values = (tree.parts ?? []).slice(1).map(literal);
    return kind === 'text' && values.every((value) => typeof value === 'string')
      ? { name, is: 'one-of', values: values as string[] }
      : undefined;
  }
  if (kind === 'text' && (tree.op === '=' || tree.op === '≠')) {
    const value = literal(right);
    return typeof value === 'string'
      ? { name, is: tree.op === '=' ? 'one-of' : 'none-of', values: [value] }
      : undefined;
  }
  const to = kind === 'number' && relations.includes(tree.op as Relation) ? operandOf(right, known) : undefined;
  return to && { name, is: tree.op as Relation, to };
}

/** The rows of a condition, or nothing where it says more than rows can. */
export function rowsOf(tree: Tree | null | undefined, about: About): Rows | undefined {
  if (!tree) return undefined;
  const joined = tree.op === 'and' || tree.op === 'or';
  const rows = (joined ? (tree.parts ?? []) : [tree]).map((part) => rowOf(part, alarmNames[about]));
  return rows.length > 0 && rows.every((row) => row !== undefined)
    ? { join: tree.op === 'or' ? 'or' : 'and', rows: rows as Row[] }
    : undefined;
}

const ascii: Record<Relation, string> = { '<': '<', '≤': '<=', '=': '=', '≠': '!=', '≥': '>=', '>': '>' };
const quoted = (text: string) => `'${text.replaceAll("'", '')}'`;

function operandSource({ base, value, change }: Operand): string {
  const own = base === 'number' ? String(value) : base;
  return change && base !== 'limit' ? `${own} ${change} limit` : own;
}

function rowSource(row: Row): string {
  switch (row.is) {
    case 'yes':
      return row.name;
    case 'no':
      return `not ${row.name}`;
    case 'one-of':
      return row.values.length === 1
        ? `${row.name} = ${quoted(row.values[0]!)}`
        : `${row.name} in {${row.values.map(quoted).join(', ')}}`;
    case 'none-of':
      return `not (${row.name} in {${row.values.map(quoted).join(', ')}})`;
    default:
      return `${row.name} ${ascii[row.is]} ${operandSource(row.to)}`;
  }
}

export const sourceOf = ({ join, rows }: Rows): string => rows.map(rowSource).join(` ${join} `);

/** Whether every blank is filled. */
export const complete = ({ rows }: Rows): boolean =>
  rows.length > 0 && rows.every((row) => !('values' in row) || row.values.length > 0);

/** A new row about a name. */
export function firstRow(name: string, kind: Kind): Row {
  switch (kind) {
    case 'number':
      return { name, is: '≥', to: { base: 'limit', value: 0, change: '' } };
    case 'truth':
      return { name, is: 'yes' };
    case 'text':
      return { name, is: 'one-of', values: [] };
  }
}
