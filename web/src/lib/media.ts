import { useSyncExternalStore } from 'react';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** A telephone, or a window as narrow as one. */
export const useNarrow = () => useMedia('(max-width: 760px)');
/** While it is laid out for printing. */
export const useOnPaper = () => useMedia('print');
export const usePrefersDark = () => useMedia('(prefers-color-scheme: dark)');
export const usePrefersStill = () => useMedia('(prefers-reduced-motion: reduce)');
