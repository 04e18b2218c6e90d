import { PrinterOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { CaseRow } from '@/api/contract';
import { Problem } from '@/api/http';
import { useLate } from '@/lib/now';
import { useCan, useMe, useWords } from '@/lib/session';
import { CallOut } from '@/ui/call-out';
import { FormAnswers } from '@/ui/forms/form-answers';
import { FormSheet } from '@/ui/forms/form-sheet';
import type { Fault } from '@/ui/forms/faults';
import { Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import { SheetLinks } from '@/ui/sheet-links';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { useUndoNotice } from '@/ui/undo';
import { ToldPanel } from '@/ui/told-in-contact';
import { CaseChanges, CaseNotes, CaseRelations, CaseReminders } from './case-parts';
import './cases.css';
import {
  asTypes,
  caseQuery,
  cases,
  caseTypesQuery,
  changeCase,
  movesFrom,
  stateOf,
  toneOf,
  type CaseRecord,
} from './cases-query';

export function CasePage() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(caseQuery(id));
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Case key={id} row={data} refresh={() => void refetch()} />;
}

/** What a refused closing says is still missing, item by item. */
function missingIn(cause: unknown): Fault[] {
  if (!(cause instanceof Problem) || cause.code !== 'case-incomplete') return [];
  return cause.fields
    .filter(({ field }) => field.startsWith('answers.'))
    .map(({ field, code, message }) => ({ item: field.slice('answers.'.length), key: code, message }));
}

function Case({ row, refresh }: { row: CaseRecord; refresh: () => void }) {
  const { t, say, dateTime } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const me = useMe();
  const editable = useCan('cases.edit');
  const { data: types = [] } = useQuery(caseTypesQuery());
  const { options: people } = useOptions('/cases/owners');
  const { options: teams } = useOptions('/teams/names');
  const [missing, setMissing] = useState<Fault[]>([]);
  const [closing, setClosing] = useState<string>();
  // moves follow one another, each from where the one before led: whoever is quick does not stumble over themselves
  const latest = useRef<CaseRow>(row);
  const moves = useRef(Promise.resolve());
  useEffect(() => {
    if (row.version >= latest.current.version) latest.current = row;
  }, [row]);
  const type = asTypes(types).find((each) => each.code === row.type);
  const reason = type?.reasons.find((each) => each.code === row.reason);
  const renew = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['case', row.id] }),
      queries.invalidateQueries({ queryKey: ['list', '/cases'] }),
    ]);
  };
  const change = async (part: Parameters<typeof changeCase>[1], from: CaseRow = row) => {
    try {
      const after = await changeCase(from, part);
      latest.current = after;
      setMissing([]);
      const before = Object.fromEntries(Object.keys(part).map((name) => [name, from[name as keyof CaseRow]]));
      await renew();
      const back = async () => {
        await changeCase(after, before);
        await renew();
      };
      // nothing is offered that the type would refuse
      const refused = part.state && !movesFrom(type, part.state).includes(from.state);
      notice(t('common.saved'), refused ? undefined : back);
    } catch (cause) {
      const incomplete = missingIn(cause);
      setMissing(incomplete);
      void message.error(incomplete.length > 0 ? t('cases.incomplete') : wordsOf(cause));
      if (cause instanceof Problem && cause.code === 'edit-conflict') {
        latest.current = cause.body.current as CaseRow;
        await renew();
      }
    }
  };
  const move = (state: string) => {
    moves.current = moves.current.then(() =>
      state === latest.current.state ? undefined : change({ state }, latest.current),
    );
  };
  const form = row.form?.form;
  const next = movesFrom(type, row.state);
  return (
    <article className="case">
      <div className="page-head">
        <div style={{ marginRight: 'auto' }}>
          <Link className="no-print" to="/desk/cases">
            ← {t('cases.back')}
          </Link>
          <h1>{row.subject || say(row.typeName)}</h1>
        </div>
        <span className="tag">{say(row.typeName)}</span>
        <StatePill state={toneOf(type, row.state)}>{say(row.stateName)}</StatePill>
        {editable &&
          next.map((code) => (
            <Button
              key={code}
              className="no-print"
              onClick={() =>
                stateOf(type, code)?.closed && (row.results ?? []).length > 0 ? setClosing(code) : move(code)
              }
            >
              {t('cases.moveTo', { state: say(stateOf(type, code)?.name) || code })}
            </Button>
          ))}
        <Button
          className="no-print"
          icon={<PrinterOutlined aria-hidden />}
          aria-label={t('cases.print')}
          title={t('cases.print')}
          onClick={() => print()}
        />
      </div>
      {closing && (
        <div
          className="case-close no-print"
          role="group"
          aria-label={t('contact.close.title', { state: say(stateOf(type, closing)?.name) })}
        >
          <span>{t('contact.close.result')}:</span>
          {row.results?.map((each, index) => (
            <Button
              key={each.code}
              autoFocus={index === 0}
              onClick={() => {
                setClosing(undefined);
                void change({ state: closing, result: each.code });
              }}
            >
              {say(each.name)}
            </Button>
          ))}
          <Button type="text" onClick={() => setClosing(undefined)}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
      <div className="case-columns">
        <div>
          {form && row.form && (
            <Panel title={say(form.title) || t('cases.details')}>
              <div className="no-print">
                <FormSheet
                  key={row.form.version}
                  form={form}
                  stored={{ answers: row.answers ?? {}, version: row.answersVersion ?? 0 }}
                  draftKey={`case.${row.id}`}
                  readOnly={!editable}
                  bitByBit
                  missing={missing}
                  save={async (answers, version) => {
                    const saved = await cases.answer(row.id, version, answers);
                    setMissing([]);
                    void renew();
                    return { answers: saved.answers ?? {}, version: saved.answersVersion ?? version };
                  }}
                />
              </div>
              <div className="print-only">
                <FormAnswers form={form} answers={row.answers ?? {}} />
              </div>
            </Panel>
          )}
          {row.interactionId && <ToldPanel interactionId={row.interactionId} />}
          <CaseNotes row={row} editable={editable} refresh={refresh} />
          {row.changes && <CaseChanges changes={row.changes} form={form} type={type} people={people} teams={teams} />}
        </div>
        <div>
          <Panel title={t('cases.about')}>
            <dl className="facts case-facts">
              <dt>{t('records.cases.f.customerName')}</dt>
              <dd>
                {row.customerId ? (
                  <>
                    <Link to={`/desk/customers?record=${row.customerId}`}>
                      {row.customerName ?? t('records.cases.customer')}
                    </Link>{' '}
                    <span className="no-print">
                      <CallOut from={{ caseId: row.id }} />
                    </span>
                  </>
                ) : (
                  '–'
                )}
              </dd>
              {row.interactionId && (
                <>
                  <dt>{t('cases.contact')}</dt>
                  <dd>
                    <Link to={`/insight/interactions/${row.interactionId}`}>{t('records.cases.interaction')}</Link>
                  </dd>
                </>
              )}
              {row.reason && (
                <>
                  <dt>{t('cases.reason')}</dt>
                  <dd>{say(reason?.name) || row.reason}</dd>
                </>
              )}
              {row.result && (
                <>
                  <dt>{t('contact.close.result')}</dt>
                  <dd>{say(row.results?.find((each) => each.code === row.result)?.name) || row.result}</dd>
                </>
              )}
              <dt>{t('cases.opened')}</dt>
              <dd>{dateTime(row.createdAt)}</dd>
              <dt>
                <label htmlFor="case-due">{t('records.cases.f.dueAt')}</label>
              </dt>
              <dd>
                {editable ? (
                  <DatePicker
                    id="case-due"
                    className="no-print"
                    showTime={{ format: 'HH:mm' }}
                    format="YYYY-MM-DD HH:mm"
                    value={row.dueAt ? dayjs(row.dueAt) : null}
                    onChange={(date) => void change({ dueAt: date ? date.toISOString() : undefined })}
                  />
                ) : null}
                <span className={editable ? 'print-only' : undefined}>{dateTime(row.dueAt) || '–'}</span>
                {row.overdue && <StatePill state="bad">{t('records.cases.overdue')}</StatePill>}
              </dd>
              <dt>
                <label htmlFor="case-owner">{t('records.cases.f.ownerId')}</label>
              </dt>
              <dd>
                <Choice
                  id="case-owner"
                  value={row.ownerId}
                  name={row.ownerName}
                  options={people}
                  editable={editable}
                  change={(ownerId) => void change({ ownerId })}
                />
                {editable && row.ownerId !== me.account.id && (
                  <Button size="small" className="no-print" onClick={() => void change({ ownerId: me.account.id })}>
                    {t('cases.take')}
                  </Button>
                )}
              </dd>
              <dt>
                <label htmlFor="case-team">{t('cases.team')}</label>
              </dt>
              <dd>
                <Choice
                  id="case-team"
                  value={row.teamId}
                  options={teams}
                  editable={editable}
                  change={(teamId) => void change({ teamId })}
                />
              </dd>
              {editable && <Subject key={row.version} row={row} change={(subject) => void change({ subject })} />}
            </dl>
          </Panel>
          <SheetLinks caseId={row.id} />
          {row.reminders && <CaseReminders row={row} editable={editable} refresh={() => void renew()} />}
          {row.related && <CaseRelations row={row} editable={editable} refresh={() => void renew()} />}
        </div>
      </div>
    </article>
  );
}

function Choice({
  id,
  value,
  name,
  options,
  editable,
  change,
}: {
  id: string;
  value: string | undefined;
  name?: string | undefined;
  options: { value: string; label: string }[];
  editable: boolean;
  change: (value: string | undefined) => void;
}) {
  const { t } = useWords();
  const said = options.find((each) => each.value === value)?.label ?? name ?? '–';
  return (
    <>
      {editable && (
        <Select
          id={id}
          className="case-choice no-print"
          value={value}
          options={
            value && !options.some((each) => each.value === value) ? [{ value, label: said }, ...options] : options
          }
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('common.none')}
          onChange={(next?: string) => change(next)}
        />
      )}
      <span className={editable ? 'print-only' : undefined}>{said}</span>
    </>
  );
}

function Subject({ row, change }: { row: CaseRow; change: (subject: string) => void }) {
  const { t } = useWords();
  const [text, setText] = useState(row.subject);
  const store = () => {
    if (text.trim() && text.trim() !== row.subject) change(text.trim());
  };
  return (
    <>
      <dt className="no-print">
        <label htmlFor="case-subject">{t('records.cases.f.subject')}</label>
      </dt>
      <dd className="no-print">
        <Input.TextArea
          id="case-subject"
          autoSize
          maxLength={300}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={store}
        />
      </dd>
    </>
  );
}
