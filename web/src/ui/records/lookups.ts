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

/** Rows asked for at once, and pages at most: a house of twenty thousand agents is still named in full. */
const size = 200;
const mostPages = 100;

/** A whole list, for choosing from and for writing names in place of ids. */
export const lookupQuery = (source: string) =>
  queryOptions({
    queryKey: ['list', source, 'lookup'],
    staleTime: 60_000,
    queryFn: async () => {
      const rows: Named[] = [];
      for (let page = 0; page < mostPages; page++) {
        const found = await http.get<Page<Named> | Named[]>(source, { size, ...(page > 0 && { page }) });
        if (Array.isArray(found)) return found;
        rows.push(...found.items);
        if (found.items.length === 0 || rows.length >= found.total) break;
      }
      return rows;
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
