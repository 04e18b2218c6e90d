import { queryOptions } from '@tanstack/react-query';
import type { Desk, NotReadyReason, Page } from '@/api/contract';
import { http } from '@/api/http';

export const deskQuery = queryOptions({
  queryKey: ['desk'],
  staleTime: Infinity,
  queryFn: () => http.get<Desk>('/desk'),
});

export const reasonsQuery = queryOptions({
  queryKey: ['list', '/not-ready-reasons', 'desk'],
  staleTime: 300_000,
  queryFn: async () =>
    (await http.get<Page<NotReadyReason>>('/not-ready-reasons', { size: 200 })).items
      .filter((reason) => reason.active && !reason.system)
      .sort((a, b) => a.order - b.order),
});
