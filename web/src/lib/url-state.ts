import { useCallback, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

/**
 * Filters live in the address: they survive a reload, can be sent to a colleague, and leave no trace when empty. A change
 * that was put off, as a search is until one stops typing, leaves the rest of the address as it is by then.
 */
export function useUrlState(): [(key: string) => string, (change: Record<string, string | undefined>) => void] {
  const [params, setParams] = useSearchParams();
  const read = useCallback((key: string) => params.get(key) ?? '', [params]);
  const latest = useRef(setParams);
  useEffect(() => {
    latest.current = setParams;
  });
  const write = useCallback(
    (change: Record<string, string | undefined>) =>
      latest.current(
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
    [],
  );
  return [read, write];
}
