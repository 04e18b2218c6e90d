import { queryOptions } from '@tanstack/react-query';
import type { Desk } from '@/api/contract';
import { http } from '@/api/http';

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  staleTime: Infinity,
  queryFn: () => http.get<Desk>('/desk'),
});
