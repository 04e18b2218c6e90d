import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  staleTime: Infinity,
  queryFn: () => api.get('/desk'),
});
