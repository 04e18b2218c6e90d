import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { DeskDay } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';

export const dayQuery = queryOptions({
  queryKey: ['desk', 'day'],
  staleTime: 30_000,
  // a word may get lost between two nodes; a break should not
  refetchInterval: 60_000,
  retry: false,
  queryFn: () => api.get('/desk/day'),
});

/** My breaks and questions, live. */
export function useDay() {
  const queries = useQueryClient();
  const show = (day: DeskDay) => queries.setQueryData(dayQuery.queryKey, day);
  useLive<DeskDay>('desk-day', show);
  useLiveGap('desk-day', () => void queries.invalidateQueries({ queryKey: dayQuery.queryKey }));
  const { data } = useQuery(dayQuery);
  return { day: data, show };
}
