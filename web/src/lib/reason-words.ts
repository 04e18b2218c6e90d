import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import { useWords } from './session';

export const reasonsQuery = queryOptions({
  queryKey: ['list', '/not-ready-reasons', 'all'],
  staleTime: 300_000,
  retry: false,
  queryFn: async () =>
    (await api.get('/not-ready-reasons', { query: { size: 200 } })).items.toSorted((a, b) => a.order - b.order),
});

/** A not-ready reason's name: from the site's list, else from our own words for what the floor sets by itself. */
export function useReasonWords(): (code: string | undefined) => string {
  const { t, say } = useWords();
  const { data } = useQuery(reasonsQuery);
  return useCallback(
    (code) => {
      if (!code) return '';
      const own = data?.find((reason) => reason.code === code);
      return own ? say(own.name) : t(`desk.reason.${code}`, { defaultValue: code });
    },
    [data, say, t],
  );
}
