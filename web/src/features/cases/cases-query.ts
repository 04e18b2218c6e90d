import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { CaseRow, CaseType, Text } from '@/api/contract';
import { http, Problem } from '@/api/http';
import type { Answers, AnswerValue, Form } from '@/ui/forms/model';
import { lookupQuery } from '@/ui/records/lookups';

export type CaseReminder = {
  id: string;
  at: string;
  text: string;
  by: string;
  /** A step of the type's escalation: who hears of it. */
  whom?: 'owner' | 'team-leader' | 'escalation-owner' | null;
  announcedAt?: string | null;
};
export type RelationKind = 'related' | 'duplicate-of' | 'caused-by';
export const relationKinds: RelationKind[] = ['related', 'duplicate-of', 'caused-by'];
export type CaseRelation = {
  id: string;
  kind: RelationKind;
  /** Whether it was entered at this case: it is the duplicate, or was caused by the other. */
  outgoing: boolean;
  caseId: string;
  subject: string;
  stateName?: Text | null;
  closed?: boolean;
};
/** `field` is a part of the row, or `answers.` with the code of an item. */
export type CaseChange = {
  at: string;
  by?: string | null;
  field: string;
  from?: AnswerValue | null;
  to?: AnswerValue | null;
  masked: boolean;
};

/** A case with all that its page shows; lists know the row alone. */
export type CaseRecord = CaseRow & {
  form?: { code: string; version: number; form: Form } | null;
  answers?: Answers;
  answersVersion?: number;
  reminders?: CaseReminder[];
  related?: CaseRelation[];
  changes?: CaseChange[];
};

export const caseQuery = (id: string) =>
  queryOptions({ queryKey: ['case', id], queryFn: () => http.get<CaseRecord>(`/cases/${encodeURIComponent(id)}`) });

export const caseTypesQuery = () => lookupQuery('/case-types');
export const asTypes = (found: unknown): CaseType[] => found as CaseType[];

/** The states that may follow one; every other state where the type names no moves at all. */
export function movesFrom(type: CaseType | undefined, state: string): string[] {
  if (!type) return [];
  if (type.moves.length === 0) return type.states.map(({ code }) => code).filter((code) => code !== state);
  return type.moves.find((move) => move.from === state)?.to ?? [];
}

export const stateOf = (type: CaseType | undefined, code: string) => type?.states.find((state) => state.code === code);

/** How a state looks: fresh, under way, or nothing left to do. */
export function toneOf(type: CaseType | undefined, code: string): 'open' | 'warn' | 'good' {
  if (stateOf(type, code)?.closed) return 'good';
  return type?.states[0]?.code === code ? 'open' : 'warn';
}

type Part = { [K in 'state' | 'ownerId' | 'teamId' | 'dueAt' | 'subject' | 'result']?: CaseRow[K] | undefined };

/** What is sent when one part changes: the row as it was read, with this part anew. */
const bodyOf = (row: CaseRow, part: Part): CaseRow => {
  const { id, version, type, state, clientId, customerId, interactionId, ownerId, teamId, dueAt, subject, reason } =
    row;
  const whole = {
    id,
    version,
    type,
    state,
    clientId,
    customerId,
    interactionId,
    ownerId,
    teamId,
    dueAt,
    subject,
    reason,
  };
  return { ...whole, ...part } as CaseRow;
};

/**
 * Changes one part of a case. Where somebody changed another part meanwhile both stand; where it was the same one, the
 * refusal comes back with theirs in it.
 */
export async function changeCase(row: CaseRow, part: Part): Promise<CaseRow> {
  const put = (from: CaseRow) => api.put('/cases/{id}', { path: { id: row.id }, body: bodyOf(from, part) });
  try {
    return await put(row);
  } catch (cause) {
    const current = cause instanceof Problem && cause.code === 'edit-conflict' ? (cause.body.current as CaseRow) : null;
    const collides = (Object.keys(part) as (keyof Part)[]).some(
      (name) => !current || (current[name] ?? null) !== (row[name] ?? null),
    );
    if (!current || collides) throw cause;
    return put(current);
  }
}

const path = (id: string, rest: string) => `/cases/${encodeURIComponent(id)}${rest}`;

export const cases = {
  note: (id: string, text: string) => api.post('/cases/{id}/notes', { path: { id }, body: { text } }),
  answer: (id: string, answersVersion: number, answers: Answers) =>
    http.put<CaseRecord>(path(id, '/answers'), { answersVersion, answers }),
  remind: (id: string, at: string, text: string) => http.post(path(id, '/reminders'), { at, text }),
  forgetReminder: (id: string, reminder: string) => http.delete(path(id, `/reminders/${encodeURIComponent(reminder)}`)),
  relate: (id: string, kind: RelationKind, other: string) => http.post(path(id, '/relations'), { kind, other }),
  unrelate: (id: string, relation: string) => http.delete(path(id, `/relations/${encodeURIComponent(relation)}`)),
};
