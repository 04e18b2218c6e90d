import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/api/client';
import type { Alarm } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';

export const alarmsQuery = queryOptions({
  queryKey: ['floor', 'alarms'],
  staleTime: 5_000,
  // acknowledged at another node: nobody tells this page
  refetchInterval: 60_000,
  queryFn: async () => (await api.get('/floor/alarms')).alarms,
});

/** The open alarms, live; critical ones first, then the older ones. */
export function useAlarms(): Alarm[] {
  const queries = useQueryClient();
  useLive<{ alarms: Alarm[] }>('alarms', ({ alarms }) => queries.setQueryData(alarmsQuery.queryKey, alarms));
  useLiveGap('alarms', () => void queries.invalidateQueries({ queryKey: alarmsQuery.queryKey }));
  const { data } = useQuery(alarmsQuery);
  return useMemo(
    () =>
      (data ?? []).toSorted(
        (a, b) =>
          Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
          Number(a.acknowledgedAt !== undefined) - Number(b.acknowledgedAt !== undefined) ||
          a.raisedAt.localeCompare(b.raisedAt),
      ),
    [data],
  );
}

/** A value as its unit is read. */
export function measured(value: number | undefined, unit: string, clock: (millis: number) => string): string {
  if (value === undefined) return '–';
  switch (unit) {
    case 's':
      return clock(value * 1000);
    case 'pct':
      return `${Number(value.toFixed(1))}%`;
    case 'n':
      return String(Math.round(value));
    default:
      return String(Number(value.toFixed(2)));
  }
}
