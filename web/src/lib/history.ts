import { useCallback, useState } from 'react';

const deepest = 200;

export type History<T> = { past: T[]; now: T; future: T[]; last: string | undefined };

export const historyOf = <T>(now: T): History<T> => ({ past: [], now, future: [], last: undefined });

/**
 * A step that can be taken back. Steps with the same name follow each other as one, so that a word is undone and not its
 * letters; a step without a name always stands alone.
 */
export function stepped<T>(history: History<T>, next: T, name?: string, most: number = deepest): History<T> {
  if (next === history.now) return history;
  const goesOn = name !== undefined && name === history.last;
  const past = goesOn ? history.past : [...history.past, history.now].slice(-most);
  return { past, now: next, future: [], last: name };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], last: undefined };
}

export function redone<T>(history: History<T>): History<T> {
  const [after, ...future] = history.future;
  if (after === undefined) return history;
  return { past: [...history.past, history.now], now: after, future, last: undefined };
}

/** A value with undo and redo; `most` steps are kept. */
export function useHistory<T extends object>(first: () => T, most: number = deepest) {
  const [history, setHistory] = useState(() => historyOf(first()));
  const change = useCallback(
    (next: T | ((now: T) => T), name?: string) =>
      setHistory((before) => stepped(before, typeof next === 'function' ? next(before.now) : next, name, most)),
    [most],
  );
  const undo = useCallback(() => setHistory(undone), []);
  const redo = useCallback(() => setHistory(redone), []);
  return {
    now: history.now,
    change,
    undo,
    redo,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
  };
}
