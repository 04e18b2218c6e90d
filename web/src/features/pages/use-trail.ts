import { useCallback, useState } from 'react';

type Trail = { pages: string[]; at: number };

/** The pages opened one after another, with back and forward, as a browser keeps them. */
export function useTrail(first?: string) {
  const [trail, setTrail] = useState<Trail>(first ? { pages: [first], at: 0 } : { pages: [], at: -1 });
  const open = useCallback(
    (code: string) =>
      setTrail(({ pages, at }) =>
        pages[at] === code
          ? { pages, at }
          : { pages: [...pages.slice(0, at + 1), code].slice(-50), at: Math.min(at + 1, 49) },
      ),
    [],
  );
  const go = useCallback(
    (by: number) => setTrail(({ pages, at }) => ({ pages, at: Math.max(0, Math.min(pages.length - 1, at + by)) })),
    [],
  );
  const close = useCallback(() => setTrail({ pages: [], at: -1 }), []);
  return {
    code: trail.pages[trail.at],
    open,
    close,
    back: trail.at > 0 ? () => go(-1) : undefined,
    forward: trail.at < trail.pages.length - 1 ? () => go(1) : undefined,
  };
}
