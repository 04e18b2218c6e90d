import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Problem } from '@/api/http';
import { api } from '@/api/client';
import type { ContactScript, ScriptRun, Text } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { Told } from '@/ui/told-in-contact';
import { RunView } from './run-view';
import { scriptQuery, sendMove, type Move } from './script-query';
import './scripts.css';

/** Which contact it is for, and the results that may be proposed for it. */
export type ScriptFor = {
  id: string;
  talking: boolean;
  results: { code: string; name: Text }[];
  chosen: string[];
  choose: (codes: string[]) => void;
};

/** The script beside the contact; `page` shows approved wording by its code. Nothing where the house has no script. */
export function DeskScript({ contact, page }: { contact: ScriptFor; page: (code: string) => ReactNode }) {
  return useCan('desk.work') ? <Open contact={contact} page={page} /> : null;
}

function Open({ contact, page }: { contact: ScriptFor; page: (code: string) => ReactNode }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const { data, error, isPending } = useQuery(scriptQuery(contact.id));
  const keep = (now: ContactScript) => {
    // what the script proposes stands first among what wrap-up proposes
    if (now.run?.dispositions.length !== data?.run?.dispositions.length)
      void queries.invalidateQueries({ queryKey: ['desk-suggestions', contact.id] });
    queries.setQueryData(scriptQuery(contact.id).queryKey, now);
    // what was told stands in the cases that the script leads through
    if (now.run && now.run.cases.length > 0) void queries.invalidateQueries({ queryKey: ['case'] });
  };
  const [moved, setMoved] = useState(false);
  const begin = useMutation({
    mutationFn: (script?: string) =>
      api.post('/desk/interactions/{id}/script', { path: { id: contact.id }, body: script ? { script } : {} }),
    onSuccess: keep,
  });
  const move = useMutation({
    mutationFn: (wanted: Move) => sendMove(contact.id, data!.run!.revision, wanted),
    onMutate: () => setMoved(false),
    onSuccess: keep,
    onError: (cause) => {
      // somebody else, or another window, was faster: what there is now is shown, and said
      if (!(cause instanceof Problem) || cause.code !== 'edit-conflict') return;
      setMoved(true);
      const current = cause.body.current as ContactScript | null | undefined;
      if (current) keep(current);
      else void queries.invalidateQueries({ queryKey: ['contact-script', contact.id] });
    },
  });
  const began = useRef(false);
  const wanted = contact.talking && data && !data.run ? data.proposed : undefined;
  const { mutate: start } = begin;
  useEffect(() => {
    if (!wanted || began.current) return;
    began.current = true;
    start(undefined);
  }, [wanted, start]);
  const late = useLate(isPending);
  if (error) return null; // the contact has just gone
  if (!data) return late ? <Skeleton rows={4} /> : null;
  const { run } = data;
  if (!run && data.scripts.length === 0 && data.filled.length === 0) return null;
  const go = (next: Move) => {
    if (!move.isPending) move.mutate(next);
  };
  return (
    <Panel
      className="desk-script"
      title={run ? <Name run={run} /> : t('scripts.title')}
      extra={<Choose data={data} begin={(script) => begin.mutate(script)} />}
    >
      {moved && (
        <p className="script-moved" role="status">
          {t('scripts.moved')}
        </p>
      )}
      <ProblemNote error={begin.error ?? (moved || isFields(move.error) ? undefined : move.error)} />
      {data.filled.length > 0 && <Filled filled={data.filled} />}
      {!run && data.scripts.length > 0 && <p className="muted">{t('scripts.none')}</p>}
      {run && <RunView key={run.id} run={run} go={go} busy={move.isPending} error={move.error} page={page} leavable />}
      {run && run.dispositions.length > 0 && <Proposed run={run} contact={contact} />}
    </Panel>
  );
}

const isFields = (error: unknown) => error instanceof Problem && error.fields.length > 0;

function Name({ run }: { run: ScriptRun }) {
  const { t, say } = useWords();
  return (
    <>
      {say(run.name)} <span className="muted script-version">{t('scripts.version', { version: run.version })}</span>
    </>
  );
}

function Choose({ data, begin }: { data: ContactScript; begin: (script: string) => void }) {
  const { t, say } = useWords();
  if (data.scripts.length === 0) return null;
  return (
    <Select
      size="small"
      className="script-choose"
      aria-label={t('scripts.choose')}
      placeholder={t('scripts.choose')}
      value={data.run?.state === 'open' ? data.run.script : null}
      options={data.scripts.map((script) => ({ value: script.code, label: say(script.name) }))}
      onChange={begin}
      popupMatchSelectWidth={false}
    />
  );
}

/** What the customer told in this contact: nobody who has it next need ask again. */
function Filled({ filled }: { filled: ContactScript['filled'] }) {
  const { t } = useWords();
  return (
    <details className="script-filled" open>
      <summary>{t('scripts.filledIn', { count: filled.length })}</summary>
      <Told filled={filled} />
    </details>
  );
}

/** What the script thinks the result is; nothing is chosen without a click. */
function Proposed({ run, contact }: { run: ScriptRun; contact: ScriptFor }) {
  const { t, say } = useWords();
  const open = contact.results.filter(
    (result) => run.dispositions.includes(result.code) && !contact.chosen.includes(result.code),
  );
  if (open.length === 0) return null;
  return (
    <p className="script-proposed">
      <span className="muted">{t('scripts.proposed')}</span>{' '}
      {open.map((result) => (
        <Button key={result.code} size="small" onClick={() => contact.choose([result.code])}>
          {say(result.name)}
        </Button>
      ))}
    </p>
  );
}
