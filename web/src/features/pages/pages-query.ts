import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

/** What waits for this person; asked again each minute, since approvals come at any time. */
export const pageWorkQuery = queryOptions({
  queryKey: ['page-work'],
  queryFn: () => api.get('/page-work'),
  refetchInterval: 60_000,
});

/** Codes are what links, files and flows use: of an English title its words, else a number of the day. */
export function codeOf(title: string): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  return words || `page-${Date.now().toString(36)}`;
}
