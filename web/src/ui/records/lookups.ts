import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Page, Text } from '@/api/contract';
import { http } from '@/api/http';
import { useWords } from '@/lib/session';

type Named = {
  id?: string;
  code?: string;
  name?: Text | string;
  displayName?: string;
  number?: string;
  active?: boolean;
};

/** A whole short list, for choosing from and for writing names in place of ids. */
export const lookupQuery = (source: string) =>
  queryOptions({
    queryKey: ['list', source, 'lookup'],
    staleTime: 60_000,
    queryFn: async () => {
      const found = await http.get<Page<Named> | Named[]>(source, { size: 200 });
      return Array.isArray(found) ? found : found.items;
    },
  });

function labelOf(row: Named, say: (text: Text | string | undefined) => string): string {
  return row.displayName ?? (say(row.name) || row.number || row.code || row.id || '');
}

export function useOptions(source: string | undefined, by = 'id') {
  const { say } = useWords();
  const { data, isPending } = useQuery({ ...lookupQuery(source ?? ''), enabled: source !== undefined });
  const options = useMemo(
    () =>
      (data ?? []).map((row) => ({
        value: String((row as Record<string, unknown>)[by] ?? row.code ?? ''),
        label: labelOf(row, say),
        disabled: row.active === false,
      })),
    [data, by, say],
  );
  return { options, loading: isPending && source !== undefined };
}

/** Names for ids and codes, from the lists that a screen declared. */
export function useNames(sources: string[]): (source: string, id: string | undefined) => string {
  const { say } = useWords();
  return useQueries({
    queries: sources.map((source) => lookupQuery(source)),
    combine: useCallback(
      (results: { data?: Named[] | undefined }[]) => (source: string, id: string | undefined) => {
        if (!id) return '';
        const row = results[sources.indexOf(source)]?.data?.find((each) => each.id === id || each.code === id);
        return row ? labelOf(row, say) : '';
      },
      [sources, say],
    ),
  });
}
