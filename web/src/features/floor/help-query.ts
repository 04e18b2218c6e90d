import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { HelpRequest } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';

export const helpQuery = queryOptions({
  queryKey: ['floor', 'help'],
  staleTime: 5_000,
  // asked at another node: nobody tells this page
  refetchInterval: 30_000,
  retry: false,
  queryFn: async () => (await api.get('/floor/help')).requests,
});

export const helpLogQuery = queryOptions({
  queryKey: ['floor', 'help-log'],
  staleTime: 5_000,
  retry: false,
  queryFn: async () => (await api.get('/floor/help-log', { query: { size: 20 } })).items,
});

/** Requests that nobody has answered, the oldest first; read anew when something about one has changed. */
export function useHelp(): HelpRequest[] {
  const queries = useQueryClient();
  const again = () => {
    void queries.invalidateQueries({ queryKey: helpQuery.queryKey });
    void queries.invalidateQueries({ queryKey: helpLogQuery.queryKey });
  };
  useLive('help', again);
  useLiveGap('help', again);
  return useQuery(helpQuery).data ?? [];
}
