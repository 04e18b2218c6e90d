import type { ComponentType, ReactNode } from 'react';
import type { ApiPath } from '@/api/client';
import type { useWords } from '@/lib/session';

/**
 * A list and its record, described. Words come from the catalogue by convention: `records.<key>.title`, `.one`, `.empty`,
 * `.emptyHint`; a field's label is `records.<key>.f.<name>` or else `records.f.<name>`, its hint the same with `Hint`.
 */
export type Words = ReturnType<typeof useWords> & { nameOf: (source: string, id: string | undefined) => string };

export type Column<T> = {
  name: string;
  cell: (row: T, words: Words) => ReactNode;
  /** Sent as `sort`; columns without it cannot be sorted. */
  sort?: string;
  right?: boolean;
  /** Left out on narrow screens' cards. */
  minor?: boolean;
  width?: number;
};

export type Filter = {
  /** The query's parameter, kept in the address under the same name. */
  name: string;
  /** Choices by catalogue key (`records.<key>.o.<value>` or `records.o.<value>`) or from another list. */
  options?: string[];
  /** Put before a value to find its word, where two filters share values such as `true`. */
  word?: string;
  source?: string;
};

/** `onChange` is a method on purpose: a control of one kind of value fits into the frame that knows none. */
export interface ControlProps<V = unknown> {
  value?: V;
  onChange?(value: V): void;
  id?: string;
  disabled?: boolean;
}

export type Field<T> = {
  /** Path inside the record, dots for depth. */
  name: string;
  kind:
    | 'text'
    | 'code'
    | 'secret'
    | 'area'
    | 'number'
    | 'day'
    | 'switch'
    | 'names'
    | 'choice'
    | 'ref'
    | 'refs'
    | 'list'
    | 'zone'
    | 'custom';
  required?: boolean;
  min?: number;
  max?: number;
  /** Catalogue key of the unit behind a number. */
  unit?: string;
  options?: (string | number)[];
  /** Path of the list that a `ref` chooses from; `by` is what is stored (default `id`). */
  source?: string;
  by?: string;
  full?: boolean;
  only?: 'new' | 'edit';
  show?: (draft: T) => boolean;
  control?: ComponentType<ControlProps<never>>;
};

export type Section<T> = { name: string; fields: Field<T>[] };

export type RecordSpec<T> = {
  key: string;
  /** REST path of the list, and with `/{id}` of the record. */
  path: ApiPath;
  /** Found again in its list: for what is only looked at and has no address of its own. */
  readFrom?: 'list';
  /** Right needed to change; without one everybody who sees may change. */
  right?: string;
  title: (row: T, words: Words) => string;
  columns: Column<T>[];
  filters?: Filter[];
  /** Lists whose names the columns need, such as `/clients`. */
  sources?: string[];
  sections: Section<T>[];
  blank: (context: { clientId?: string }) => Partial<T>;
  /** How a new one is made where that is more than posting it to the list. */
  create?: (values: T) => Promise<T>;
  /** What cannot be taken back by writing the former values again: a removal that also ends other things, a lost secret. */
  final?: boolean;
  /** What the server understands by removing it; absent: it cannot be removed. */
  remove?: 'retire' | 'delete';
  removable?: (row: T) => boolean;
  /** Shown below the fields of an existing record: state, more acts. */
  more?: ComponentType<{ row: T; refresh: () => void }>;
  /** Shown after a record was made, for what is told only once. */
  made?: ComponentType<{ row: T }>;
  wide?: boolean;
  /** No editing here: opening a row goes to this address. */
  href?: (row: T) => string;
  /** Not made by people. */
  readOnly?: boolean;
  idOf?: (row: T) => string;
  /** Where the record with such an id is read and written; absent: `{path}/{id}`. */
  address?: (id: string) => string;
  search?: boolean;
};
