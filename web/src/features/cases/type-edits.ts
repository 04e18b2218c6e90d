import type { Text } from '@/api/contract';

/** A case type as its editor holds it: everything that can be said about it, as data. */
/** `dueMinutes`: a case that comes into the state is due again. */
export type TypeState = { code: string; name?: Text | null; closed: boolean; dueMinutes?: number | null };
export type TypeMove = { from: string; to: string[] };
export type TypeReason = {
  code: string;
  name?: Text | null;
  dueMinutes?: number | null;
  openingHours: boolean;
};
export type Told = 'owner' | 'team-leader' | 'escalation-owner';
export const told: Told[] = ['owner', 'team-leader', 'escalation-owner'];
export type Escalation = { afterMinutes: number; whom: Told };
export type CaseTypeBody = {
  name: Text;
  form?: string | null;
  /** The script that leads through such a case at the desk, and what it knows it by. */
  script?: string | null;
  task?: string | null;
  states: TypeState[];
  moves: TypeMove[];
  reasons: TypeReason[];
  dueMinutes?: number | null;
  notesRequired?: boolean;
  dispositions?: string[] | null;
  teamId?: string | null;
  escalation?: Escalation[] | null;
  active: boolean;
};

const longestCode = 40;

/** A code out of English words, numbered where it is taken. */
export function codeFor(name: Text | null | undefined, blank: string, taken: string[]): string {
  const slug = (name?.en ?? '')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, longestCode - 4)
    .replace(/-+$/, '');
  const wanted = slug || blank;
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}-${number}`)) number++;
  return `${wanted}-${number}`;
}

/** Whether a code is still the one that the name made, so that it may follow a new name. */
const untouched = (code: string, name: Text | null | undefined, blank: string): boolean =>
  new RegExp(`^(${codeFor(name, blank, [])}|${blank})(-\\d+)?$`).test(code);

/** A type that works as it stands: begun, under way, done. */
export function blankType(name: Text): CaseTypeBody {
  const state = (code: string, en: string, hans: string, hant: string, closed = false): TypeState => ({
    code,
    name: { en, 'zh-Hans': hans, 'zh-Hant': hant },
    closed,
  });
  return {
    name,
    states: [
      state('new', 'New', '新建', '新建'),
      state('in-progress', 'In progress', '处理中', '處理中'),
      state('done', 'Done', '已完成', '已完成', true),
    ],
    moves: [
      { from: 'new', to: ['in-progress', 'done'] },
      { from: 'in-progress', to: ['done'] },
    ],
    reasons: [],
    dueMinutes: 1440,
    notesRequired: false,
    dispositions: [],
    escalation: [],
    active: true,
  };
}

/** A new state stands before the closed ones; the open one before it leads to it, and it leads where that one led. */
export function withNewState(type: CaseTypeBody): CaseTypeBody {
  const code = codeFor(
    null,
    'state',
    type.states.map((state) => state.code),
  );
  const firstClosed = type.states.findIndex((state) => state.closed);
  const at = firstClosed < 0 ? type.states.length : firstClosed;
  const before = type.states[at - 1];
  const states = type.states.toSpliced(at, 0, { code, name: {}, closed: false });
  if (!before || type.moves.length === 0) return { ...type, states };
  const led = type.moves.find((move) => move.from === before.code)?.to ?? [];
  const moves = [
    ...type.moves.filter((move) => move.from !== before.code),
    { from: before.code, to: [...led, code] },
    { from: code, to: led },
  ];
  return ordered({ ...type, states, moves });
}

/** Moves in the order of their states, those that lead nowhere left out: one way to write the same. */
function ordered(type: CaseTypeBody): CaseTypeBody {
  const codes = type.states.map((state) => state.code);
  const moves = codes.flatMap((from) => {
    const to = codes.filter((code) => type.moves.some((move) => move.from === from && move.to.includes(code)));
    return to.length > 0 ? [{ from, to }] : [];
  });
  return { ...type, moves };
}

export function withoutState(type: CaseTypeBody, at: number): CaseTypeBody {
  return ordered({ ...type, states: type.states.toSpliced(at, 1) });
}

export function stateMoved(type: CaseTypeBody, from: number, to: number): CaseTypeBody {
  if (to < 0 || to >= type.states.length) return type;
  return ordered({ ...type, states: type.states.toSpliced(from, 1).toSpliced(to, 0, type.states[from]!) });
}

/** Changes a state; a code that changes is carried into the moves, one that nobody chose follows the name. */
export function withState(type: CaseTypeBody, at: number, part: Partial<TypeState>): CaseTypeBody {
  const before = type.states[at]!;
  const others = type.states.filter((_, index) => index !== at).map((state) => state.code);
  const next = { ...before, ...part };
  if (part.name && untouched(before.code, before.name, 'state')) next.code = codeFor(part.name, 'state', others);
  const rename = (code: string) => (code === before.code ? next.code : code);
  return {
    ...type,
    states: type.states.with(at, next),
    moves: type.moves.map((move) => ({ from: rename(move.from), to: move.to.map(rename) })),
  };
}

export const leads = (type: CaseTypeBody, from: string, to: string): boolean =>
  type.moves.some((move) => move.from === from && move.to.includes(to));

/** Allows or forbids one move. While none is named every state follows every other; the first choice names them all. */
export function withMove(type: CaseTypeBody, from: string, to: string, on: boolean): CaseTypeBody {
  const codes = type.states.map((state) => state.code);
  const named =
    type.moves.length > 0
      ? type.moves
      : codes.map((each) => ({ from: each, to: codes.filter((code) => code !== each) }));
  const before = named.find((move) => move.from === from)?.to ?? [];
  const after = on ? [...before, to] : before.filter((code) => code !== to);
  return ordered({ ...type, moves: [...named.filter((move) => move.from !== from), { from, to: after }] });
}

export function withNewReason(type: CaseTypeBody): CaseTypeBody {
  const code = codeFor(
    null,
    'reason',
    type.reasons.map((reason) => reason.code),
  );
  return { ...type, reasons: [...type.reasons, { code, name: {}, dueMinutes: null, openingHours: true }] };
}

export function withReason(type: CaseTypeBody, at: number, part: Partial<TypeReason>): CaseTypeBody {
  const before = type.reasons[at]!;
  const others = type.reasons.filter((_, index) => index !== at).map((reason) => reason.code);
  const next = { ...before, ...part };
  if (part.name && untouched(before.code, before.name, 'reason')) next.code = codeFor(part.name, 'reason', others);
  return { ...type, reasons: type.reasons.with(at, next) };
}

/** States that nothing leads to, and open ones that lead nowhere: no mistake, but seldom meant. */
export function doubts(type: CaseTypeBody): { state: TypeState; key: 'unreachable' | 'dead-end' }[] {
  if (type.moves.length === 0) return [];
  return type.states.flatMap((state, at) => {
    const reached = at === 0 || type.moves.some((move) => move.to.includes(state.code));
    const goesOn = state.closed || type.moves.some((move) => move.from === state.code && move.to.length > 0);
    return [
      ...(reached ? [] : [{ state, key: 'unreachable' as const }]),
      ...(goesOn ? [] : [{ state, key: 'dead-end' as const }]),
    ];
  });
}

export const sameType = (a: CaseTypeBody, b: CaseTypeBody): boolean =>
  JSON.stringify(bare(a)) === JSON.stringify(bare(b));

/** Without what says nothing, names in one order. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined && part !== '')
      .map(([name, part]) => [name, bare(part)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
