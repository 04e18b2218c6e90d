import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** Filters live in the address: they survive a reload, can be sent to a colleague, and leave no trace when empty. */
export function useUrlState(): [(key: string) => string, (change: Record<string, string | undefined>) => void] {
  const [params, setParams] = useSearchParams();
  const read = useCallback((key: string) => params.get(key) ?? '', [params]);
  const write = useCallback(
    (change: Record<string, string | undefined>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [key, value] of Object.entries(change)) {
            if (value) next.set(key, value);
            else next.delete(key);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [read, write];
}
