import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Who is told that somebody listens, the quietest first. */
export const announces = ['silent', 'tone', 'agent', 'both'] as const;
export type Announce = (typeof announces)[number];

export const announcementQuery = queryOptions({
  queryKey: ['floor', 'monitoring-rule'],
  staleTime: 60_000,
  retry: false,
  queryFn: () => api.get('/floor/monitoring-rule'),
});
