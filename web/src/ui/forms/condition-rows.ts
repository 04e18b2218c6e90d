import type { TFunction } from 'i18next';
import type { Text } from '@/api/contract';
import { nameOf } from '@/ui/forms/conditions';
import { choicesOf, type Form, type Item, type Tree } from '@/ui/forms/model';

/**
 * A condition as a sentence of simple tests, joined by "and" or by "or". What people write by hand may be more than that:
 * then it stays a text, and the sentence is not offered.
 */
export type Is =
  'yes' | 'no' | 'one-of' | 'none-of' | 'equal' | 'at-least' | 'at-most' | 'contains' | 'lacks' | 'given' | 'missing';
export type Test = { item: string; is: Is; values: (string | number)[] };
export type Rows = { join: 'and' | 'or'; tests: Test[] };

export const comparisons = (item: Item): Is[] => {
  switch (item.kind) {
    case 'yes-no':
      return ['yes', 'no', 'given', 'missing'];
    case 'choice':
    case 'scale':
    case 'text':
      return ['one-of', 'none-of', 'given', 'missing'];
    case 'choices':
      return ['contains', 'lacks', 'given', 'missing'];
    case 'number':
      return ['equal', 'at-least', 'at-most', 'given', 'missing'];
    case 'long-text':
    case 'date':
    case 'date-time':
      return ['given', 'missing'];
  }
};

/** The items that a condition may name: those before it. */
export function itemsBefore(form: Form, section: number, item: number | undefined): Item[] {
  return form.sections.flatMap((each, at) =>
    at < section ? each.items : at === section && item !== undefined ? each.items.slice(0, item) : [],
  );
}

const nameIn = (tree: Tree | undefined): string | undefined =>
  tree?.op === 'name' ? (tree.name ?? undefined) : undefined;
const literal = (tree: Tree | undefined) => (tree?.op === 'value' ? (tree.value ?? undefined) : undefined);

/** One test out of a tree, where it is a simple one. */
function testOf(tree: Tree, items: Item[]): Test | undefined {
  const [left, right] = tree.parts ?? [];
  const test = (of: string | undefined, is: Is, values: unknown[] = []): Test | undefined => {
    const item = items.find((each) => nameOf(each.code) === of);
    return item && comparisons(item).includes(is) && values.every((value) => value !== undefined)
      ? { item: item.code, is, values: values as (string | number)[] }
      : undefined;
  };
  const opposite: Partial<Record<Is, Is>> = { yes: 'no', 'one-of': 'none-of', contains: 'lacks', missing: 'given' };
  switch (tree.op) {
    case 'name':
      return test(tree.name ?? undefined, 'yes');
    case 'not': {
      const inner = left && testOf(left, items);
      const is = inner && opposite[inner.is];
      return inner && is ? { ...inner, is } : undefined;
    }
    case 'absent':
      return test(nameIn(left), 'missing');
    case 'in':
      return test(nameIn(left), 'one-of', (tree.parts ?? []).slice(1).map(literal));
    case 'member':
      return test(nameIn(right), 'contains', [literal(left)]);
    case '=':
    case '≠': {
      const value = literal(right);
      const equal = tree.op === '=';
      if (value === undefined) return undefined;
      if (typeof value === 'boolean') return test(nameIn(left), value === equal ? 'yes' : 'no');
      if (typeof value === 'number') return equal ? test(nameIn(left), 'equal', [value]) : undefined;
      return test(nameIn(left), equal ? 'one-of' : 'none-of', [value]);
    }
    case '≥':
      return test(nameIn(left), 'at-least', [literal(right)]);
    case '≤':
      return test(nameIn(left), 'at-most', [literal(right)]);
  }
  return undefined;
}

/** The rows of a condition, or nothing where it says more than rows can. */
export function rowsOf(tree: Tree | null | undefined, items: Item[]): Rows | undefined {
  if (!tree) return undefined;
  const junction = tree.op === 'and' || tree.op === 'or' ? tree : undefined;
  const tests = (junction?.parts ?? [tree]).map((part) => testOf(part, items));
  return tests.every((test) => test !== undefined)
    ? { join: junction?.op === 'or' ? 'or' : 'and', tests: tests as Test[] }
    : undefined;
}

const quoted = (value: string | number) =>
  typeof value === 'number' ? String(value) : value.includes("'") ? `"${value.replaceAll('"', '')}"` : `'${value}'`;

function written({ item, is, values }: Test): string {
  const of = nameOf(item);
  const set = `{${values.map(quoted).join(', ')}}`;
  const first = values[0] ?? 0;
  switch (is) {
    case 'yes':
      return `${of} = true`;
    case 'no':
      return `${of} = false`;
    case 'one-of':
      return values.length === 1 ? `${of} = ${quoted(first)}` : `${of} in ${set}`;
    case 'none-of':
      return values.length === 1 ? `${of} != ${quoted(first)}` : `${of} not in ${set}`;
    case 'equal':
      return `${of} = ${first}`;
    case 'at-least':
      return `${of} >= ${first}`;
    case 'at-most':
      return `${of} <= ${first}`;
    case 'contains':
      return `${quoted(first)} in ${of}`;
    case 'lacks':
      return `not (${quoted(first)} in ${of})`;
    case 'given':
      return `${of} is present`;
    case 'missing':
      return `${of} is absent`;
  }
}

const needsValue = (is: Is) => !['yes', 'no', 'given', 'missing'].includes(is);

/** Whether every blank of the sentence is filled. */
export const complete = (rows: Rows): boolean =>
  rows.tests.every((test) => !needsValue(test.is) || (test.values.length > 0 && test.values.every((v) => v !== '')));

/** The condition as it is stored; an empty one is none. */
export const sourceOf = (rows: Rows): string | null =>
  rows.tests.length === 0 ? null : rows.tests.map(written).join(` ${rows.join} `);

const node = (op: string, ...parts: Tree[]): Tree => ({ op, parts });
const given = (value: string | number | boolean): Tree => ({ op: 'value', value });

function treeOfTest({ item, is, values }: Test): Tree {
  const of: Tree = { op: 'name', name: nameOf(item) };
  const first = given(values[0] ?? 0);
  switch (is) {
    case 'yes':
    case 'no':
      return node('=', of, given(is === 'yes'));
    case 'one-of':
      return node('in', of, ...values.map(given));
    case 'none-of':
      return node('not', node('in', of, ...values.map(given)));
    case 'equal':
      return node('=', of, first);
    case 'at-least':
      return node('≥', of, first);
    case 'at-most':
      return node('≤', of, first);
    case 'contains':
      return node('member', first, of);
    case 'lacks':
      return node('not', node('member', first, of));
    case 'given':
      return node('not', node('absent', of));
    case 'missing':
      return node('absent', of);
  }
}

/** The same as the browser evaluates it, until the server has read the text. */
export const treeOf = (rows: Rows): Tree | null =>
  rows.tests.length === 0
    ? null
    : rows.tests.length === 1
      ? treeOfTest(rows.tests[0]!)
      : node(rows.join, ...rows.tests.map(treeOfTest));

type Names = { t: TFunction; say: (text: Text | null | undefined) => string };

/** "Damaged is yes and Amount is at least 50". */
export function sentenceOf(form: Form, rows: Rows, { t, say }: Names): string {
  const all = form.sections.flatMap((section) => section.items);
  return rows.tests
    .map(({ item: code, is, values }) => {
      const item = all.find((each) => each.code === code);
      const choices = item ? choicesOf(form, item) : [];
      const named = values.map((value) => say(choices.find((choice) => choice.code === value)?.name) || String(value));
      return t(`forms.when.is.${is}`, {
        item: say(item?.label) || code,
        values: named.filter((each) => each !== '').join(t('forms.when.orJoin')) || t('forms.when.blank'),
      });
    })
    .join(t(rows.join === 'and' ? 'forms.when.andJoin' : 'forms.when.orJoin'));
}
