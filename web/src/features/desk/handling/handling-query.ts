import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ContactNotes, DeskHandling, FilledNote, NeedType } from '@/api/contract';
import { http } from '@/api/http';

/** What helps with the contact in hand; signs change with the notes, so it is asked again while the contact lasts. */
export const handlingQuery = (id: string) =>
  queryOptions({
    queryKey: ['desk-handling', id],
    queryFn: () => api.get('/desk/interactions/{id}/handling', { path: { id } }),
    refetchInterval: 10_000,
    retry: false,
  });

/** Asked once for each contact: what it is reckoned from does not change while it lasts. */
export const suggestionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['desk-suggestions', id],
    queryFn: () => api.get('/desk/interactions/{id}/suggestions', { path: { id } }),
    staleTime: Infinity,
    retry: false,
  });

/** Templates filled in for the contact; a colleague who is asked may fill in the same. */
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ['desk-notes', id],
    queryFn: () => api.get('/desk/interactions/{id}/note-forms', { path: { id } }),
    refetchInterval: 10_000,
    retry: false,
  });

export const needTypesQuery = queryOptions({
  queryKey: ['need-types'],
  queryFn: async (): Promise<NeedType[]> =>
    (await api.get('/need-types', { query: { size: 100 } })).items as NeedType[],
  staleTime: 300_000,
});

const path = (id: string, rest: string) => `/desk/interactions/${encodeURIComponent(id)}${rest}`;

export type EscalationNotes = { situation: string; tried: string; explained: boolean; answerBy?: string | undefined };

export const handling = {
  mark: (id: string, kind: 'need' | 'decision', code: string | undefined) =>
    http.put<DeskHandling>(path(id, '/mark'), { kind, ...(code && { code }) }),
  raise: (id: string, routeId: string, sign: string, way: string) =>
    http.post<DeskHandling>(path(id, '/escalation'), { routeId, sign, way }),
  write: (id: string, notes: EscalationNotes) => http.put<DeskHandling>(path(id, '/escalation'), notes),
};

const notePath = (id: string, code: string) => path(id, `/note-forms/${encodeURIComponent(code)}`);

export const noteForms = {
  write: (id: string, code: string, answersVersion: number, answers: object) =>
    http.put<FilledNote>(notePath(id, code), { answersVersion, answers }),
  remove: (id: string, code: string) => http.delete<ContactNotes>(notePath(id, code)),
};
