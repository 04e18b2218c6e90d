import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Where the reader is now. Told live; asked now and then in case another node knows better. */
export const monitoringQuery = queryOptions({
  queryKey: ['floor', 'monitoring'],
  refetchInterval: 30_000,
  retry: false,
  queryFn: async () => (await api.get('/floor/monitoring')).rows,
});
