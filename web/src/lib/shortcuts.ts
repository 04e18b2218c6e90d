import { useEffect, useId, useRef, useSyncExternalStore } from 'react';

/** `combo` is written as people read it: `Alt+A`, `Alt+Shift+H`, `?`. Alt combinations go by the key's place, so they work on every layout. */
export type Shortcut = { id: string; combo: string; label: string; group: string };
type Entry = Shortcut & { run: () => void };

let entries: Entry[] = [];
let view: Shortcut[] = [];
const listeners = new Set<() => void>();

function changed(next: Entry[]): void {
  entries = next;
  view = next.map(({ id, combo, label, group }) => ({ id, combo, label, group }));
  for (const listener of listeners) listener();
}

export function matches(combo: string, event: KeyboardEvent): boolean {
  const parts = combo.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  if (event.altKey !== wants('Alt') || event.ctrlKey !== wants('Ctrl') || event.metaKey) return false;
  if (key.length === 1 && /[A-Z0-9]/.test(key) && parts.length > 1)
    return event.shiftKey === wants('Shift') && event.code === (/[0-9]/.test(key) ? `Digit${key}` : `Key${key}`);
  return event.key === key;
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

function onKeyDown(event: KeyboardEvent): void {
  for (const entry of entries.toReversed()) {
    if (!matches(entry.combo, event)) continue;
    if (!entry.combo.includes('+') && typing(event.target)) continue;
    event.preventDefault();
    entry.run();
    return;
  }
}

/** A key that works while the component is shown and `enabled`; listed under `?` with its label. */
export function useShortcut(combo: string, label: string, group: string, run: () => void, enabled = true): void {
  const id = useId();
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return;
    if (entries.length === 0) addEventListener('keydown', onKeyDown);
    changed([...entries, { id, combo, label, group, run: () => latest.current() }]);
    return () => {
      changed(entries.filter((entry) => entry.id !== id));
      if (entries.length === 0) removeEventListener('keydown', onKeyDown);
    };
  }, [combo, label, group, enabled, id]);
}

/** Does what a key would do now: for a button elsewhere that stands for it. */
export function press(combo: string): void {
  entries
    .toReversed()
    .find((entry) => entry.combo === combo)
    ?.run();
}

export function useShortcutList(): Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => view,
  );
}
