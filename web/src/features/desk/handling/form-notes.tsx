import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm, Select } from 'antd';
import { useEffect, useRef } from 'react';
import type { ContactNotes, FilledNote, NoteTemplate } from '@/api/contract';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { faultsIn, isMissing } from '@/ui/forms/faults';
import { FormSheet } from '@/ui/forms/form-sheet';
import type { Answers, Form } from '@/ui/forms/model';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import type { DeskValue } from '../desk-context';
import { noteForms, notesQuery } from './handling-query';
import './handling.css';

/** Templates beside the free note: proposed for this contact, begun with one key, asked to be whole at wrap-up. */
export function FormNotes({ value }: { value: DeskValue }) {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const call = value.desk.interaction!;
  const key = notesQuery(call.id).queryKey;
  const { data } = useQuery(notesQuery(call.id));
  const panel = useRef<HTMLDivElement>(null);
  const begun = useRef<string>(undefined);
  const put = (note: FilledNote) =>
    queries.setQueryData<ContactNotes>(key, (before) => {
      if (!before) return before;
      const others = before.notes.filter(({ code }) => code !== note.code);
      const was = before.notes.findIndex(({ code }) => code === note.code);
      return {
        ...before,
        notes: was < 0 ? [...before.notes, note] : before.notes.with(was, note),
        ...(others.length === before.notes.length && {
          templates: before.templates.filter(({ code }) => code !== note.code),
        }),
      };
    });
  const begin = useMutation({
    mutationFn: (code: string) => noteForms.write(call.id, code, 0, {}),
    onSuccess: (note) => {
      begun.current = note.code;
      put(note);
    },
    onError: () => void queries.invalidateQueries({ queryKey: key }),
  });
  // once it is drawn, however late that is: the first field, so that the hands stay on the keys
  useEffect(() => {
    const field =
      begun.current && panel.current?.querySelector<HTMLElement>(`[data-note="${begun.current}"] :is(input, textarea)`);
    if (!field) return;
    begun.current = undefined;
    field.focus();
  }, [data]);
  const holds = (each: NoteTemplate) => each.result === undefined || value.chosen.includes(each.result);
  const proposed = (data?.templates ?? []).filter((each) => each.why !== undefined && holds(each));
  const first = proposed[0];
  useShortcut(
    'Alt+Shift+N',
    t('contact.notes.begin'),
    t('desk.call.group'),
    () =>
      first ? begin.mutate(first.code) : panel.current?.querySelector<HTMLElement>('.form-notes-more input')?.focus(),
    data !== undefined,
  );
  if (!data || (data.notes.length === 0 && data.templates.length === 0)) return null;
  const named = new Set(proposed.map(({ code }) => code));
  const others = [...new Map(data.templates.map((each) => [each.code, each])).values()].filter(
    ({ code }) => !named.has(code),
  );
  return (
    <div ref={panel}>
      <Panel title={t('contact.notes.title')} className="form-notes">
        <ProblemNote error={begin.error} />
        {data.notes.map((note) => (
          <Note key={note.code} note={note} value={value} saved={put} gone={(now) => queries.setQueryData(key, now)} />
        ))}
        {proposed.length > 0 && (
          <div className="suggestions" role="group" aria-label={t('contact.notes.proposed')}>
            <span className="muted">{t('contact.notes.proposed')}</span>
            {[...new Map(proposed.toReversed().map((each) => [each.code, each])).values()].reverse().map((each) => (
              <button
                key={each.code}
                type="button"
                className="choice"
                title={t(`contact.notes.why.${each.why}`)}
                onClick={() => begin.mutate(each.code)}
              >
                <span>
                  {say(each.title)}
                  {each.required && <em className="tag">{t('contact.notes.required')}</em>}
                </span>
                {each.code === first?.code && <kbd aria-hidden>Alt Shift N</kbd>}
              </button>
            ))}
          </div>
        )}
        {others.length > 0 && (
          <Select
            className="form-notes-more"
            aria-label={t('contact.notes.more')}
            placeholder={t('contact.notes.more')}
            showSearch={{ optionFilterProp: 'label' }}
            value={null}
            options={others.map((each) => ({ value: each.code, label: say(each.title) }))}
            onChange={(code: string | null) => code && begin.mutate(code)}
          />
        )}
      </Panel>
    </div>
  );
}

function Note({
  note,
  value,
  saved,
  gone,
}: {
  note: FilledNote;
  value: DeskValue;
  saved: (note: FilledNote) => void;
  gone: (now: ContactNotes) => void;
}) {
  const { t, say, timeOfDay } = useWords();
  const call = value.desk.interaction!;
  const form = note.form as Form;
  const answers = note.answers as Answers;
  const last = Object.values(note.stamps).toSorted((a, b) => b.at.localeCompare(a.at))[0];
  const remove = useMutation({ mutationFn: () => noteForms.remove(call.id, note.code), onSuccess: gone });
  const missing = value.desk.state === 'wrapping-up' ? faultsIn(form, answers).filter(isMissing) : [];
  return (
    <section className="form-note" data-note={note.code} aria-label={say(note.title)}>
      <div className="form-note-head">
        <h3>{say(note.title)}</h3>
        {last && <span className="muted">{t('contact.notes.last', { time: timeOfDay(last.at), by: last.by })}</span>}
        <Popconfirm
          title={t('contact.notes.removeSure')}
          okText={t('contact.notes.remove')}
          cancelText={t('common.cancel')}
          onConfirm={() => remove.mutate()}
        >
          <Button size="small" loading={remove.isPending}>
            {t('contact.notes.remove')}
          </Button>
        </Popconfirm>
      </div>
      <ProblemNote error={remove.error} />
      <FormSheet
        form={form}
        stored={{ answers, version: note.answersVersion }}
        draftKey={`form-note.${call.id}.${note.code}`}
        bitByBit
        missing={missing}
        onFlush={value.onFlush}
        save={async (changed, version) => {
          const next = await noteForms.write(call.id, note.code, version, changed);
          saved(next);
          return { answers: next.answers as Answers, version: next.answersVersion };
        }}
      />
    </section>
  );
}
