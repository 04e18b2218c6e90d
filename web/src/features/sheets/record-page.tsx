import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { SheetRecord } from '@/api/contract';
import { http } from '@/api/http';
import { useLate } from '@/lib/now';
import { useCan, useMe, useWords } from '@/lib/session';
import { answerWords } from '@/ui/forms/answer-words';
import { FormAnswers } from '@/ui/forms/form-answers';
import { FormSheet } from '@/ui/forms/form-sheet';
import { itemsOf, type Form } from '@/ui/forms/model';
import { Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { useUndoNotice } from '@/ui/undo';
import { useWordsIn } from '@/lib/words-in';
import { smaller } from './photo';
import './sheets.css';
import { asAnswers, asForm, sheetQuery } from './sheets-query';

/** One sheet: what was seen, the photos, what it called for, and who corrected what. */
export function RecordPage() {
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(sheetQuery(id));
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Sheet key={id} sheet={data} />;
}

function Sheet({ sheet }: { sheet: SheetRecord }) {
  const { t, say, dateTime } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const [correcting, setCorrecting] = useState(false);
  const { row } = sheet;
  const form = asForm(sheet.form);
  const answers = asAnswers(sheet.answers);
  const path = { id: row.id };
  const renew = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['sheet', row.id] }),
      queries.invalidateQueries({ queryKey: ['sheets'] }),
      queries.invalidateQueries({ queryKey: ['list', '/sheets'] }),
    ]);
  };
  const withdraw = async (away: boolean) => {
    try {
      await api.post(away ? '/sheets/{id}/withdraw' : '/sheets/{id}/restore', { path, body: {} });
      await renew();
      notice(t(away ? 'sheets.isWithdrawn' : 'sheets.isRestored'), async () => {
        await api.post(away ? '/sheets/{id}/restore' : '/sheets/{id}/withdraw', { path, body: {} });
        await renew();
      });
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  return (
    <article className="sheet">
      <div className="page-head">
        <div style={{ marginRight: 'auto' }}>
          <Link className="no-print" to={`/floor/records?type=${row.type}`}>
            ← {t('records.sheets.title')}
          </Link>
          <h1>
            {say(row.typeName)}
            {row.subjectName && ` · ${say(row.subjectName)}`}
          </h1>
        </div>
        {row.withdrawn && <StatePill state="off">{t('sheets.isWithdrawn')}</StatePill>}
        {row.score !== undefined && (
          <span className="tag num">
            {t('sheets.score')} {Math.round(row.score * 100)} %
          </span>
        )}
        {sheet.mayChange && !row.withdrawn && (
          <Button className="no-print" onClick={() => setCorrecting(!correcting)}>
            {t(correcting ? 'common.cancel' : 'sheets.correct')}
          </Button>
        )}
        {sheet.mayChange && (
          <Button className="no-print" onClick={() => void withdraw(!row.withdrawn)}>
            {t(row.withdrawn ? 'sheets.restore' : 'sheets.withdraw')}
          </Button>
        )}
        <p>{t('sheets.by', { name: row.filledName, at: dateTime(row.at) })}</p>
      </div>
      <div className="sheet-columns">
        <Panel title={say(form.title) || say(row.typeName)}>
          {correcting ? (
            <FormSheet
              form={form}
              stored={{ answers, version: sheet.answersVersion }}
              draftKey={`sheet.${row.id}`}
              save={async (changed, version) => {
                const saved = await api.put('/sheets/{id}/answers', {
                  path,
                  body: { answersVersion: version, answers: changed as never },
                });
                await renew();
                setCorrecting(false);
                notice(t('common.saved'), async () => {
                  await api.put('/sheets/{id}/answers', {
                    path,
                    body: {
                      answersVersion: saved.answersVersion,
                      answers: Object.fromEntries(
                        Object.keys({ ...changed, ...asAnswers(saved.answers), ...answers }).map((code) => [
                          code,
                          answers[code] ?? { value: null },
                        ]),
                      ) as never,
                      reason: t('common.undo'),
                    },
                  });
                  await renew();
                });
                return { answers: asAnswers(saved.answers), version: saved.answersVersion };
              }}
            />
          ) : (
            <FormAnswers form={form} answers={answers} />
          )}
        </Panel>
        <div>
          <Findings sheet={sheet} form={form} renew={renew} />
          <Files sheet={sheet} renew={renew} />
          <Changes sheet={sheet} form={form} />
        </div>
      </div>
    </article>
  );
}

function Findings({ sheet, form, renew }: { sheet: SheetRecord; form: Form; renew: () => Promise<void> }) {
  const { t, say } = useWords();
  const words = useWordsIn(undefined);
  const mayOpen = useCan('cases.edit');
  const { options: types } = useOptions('/case-types');
  const [opening, setOpening] = useState<SheetRecord['findings'][number]>();
  if (sheet.findings.length === 0 && sheet.cases.length === 0) return null;
  const nameOf = (code: string) => types.find(({ value }) => value === code)?.label ?? code;
  const itemName = (code: string) => say(itemsOf(form).find((item) => item.code === code)?.label) || code;
  return (
    <Panel title={t('sheets.findings')}>
      <ul className="sheet-findings">
        {sheet.findings.map((finding) => {
          const opened = sheet.cases.filter(({ item }) => item === finding.item);
          const item = itemsOf(form).find(({ code }) => code === finding.item);
          return (
            <li key={`${finding.item}.${finding.caseType}`}>
              <span>
                {say(finding.label) || finding.item}:{' '}
                <strong>{item && answerWords(form, item, asAnswers(sheet.answers)[item.code], words)}</strong>
              </span>
              {opened.map((each) => (
                <Link key={each.caseId} to={`/desk/cases/${each.caseId}`}>
                  {each.subject || nameOf(each.type)} {each.closed && `(${t('sheets.closed')})`}
                </Link>
              ))}
              {opened.length === 0 && mayOpen && !sheet.row.withdrawn && (
                <Button size="small" className="no-print" onClick={() => setOpening(finding)}>
                  {t('sheets.openCase', { type: nameOf(finding.caseType) })}
                </Button>
              )}
            </li>
          );
        })}
        {sheet.cases
          .filter(({ item }) => sheet.findings.every((finding) => finding.item !== item))
          .map((each) => (
            <li key={each.caseId}>
              <span>{itemName(each.item)}</span>
              <Link to={`/desk/cases/${each.caseId}`}>{each.subject || nameOf(each.type)}</Link>
            </li>
          ))}
      </ul>
      {opening && (
        <OpenCase
          sheet={sheet}
          finding={opening}
          typeName={nameOf(opening.caseType)}
          close={() => setOpening(undefined)}
          done={renew}
        />
      )}
    </Panel>
  );
}

/** The text that says most about a finding: a remark beside the answer, else the first long text. */
function wordsFor(sheet: SheetRecord, item: string): string {
  const answers = asAnswers(sheet.answers);
  const long = itemsOf(asForm(sheet.form)).find(
    ({ kind, code, sensitive }) => kind === 'long-text' && !sensitive && answers[code]?.value,
  );
  return (answers[item]?.comment ?? (long && String(answers[long.code]?.value)) ?? '').slice(0, 300);
}

function OpenCase({
  sheet,
  finding,
  typeName,
  close,
  done,
}: {
  sheet: SheetRecord;
  finding: SheetRecord['findings'][number];
  typeName: string;
  close: () => void;
  done: () => Promise<void>;
}) {
  const { t, say } = useWords();
  const me = useMe();
  const [subject, setSubject] = useState(
    () => wordsFor(sheet, finding.item) || [say(finding.label), say(sheet.row.subjectName)].filter(Boolean).join(' · '),
  );
  const [client, setClient] = useState(sheet.row.clientId ?? me.clients[0]?.id);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      await api.post('/sheets/{id}/cases', {
        path: { id: sheet.row.id },
        body: {
          item: finding.item,
          ...(client && { clientId: client }),
          subject,
          note: t('sheets.caseNote', {
            kind: say(sheet.row.typeName),
            subject: say(sheet.row.subjectName),
            id: sheet.row.id,
          }),
        },
      });
      await done();
      close();
    } catch (cause) {
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('sheets.openCase', { type: typeName })}
      okText={t('sheets.open')}
      onOk={() => void open()}
      onCancel={close}
      confirmLoading={busy}
      okButtonProps={{ disabled: !subject.trim() }}
    >
      <ProblemNote error={problem} />
      <label htmlFor="sheet-case-subject">{t('records.cases.f.subject')}</label>
      <Input
        id="sheet-case-subject"
        autoFocus
        maxLength={300}
        value={subject}
        onChange={(event) => setSubject(event.target.value)}
      />
      {!sheet.row.clientId && me.clients.length > 1 && (
        <>
          <label htmlFor="sheet-case-client">{t('records.f.clientId')}</label>
          <Select
            id="sheet-case-client"
            style={{ width: '100%' }}
            value={client}
            options={me.clients.map(({ id, name }) => ({ value: id, label: say(name) }))}
            onChange={setClient}
          />
        </>
      )}
    </Modal>
  );
}

function Files({ sheet, renew }: { sheet: SheetRecord; renew: () => Promise<void> }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const chosen = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const add = async (files: File[]) => {
    setBusy(true);
    try {
      for (const file of files) {
        const parts = new FormData();
        parts.append('file', await smaller(file));
        await http.post(`/sheets/${sheet.row.id}/files`, parts);
      }
    } catch (cause) {
      void message.error(wordsOf(cause));
    } finally {
      setBusy(false);
      await renew();
    }
  };
  if (sheet.files.length === 0 && !sheet.mayChange) return null;
  return (
    <Panel title={t('sheets.photos')}>
      <ul className="sheet-files">
        {sheet.files.map((file) => (
          <li key={file.id}>
            <a href={`/api/sheet-files/${file.id}`} target="_blank" rel="noreferrer">
              {file.mediaType.startsWith('image/') ? (
                <img src={`/api/sheet-files/${file.id}`} alt={file.name} loading="lazy" />
              ) : (
                file.name
              )}
            </a>
          </li>
        ))}
      </ul>
      {sheet.mayChange && (
        <>
          <input
            ref={chosen}
            type="file"
            hidden
            multiple
            accept="image/png,image/jpeg,image/webp,application/pdf"
            aria-label={t('sheets.addPhoto')}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              if (files.length > 0) void add(files);
            }}
          />
          <Button className="no-print" loading={busy} onClick={() => chosen.current?.click()}>
            {t('sheets.addPhoto')}
          </Button>
        </>
      )}
    </Panel>
  );
}

function Changes({ sheet, form }: { sheet: SheetRecord; form: Form }) {
  const { t, say, dateTime } = useWords();
  const words = useWordsIn(undefined);
  if (sheet.changes.length === 0) return null;
  const told = (code: string, value: unknown) => {
    const item = itemsOf(form).find((each) => each.code === code);
    if (value === undefined || value === null) return '–';
    return item && value !== '—' ? answerWords(form, item, { value: value as string }, words) : String(value);
  };
  return (
    <Panel title={t('sheets.changes')}>
      <ol className="sheet-changes">
        {sheet.changes.map((change, place) => {
          const code = change.field.startsWith('answers.') ? change.field.slice('answers.'.length) : undefined;
          const label = code && (say(itemsOf(form).find((item) => item.code === code)?.label) || code);
          return (
            <li key={place}>
              <p className="muted num">
                {dateTime(change.at)} · {change.author}
              </p>
              {code ? (
                <p>
                  {label}:{' '}
                  {change.masked ? (
                    t('sheets.masked')
                  ) : (
                    <>
                      <del>{told(code, change.before)}</del> → {told(code, change.after)}
                    </>
                  )}
                </p>
              ) : (
                <p>{t(change.field === 'withdrawn' ? 'sheets.isWithdrawn' : 'sheets.isRestored')}</p>
              )}
              {change.reason && <p className="muted">{change.reason}</p>}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
