import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { CaseRow, CaseType, Page } from '@/api/contract';
import { http } from '@/api/http';
import { draft } from '@/lib/draft';
import { useWords } from '@/lib/session';
import { useWordsIn } from '@/lib/words-in';
import { answerWords } from '@/ui/forms/answer-words';
import { itemsOf, type AnswerValue, type Form } from '@/ui/forms/model';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import { useUndoNotice } from '@/ui/undo';
import { cases, relationKinds, stateOf, type CaseChange, type CaseRecord, type RelationKind } from './cases-query';

type Props = { row: CaseRecord; editable: boolean; refresh: () => void };

/** Says in words what went wrong; true when all went well. */
function useAttempt() {
  const { message } = App.useApp();
  return async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (cause) {
      void message.error(wordsOf(cause));
      return false;
    }
  };
}

/** What people noted; one being written survives a reload. */
export function CaseNotes({ row, editable, refresh }: Props) {
  const { t, dateTime } = useWords();
  const attempt = useAttempt();
  const key = `case-note.${row.id}`;
  const [text, setText] = useState(() => draft.read(key) ?? '');
  const [busy, setBusy] = useState(false);
  const write = (next: string) => {
    setText(next);
    if (next) draft.keep(key, next);
    else draft.forget(key);
  };
  const add = async () => {
    setBusy(true);
    if (await attempt(() => cases.note(row.id, text.trim()))) {
      write('');
      refresh();
    }
    setBusy(false);
  };
  return (
    <Panel title={t('records.f.notes')}>
      {(row.notes ?? []).length === 0 && <p className="muted">{t('cases.noNotes')}</p>}
      <ul className="notes">
        {row.notes?.map((note, index) => (
          <li key={index}>
            <p>{note.text}</p>
            <span className="muted">
              {note.author} · {dateTime(note.at)}
            </span>
          </li>
        ))}
      </ul>
      {editable && (
        <div className="case-add no-print">
          <Input.TextArea
            aria-label={t('records.cases.addNote')}
            placeholder={t('records.cases.addNote')}
            autoSize={{ minRows: 2, maxRows: 10 }}
            maxLength={4000}
            value={text}
            onChange={(event) => write(event.target.value)}
          />
          <Button disabled={!text.trim()} loading={busy} onClick={() => void add()}>
            {t('common.add')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

export function CaseReminders({ row, editable, refresh }: Props) {
  const { t, dateTime } = useWords();
  const attempt = useAttempt();
  const notice = useUndoNotice();
  const [at, setAt] = useState('');
  const [text, setText] = useState('');
  const add = async () => {
    if (!(await attempt(() => cases.remind(row.id, new Date(at).toISOString(), text.trim())))) return;
    setAt('');
    setText('');
    refresh();
  };
  return (
    <Panel title={t('cases.reminders')}>
      {row.reminders?.length === 0 && <p className="muted">{t('cases.noReminders')}</p>}
      <ul className="case-list">
        {row.reminders?.map((each) => (
          <li key={each.id}>
            <div>
              <strong>{dateTime(each.at)}</strong> {each.text}
              <span className="muted">
                {' · '}
                {each.whom ? t(`cases.type.notified.${each.whom}`) : each.by}
                {each.announcedAt && ` · ${t('cases.announced')}`}
              </span>
            </div>
            {editable && (
              <Button
                type="text"
                size="small"
                className="no-print"
                aria-label={t('cases.dropReminder', { text: each.text })}
                onClick={async () => {
                  if (!(await attempt(() => cases.forgetReminder(row.id, each.id)))) return;
                  refresh();
                  notice(t('records.removed'), async () => {
                    await cases.remind(row.id, each.at, each.text);
                    refresh();
                  });
                }}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <div className="case-add no-print">
          <Input
            type="datetime-local"
            aria-label={t('cases.remindAt')}
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
          <Input
            aria-label={t('cases.remindOf')}
            placeholder={t('cases.remindOf')}
            maxLength={300}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button disabled={!at || !text.trim()} onClick={() => void add()}>
            {t('cases.remind')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

export function CaseRelations({ row, editable, refresh }: Props) {
  const { t, say } = useWords();
  const attempt = useAttempt();
  const [kind, setKind] = useState<RelationKind>('related');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isFetching } = useQuery({
    queryKey: ['list', '/cases', 'to-relate', asked],
    queryFn: ({ signal }) => http.get<Page<CaseRow>>('/cases', { q: asked, size: 10 }, signal),
    enabled: editable && asked.trim() !== '',
  });
  const known = new Set([row.id, ...(row.related ?? []).map((each) => each.caseId)]);
  return (
    <Panel title={t('cases.relations')}>
      {row.related?.length === 0 && <p className="muted">{t('cases.noRelations')}</p>}
      <ul className="case-list">
        {row.related?.map((each) => (
          <li key={each.id}>
            <div>
              <span className="tag">{t(`cases.relation.${each.outgoing ? each.kind : `${each.kind}-of-this`}`)}</span>{' '}
              <Link to={`/desk/cases/${each.caseId}`}>{each.subject}</Link>
              {each.stateName && <span className="muted"> · {say(each.stateName)}</span>}
            </div>
            {editable && (
              <Button
                type="text"
                size="small"
                className="no-print"
                aria-label={t('cases.dropRelation', { subject: each.subject })}
                onClick={async () => {
                  if (await attempt(() => cases.unrelate(row.id, each.id))) refresh();
                }}
              >
                ×
              </Button>
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <div className="case-add no-print">
          <Select
            aria-label={t('cases.relationKind')}
            value={kind}
            options={relationKinds.map((each) => ({ value: each, label: t(`cases.relation.${each}`) }))}
            onChange={setKind}
          />
          <Select
            aria-label={t('cases.relateTo')}
            placeholder={t('cases.relateTo')}
            value={null}
            loading={isFetching}
            showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
            notFoundContent={asked ? t('records.nothingFound') : t('cases.relateHint')}
            options={(data?.items ?? [])
              .filter((each) => !known.has(each.id))
              .map((each) => ({ value: each.id, label: `${each.subject} · ${say(each.typeName)}` }))}
            onChange={async (other: string | null) => {
              if (!other) return;
              setTyped('');
              if (await attempt(() => cases.relate(row.id, kind, other))) refresh();
            }}
          />
        </div>
      )}
    </Panel>
  );
}

type Named = { value: string; label: string }[];

/** Who changed what, newest first: figures and names as they are read, never what the reader may not see. */
export function CaseChanges({
  changes,
  form,
  type,
  people,
  teams,
}: {
  changes: CaseChange[];
  form: Form | undefined;
  type: CaseType | undefined;
  people: Named;
  teams: Named;
}) {
  const words = useWordsIn(undefined);
  const { t, say, dateTime } = words;
  const [all, setAll] = useState(false);
  const few = 10;
  const itemOf = (field: string) => {
    const code = /^answers\.(.+)$/.exec(field)?.[1];
    return code ? form && itemsOf(form).find((each) => each.code === code) : undefined;
  };
  const label = (field: string) => {
    const item = itemOf(field);
    if (item) return say(item.label) || item.code;
    return t(`cases.field.${field}`, { defaultValue: field.replace(/^answers\./, '') });
  };
  const value = ({ field, masked }: CaseChange, content: AnswerValue | null | undefined) => {
    if (masked) return t('forms.fill.masked');
    const item = itemOf(field);
    if (item && form) return answerWords(form, item, { value: content }, words);
    const text = content === null || content === undefined ? '' : String(content);
    const named = (list: Named) => list.find((each) => each.value === text)?.label;
    switch (field) {
      case 'state':
        return say(stateOf(type, text)?.name) || text || '–';
      case 'ownerId':
        return named(people) ?? (text || '–');
      case 'teamId':
        return named(teams) ?? (text || '–');
      case 'dueAt':
        return dateTime(text) || '–';
      default:
        return text || '–';
    }
  };
  return (
    <Panel title={t('cases.history')}>
      {changes.length === 0 && <p className="muted">{t('cases.noChanges')}</p>}
      <ol className="case-changes">
        {(all ? changes : changes.slice(0, few)).map((each, index) => (
          <li key={index}>
            <span className="muted">
              {dateTime(each.at)} · {each.by ?? t('cases.byItself')}
            </span>
            <p>
              {t('cases.changed', {
                field: label(each.field),
                from: value(each, each.from),
                to: value(each, each.to),
              })}
            </p>
          </li>
        ))}
      </ol>
      {!all && changes.length > few && (
        <Button size="small" className="no-print" onClick={() => setAll(true)}>
          {t('cases.allChanges', { count: changes.length })}
        </Button>
      )}
    </Panel>
  );
}
