import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { SheetType } from '@/api/contract';
import { Problem } from '@/api/http';
import type { Answers, Form } from '@/ui/forms/model';
import type { Fault } from '@/ui/forms/faults';

export const sheetTypesQuery = () =>
  queryOptions({
    queryKey: ['list', '/sheet-types', 'all'],
    queryFn: async (): Promise<SheetType[]> => (await api.get('/sheet-types')).items,
    staleTime: 60_000,
  });

/** What is to be looked at now; asked again each minute, since time alone makes things late. */
export const dueQuery = () =>
  queryOptions({
    queryKey: ['sheets', 'due'],
    queryFn: () => api.get('/sheets/due'),
    refetchInterval: 60_000,
  });

export const blankQuery = (code: string) =>
  queryOptions({
    queryKey: ['sheets', 'blank', code],
    queryFn: () => api.get('/sheet-types/{code}/blank', { path: { code } }),
    staleTime: 60_000,
  });

export const subjectsQuery = (code: string, q: string) =>
  queryOptions({
    queryKey: ['sheets', 'subjects', code, q],
    queryFn: async () =>
      (await api.get('/sheet-types/{code}/subjects', { path: { code }, query: { ...(q && { q }), size: 200 } })).items,
  });

export const sheetQuery = (id: string) =>
  queryOptions({
    queryKey: ['sheet', id],
    queryFn: () => api.get('/sheets/{id}', { path: { id } }),
  });

export const scoresQuery = (type: string, subject: string) =>
  queryOptions({
    queryKey: ['sheets', 'scores', type, subject],
    queryFn: () => api.get('/sheets/scores', { query: { type, ...(subject && { subject }) } }),
  });

/** The server describes a form as it stores it, the screens as they fill it: the same JSON. */
export const asForm = (form: unknown): Form => form as Form;
export const asAnswers = (answers: unknown): Answers => answers as Answers;

/** What the server found wrong, item by item. */
export const answerFaults = (cause: unknown): Fault[] =>
  cause instanceof Problem
    ? cause.fields
        .filter(({ field }) => field.startsWith('answers.'))
        .map(({ field, code, message }) => ({ item: field.slice('answers.'.length), key: code, message }))
    : [];
