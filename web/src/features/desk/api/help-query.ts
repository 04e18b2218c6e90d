import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

export const helpQuery = queryOptions({
  queryKey: ['desk', 'help'],
  staleTime: 30_000,
  retry: false,
  queryFn: () => api.get('/desk/help'),
});
