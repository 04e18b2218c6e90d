import { empty, type Answers, type Form, type Item, type Tree } from './model';

/**
 * Evaluates conditions as `kernel.expression` does, for a screen that answers at once; the server decides again when the
 * form is stored. Absence is `undefined`; `and`, `or`, `not` are those of Kleene's logic.
 */
export type Value = string | number | boolean | ReadonlySet<string> | undefined;
export type Known = (name: string) => Value;

/** Decimal figures as the server counts them: 0.1 + 0.2 is 0.3. */
const rounded = (number: number): Value => (Number.isFinite(number) ? Number(number.toPrecision(15)) : undefined);

/** Below, at or above zero; texts and truths are only ever asked whether they are equal. */
function compare(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every((each) => b.has(each)) ? 0 : 1;
  return a === b ? 0 : 1;
}

function junction(values: Value[], decidedBy: boolean): Value {
  if (values.includes(decidedBy)) return decidedBy;
  return values.every((value) => typeof value === 'boolean') ? !decidedBy : undefined;
}

function oneOf(value: Value, choices: Value[]): Value {
  if (value === undefined) return undefined;
  if (choices.some((choice) => choice !== undefined && compare(value, choice) === 0)) return true;
  return choices.includes(undefined) ? undefined : false;
}

const figures: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? NaN : a / b),
  '%': (a, b) => (b === 0 ? NaN : a % b),
};
const relations: Record<string, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '≠': (order) => order !== 0,
  '<': (order) => order < 0,
  '≤': (order) => order <= 0,
  '>': (order) => order > 0,
  '≥': (order) => order >= 0,
};

/** An operator that this page does not know gives what nobody knows, so that a newer server's condition stays closed. */
export function evaluate(tree: Tree, known: Known): Value {
  if (tree.op === 'name') return known(tree.name ?? '');
  if (tree.op === 'value') return tree.value ?? undefined;
  const values = (tree.parts ?? []).map((part) => evaluate(part, known));
  const [a, b, c] = values;
  switch (tree.op) {
    case 'and':
      return junction(values, false);
    case 'or':
      return junction(values, true);
    case 'not':
      return typeof a === 'boolean' ? !a : undefined;
    case 'absent':
      return a === undefined;
    case 'else':
      return a === undefined ? b : a;
    case 'in':
      return oneOf(a, values.slice(1));
    case 'member':
      return typeof a === 'string' && b instanceof Set ? b.has(a) : undefined;
    case 'between':
      return values.includes(undefined) ? undefined : compare(a, b) >= 0 && compare(a, c) <= 0;
  }
  const figure = figures[tree.op];
  if (figure) return typeof a === 'number' && typeof b === 'number' ? rounded(figure(a, b)) : undefined;
  const relation = relations[tree.op];
  return relation && a !== undefined && b !== undefined ? relation(compare(a, b)) : undefined;
}

/** A condition holds only when it is known to be true. */
export const holds = (tree: Tree, known: Known): boolean => evaluate(tree, known) === true;

/** The name of an item in conditions, where `-` would be a minus. */
export const nameOf = (code: string): string => code.replaceAll('-', '_');

function valueOf(item: Item, answers: Answers): Value {
  const answer = answers[item.code];
  if (!answer || answer.notApplicable || empty(answer.value)) return undefined;
  const { value } = answer;
  return Array.isArray(value) ? new Set(value) : value;
}

/**
 * The codes of the items on the screen, in their order. What is not shown keeps no answer, so it counts as absent for
 * whatever comes after it.
 */
export function shownIn(form: Form, answers: Answers): Set<string> {
  const known = new Map<string, Value>();
  const shown = new Set<string>();
  const open = (when: { when?: string | null | undefined; whenTree?: Tree | null | undefined }) =>
    !when.when || !when.whenTree || holds(when.whenTree, (name) => known.get(name));
  for (const section of form.sections) {
    if (!open(section)) continue;
    for (const item of section.items) {
      // of two items with one code, as drafts have them, the first one stands
      if (shown.has(item.code) || !open(item)) continue;
      shown.add(item.code);
      known.set(nameOf(item.code), valueOf(item, answers));
    }
  }
  return shown;
}
