import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { Finding, FlowRecord } from '@/api/contract';
import { draft } from '@/lib/draft';
import { useHistory } from '@/lib/history';
import { type Edited } from './flow-edits';
import { placed, read, type Flow, type Placed } from './flow-model';

type Text = { text: string };
type Kept = { base: number; text: string };

/** What was not saved when the page went away. */
function unsaved(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(draft.read(key) ?? 'null') as Kept | null;
    return kept && typeof kept.text === 'string' && typeof kept.base === 'number' ? kept : undefined;
  } catch {
    return undefined; // written by another version of this page
  }
}

const nothing: Flow = read('flow: ""\nsteps: {}\n')!;

/** Validation by the server, 0.4 s after the last change. */
function useChecked(record: FlowRecord, text: string): { findings: Placed[]; checking: boolean } {
  const [checked, setChecked] = useState<{ text: string; findings: Finding[] }>({
    text: record.yaml,
    findings: record.findings,
  });
  useEffect(() => {
    if (text === checked.text) return;
    let current = true;
    const timer = setTimeout(() => {
      api.post('/flows/validate', { body: { yaml: text, ...(record.clientId && { clientId: record.clientId }) } }).then(
        ({ findings }) => current && setChecked({ text, findings }),
        () => undefined,
      );
    }, 400);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, checked.text, record.clientId]);
  // a finding stands in the text it was found in; in another one its line may be anything
  const findings = useMemo(() => placed(checked.text, checked.findings), [checked]);
  return { findings, checking: text !== checked.text };
}

/** A flow's text under work: its picture, what is chosen, undo without a limit, and what the server says of it. */
export function useFlowText(record: FlowRecord) {
  const key = `flow.${record.code}`;
  const [kept, setKept] = useState(() => unsaved(key));
  const { now, change, undo, redo, canUndo, canRedo } = useHistory<Text>(
    () => ({ text: kept?.text ?? record.yaml }),
    Infinity,
  );
  const { text } = now;
  const readable = useMemo(() => read(text), [text]);
  // broken text keeps the last good picture
  const [good, setGood] = useState(readable ?? nothing);
  if (readable && readable !== good) setGood(readable);
  const flow = readable ?? good;
  const [chosen, setChosen] = useState<string[]>([]);
  const selected = useMemo(() => chosen.filter((id) => flow.steps.some((step) => step.id === id)), [chosen, flow]);
  // edits that follow each other before the next picture build on one another
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  }, [text]);

  /** Typing in one place is one step to take back: those of the same name. */
  const write = useCallback(
    (next: string, name?: string) => {
      if (next === latest.current) return;
      latest.current = next;
      change({ text: next }, name);
    },
    [change],
  );
  const act = useCallback(
    (edit: (flow: Flow) => Edited | string, name?: string) => {
      const before = read(latest.current);
      if (!before) return;
      const after = edit(before);
      write(typeof after === 'string' ? after : after.text, name);
      if (typeof after !== 'string') setChosen(after.selected);
    },
    [write],
  );

  const dirty = text !== record.yaml;
  const base = kept?.base ?? record.latestVersion;
  useEffect(() => {
    if (dirty) draft.keep(key, JSON.stringify({ base, text } satisfies Kept));
    else draft.forget(key);
  }, [dirty, key, base, text]);
  const saved = useCallback(() => {
    draft.forget(key);
    setKept(undefined);
  }, [key]);
  return {
    ...useChecked(record, text),
    text,
    flow,
    broken: readable === undefined,
    selected,
    select: setChosen,
    write,
    act,
    undo,
    redo,
    canUndo,
    canRedo,
    dirty,
    base,
    /** Set while what is on the screen comes from before a reload. */
    kept: kept && dirty ? kept : undefined,
    discard: () => {
      setKept(undefined);
      write(record.yaml);
    },
    saved,
  };
}
