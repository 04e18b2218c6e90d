import { draft } from '@/lib/draft';
import { faultsIn, type Fault } from './faults';
import { changedIn, collisions, mergedAnswers, sameAnswer } from './merge';
import type { Answers, Form } from './model';

/** What the server has, with the number that a change must name. */
export type Stored = { answers: Answers; version: number };

/**
 * A form being filled: what the server had when it began (`base`), what stands in the fields now, and what is to be said
 * about it. A value, so that a change from elsewhere meets it in one place only.
 */
export type Fill = {
  base: Stored;
  answers: Answers;
  /** Items that were left at least once: only those are told what is wrong with them. */
  touched: ReadonlySet<string>;
  /** What the server found, until the item is answered anew. */
  refused: Fault[];
  /** Came back after a reload. */
  restored: boolean;
  /** Items that somebody else answered meanwhile, taken over without a question. */
  takenOver: string[];
  /** Theirs, where both answered the same item differently: waits for a decision. */
  clash: Stored | undefined;
};

type Kept = { base: Stored; answers: Answers };

const start = (stored: Stored): Fill => ({
  base: stored,
  answers: stored.answers,
  touched: new Set(),
  refused: [],
  restored: false,
  takenOver: [],
  clash: undefined,
});

function kept(key: string): Kept | undefined {
  try {
    const found = JSON.parse(draft.read(key) ?? 'null') as Kept | null;
    return found && typeof found.answers === 'object' && typeof found.base?.answers === 'object' ? found : undefined;
  } catch {
    return undefined; // written by another version of this page
  }
}

/** Begins with what was typed before a reload, if anything was. */
export function begun(stored: Stored, key: string): Fill {
  const before = kept(key);
  if (!before || changedIn(before.base.answers, before.answers).length === 0) return start(stored);
  return received({ ...start(before.base), answers: before.answers, restored: true }, stored);
}

export const isDirty = (fill: Fill): boolean => changedIn(fill.base.answers, fill.answers).length > 0;

/** Kept at every change: the browser may be closed at any moment. */
export function keep(fill: Fill, key: string): void {
  if (isDirty(fill)) draft.keep(key, JSON.stringify({ base: fill.base, answers: fill.answers } satisfies Kept));
  else draft.forget(key);
}

export const answeredNow = (fill: Fill, answers: Answers, item: string): Fill => ({
  ...fill,
  answers,
  refused: fill.refused.filter((fault) => fault.item !== item),
});

export const left = (fill: Fill, item: string): Fill =>
  fill.touched.has(item) ? fill : { ...fill, touched: new Set(fill.touched).add(item) };

/** Newer answers have come: what does not collide is merged at once, the rest waits for a decision. */
export function received(fill: Fill, theirs: Stored): Fill {
  const { base, answers: mine } = fill;
  if (collisions(base.answers, mine, theirs.answers).length > 0) return { ...fill, clash: theirs };
  const foreign = changedIn(base.answers, theirs.answers).filter(
    (code) => !sameAnswer(mine[code], theirs.answers[code]),
  );
  return {
    ...fill,
    base: theirs,
    answers: mergedAnswers(base.answers, mine, theirs.answers),
    takenOver: foreign,
    clash: undefined,
  };
}

/** Ends a clash: of the items that both answered, those named keep the other's answer. */
export function settled(fill: Fill, keepTheirs: ReadonlySet<string>): Fill {
  if (!fill.clash) return fill;
  const { base, answers, clash } = fill;
  return {
    ...fill,
    base: clash,
    answers: mergedAnswers(base.answers, answers, clash.answers, keepTheirs),
    takenOver: [],
    clash: undefined,
  };
}

export const thrownAway = (fill: Fill): Fill => start(fill.clash ?? fill.base);

/** What is said beside the fields now. */
export function saidFaults(form: Form, fill: Fill): Fault[] {
  const own = faultsIn(form, fill.answers).filter((fault) => fill.touched.has(fault.item));
  return [...own, ...fill.refused.filter((fault) => !own.some((each) => each.item === fault.item))];
}

/** Every item counts as left, so that all that is wrong is said. */
export const allLeft = (form: Form, fill: Fill): Fill => ({
  ...fill,
  touched: new Set([...fill.touched, ...faultsIn(form, fill.answers).map((fault) => fault.item)]),
});
