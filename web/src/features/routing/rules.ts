import type { RoutingRule } from '@/api/contract';

/** A rule on the screen: the key stays with it while it moves. */
export type Row = { key: number; rule: RoutingRule };
export type Kind = NonNullable<RoutingRule['kind']>;
export type Condition = NonNullable<RoutingRule['when']>[number];

/** The parts of the screen, in the order in which the rules are tried. */
export const groups: { group: string; kinds: Kind[] }[] = [
  { group: 'where', kinds: ['team', 'department'] },
  { group: 'hard', kinds: ['complexity', 'admission', 'strain'] },
  { group: 'soon', kinds: ['priority', 'short-way'] },
  { group: 'known', kinds: ['last-agent'] },
];
/** Of these a house has one at most. */
export const single: Kind[] = ['last-agent', 'short-way', 'strain'];

/** A change of some blanks; an emptied one is left out. */
export type Part = { [K in keyof RoutingRule]?: RoutingRule[K] | undefined };

export const withPart = (rule: RoutingRule, part: Part): RoutingRule =>
  Object.fromEntries(Object.entries({ ...rule, ...part }).filter(([, value]) => value !== undefined)) as RoutingRule;

let last = 0;
export const rowsOf = (rules: RoutingRule[]): Row[] => rules.map((rule) => ({ key: ++last, rule }));
export const rulesOf = (rows: Row[]): RoutingRule[] => rows.map((row) => row.rule);

export function blank(kind: Kind, first: { queue?: string; skill?: string }): RoutingRule {
  const { queue = '', skill = '' } = first;
  switch (kind) {
    case 'team':
      return {
        kind,
        name: '',
        when: [{ fact: 'reason', is: 'one-of', values: [] }],
        queue,
        skill,
        level: 3,
        fallBack: [{ afterSeconds: 60, level: 0 }],
      };
    case 'department':
      return { kind, when: [{ fact: 'reason', is: 'one-of', values: [] }], queue, needs: [] };
    case 'complexity':
      return { kind, reasons: [], level: 3 };
    case 'admission':
      return { kind, level: 3, tenureDays: 90 };
    case 'priority':
      return { kind, when: [{ fact: 'customer.rank', is: 'at-least', values: ['4'] }], points: 1 };
    case 'last-agent':
      return { kind, seconds: 20, withinDays: 14 };
    case 'short-way':
      return { kind, when: [{ fact: 'selfService.attempts', is: 'at-least', values: ['2'] }], points: 1 };
    case 'strain':
      return { kind, limitPerHour: 0.8, recoverBelow: 0.6, level: 2 };
  }
}

/** Puts a new rule after the last of its kind, else at the end. */
export function added(rows: Row[], rule: RoutingRule): Row[] {
  const [row] = rowsOf([rule]) as [Row];
  const at = rows.findLastIndex((each) => each.rule.kind === rule.kind);
  return at < 0 ? [...rows, row] : rows.toSpliced(at + 1, 0, row);
}

/** The neighbour of the same kind a step up or down, or -1. */
export function neighbour(rows: Row[], key: number, step: 1 | -1): number {
  const at = rows.findIndex((row) => row.key === key);
  for (let next = at + step; next >= 0 && next < rows.length; next += step)
    if (rows[next]!.rule.kind === rows[at]!.rule.kind) return next;
  return -1;
}

/** Rules change places within their kind only: between kinds, order says nothing. */
export function moved(rows: Row[], key: number, step: 1 | -1): Row[] {
  const at = rows.findIndex((row) => row.key === key);
  const to = neighbour(rows, key, step);
  return to < 0 ? rows : rows.with(at, rows[to]!).with(to, rows[at]!);
}

/** A rule dragged onto another of its kind takes that one's place; the others close up. */
export function dropped(rows: Row[], key: number, onto: number): Row[] {
  const kind = rows.find((row) => row.key === key)?.rule.kind;
  const places = rows.flatMap((row, index) => (row.rule.kind === kind ? [index] : []));
  const order = places.map((index) => rows[index]!);
  const from = order.findIndex((row) => row.key === key);
  const to = order.findIndex((row) => row.key === onto);
  if (from < 0 || to < 0 || from === to) return rows;
  const [taken] = order.splice(from, 1);
  order.splice(to, 0, taken!);
  const result = [...rows];
  places.forEach((place, index) => (result[place] = order[index]!));
  return result;
}

export const comparisons: Record<string, Condition['is'][]> = {
  text: ['one-of', 'none-of'],
  number: ['at-least', 'at-most'],
  truth: ['yes', 'no'],
  time: ['between'],
};
