import type { Text } from '@/api/contract';

/**
 * A form and its answers as they travel; `server.forms` decides what they mean. A screen that fills a form needs nothing
 * but these shapes, so that cases, notes and evaluations all fill theirs alike.
 */
export type ItemKind =
  'text' | 'long-text' | 'number' | 'date' | 'date-time' | 'yes-no' | 'choice' | 'choices' | 'scale';
export const itemKinds: ItemKind[] = [
  'text',
  'long-text',
  'number',
  'date',
  'date-time',
  'yes-no',
  'choice',
  'choices',
  'scale',
];

/** A condition as the server has read it; `kernel.expression.Tree` has the table of its operators and their parts. */
export type Tree = {
  op: string;
  parts?: Maybe<Tree[]>;
  name?: Maybe<string>;
  value?: Maybe<string | number | boolean>;
};

type Maybe<T> = T | null | undefined;

/** One of several to choose from: an option of an item, or a point of a scale. */
export type Choice = { code: string; name?: Maybe<Text>; score?: Maybe<number> };
export type Scale = { code: string; name?: Maybe<Text>; points: Choice[] };
export type Critical = 'customer' | 'business' | 'compliance';
export type CommentRule = 'none' | 'optional' | 'required';

export type Item = {
  code: string;
  kind: ItemKind;
  label?: Maybe<Text>;
  help?: Maybe<Text>;
  required?: boolean;
  when?: Maybe<string>;
  whenTree?: Maybe<Tree>;
  notApplicable?: boolean;
  comment?: Maybe<CommentRule>;
  weight?: Maybe<number>;
  critical?: Maybe<Critical>;
  scale?: Maybe<string>;
  options?: Maybe<Choice[]>;
  minimum?: Maybe<number>;
  maximum?: Maybe<number>;
  decimals?: Maybe<number>;
  unit?: Maybe<Text>;
  longest?: Maybe<number>;
  pattern?: Maybe<string>;
  sensitive?: boolean;
};

export type Section = {
  code: string;
  title?: Maybe<Text>;
  weight?: Maybe<number>;
  when?: Maybe<string>;
  whenTree?: Maybe<Tree>;
  items: Item[];
};

export type FormUse = 'case' | 'note' | 'checklist' | 'evaluation' | 'survey' | 'role-play';
export const formUses: FormUse[] = ['case', 'note', 'checklist', 'evaluation', 'survey', 'role-play'];

export type Form = {
  use: FormUse;
  title?: Maybe<Text>;
  introduction?: Maybe<Text>;
  /** What the whole score is at most once a critical error was made, from 0 to 1. */
  criticalCap?: Maybe<number>;
  scales?: Maybe<Scale[]>;
  sections: Section[];
};

export type AnswerValue = string | number | boolean | string[];
/** `masked`: there is an answer that this reader may not see; it is sent back by being left out. */
export type Answer = {
  value?: Maybe<AnswerValue>;
  comment?: Maybe<string>;
  notApplicable?: Maybe<boolean>;
  masked?: Maybe<boolean>;
};
export type Answers = Record<string, Answer>;

export const itemsOf = (form: Form): Item[] => form.sections.flatMap((section) => section.items);

/** What may be chosen for an item: its own options, or the points of its scale. */
export function choicesOf(form: Form, item: Item): Choice[] {
  if (item.kind === 'scale') return form.scales?.find((scale) => scale.code === item.scale)?.points ?? [];
  return item.options ?? [];
}

export const empty = (value: Maybe<AnswerValue>): value is null | undefined =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether anything was said about the item, if only that it does not apply. */
export const answered = (answer: Answer | undefined): boolean =>
  answer !== undefined && (answer.notApplicable === true || answer.masked === true || !empty(answer.value));
