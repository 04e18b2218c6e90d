import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Duty } from '@/api/contract';

/** What is owed changes within minutes at the most; nobody has to be told at once. */
const refetchInterval = 180_000;

export const dutiesQuery = queryOptions({
  queryKey: ['duties'],
  queryFn: async () => (await api.get('/duties')).items,
  staleTime: 60_000,
  refetchInterval,
});

export const remindersQuery = queryOptions({
  queryKey: ['case-reminders'],
  queryFn: async () => (await api.get('/cases/reminders')).items,
  staleTime: 60_000,
});

const editors: Record<string, (code: string) => string> = {
  flow: (code) => `/settings/flows/${code}`,
  form: (code) => `/settings/forms/${code}`,
  'case-type': (code) => `/settings/case-types/${code}`,
  intents: (code) => `/settings/intents?client=${code.replace(/^client-/, '')}`,
  routing: () => '/settings/routing',
  alarm: () => '/floor/alarm-rules',
  'sheet-type': () => '/floor/record-kinds',
  page: (code) => `/quality/pages/${code}`,
};

/** Where it is done; undefined: this program knows no such place. */
export function placeOf({ kind, about, code }: Duty): string | undefined {
  if (kind === 'page-doubt') return '/quality/page-care';
  if (kind === 'round-late') return '/floor/rounds';
  return editors[about]?.(encodeURIComponent(code));
}

/** At eight in the morning, some days from now. */
export function inDays(days: number, now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 8).toISOString();
}

export const duties = {
  noticed: (id: string) => api.post('/duties/{id}/noticed', { path: { id } }),
  putOff: (id: string, until: string) => api.post('/duties/{id}/put-off', { path: { id }, body: { until } }),
  reviewed: (code: string) =>
    api.post('/pages/{code}/reviews', { path: { code }, body: { outcome: 'kept', note: '' } }),
};
