import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { CaseRow, DeskInteraction } from '@/api/contract';
import { http, Problem } from '@/api/http';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { FormSheet } from '@/ui/forms/form-sheet';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { asTypes, caseQuery, cases, caseTypesQuery } from './cases-query';
import './cases.css';

/** Orders, applications and all else that becomes a case, taken with the contact in hand: nobody leaves the desk for it. */
export function DeskTask({ call }: { call: DeskInteraction }) {
  const may = useCan('cases.edit');
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  useShortcut('Alt+W', t('contact.task.title'), t('desk.call.group'), () => setOpen(true), may);
  if (!may) return null;
  return open ? (
    <Task key={call.id} call={call} close={() => setOpen(false)} />
  ) : (
    <div className="escalate">
      <Button onClick={() => setOpen(true)} aria-keyshortcuts="Alt+W">
        {t('contact.task.title')} <kbd>Alt W</kbd>
      </Button>
    </div>
  );
}

function Task({ call, close }: { call: DeskInteraction; close: () => void }) {
  const { t, say } = useWords();
  const { data: found = [] } = useQuery(caseTypesQuery());
  const [type, setType] = useState<string>();
  const [subject, setSubject] = useState('');
  const [made, setMade] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const queries = useQueryClient();
  const mayBeLed = useCan('desk.work');
  const { data: row, refetch } = useQuery({ ...caseQuery(made ?? ''), enabled: made !== undefined });
  const types = asTypes(found).filter((each) => each.active && (!each.clientId || each.clientId === call.clientId));
  // the client's own tasks first, then what every client has
  const led = row && !row.closed && mayBeLed && types.some((each) => each.code === row.type && each.script);
  const ordered = types.toSorted((a, b) => Number(!a.clientId) - Number(!b.clientId));
  const create = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const opened = await http.post<CaseRow>('/cases', {
        type,
        subject: subject.trim(),
        clientId: call.clientId,
        interactionId: call.id,
        ...(call.customer && { customerId: call.customer.id }),
      });
      setMade(opened.id);
      if (mayBeLed && types.find((each) => each.code === type)?.script) await lead(opened.id);
    } catch (cause) {
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  /** The task's script begins above; what is told there stands in the form below. One that does not serve is no fault. */
  const lead = async (caseId: string) => {
    try {
      await api.post('/desk/interactions/{id}/script', { path: { id: call.id }, body: { caseId } });
      await queries.invalidateQueries({ queryKey: ['contact-script', call.id] });
    } catch (cause) {
      if (!(cause instanceof Problem) || cause.code !== 'no-script') throw cause;
    }
  };
  return (
    <Panel
      title={row ? t('contact.task.created', { subject: row.subject }) : t('contact.task.title')}
      extra={
        <>
          {row && (
            <Link className="in-text" to={`/desk/cases/${row.id}`}>
              {t('contact.task.more')}
            </Link>
          )}{' '}
          <Button size="small" onClick={close}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <ProblemNote error={problem} />
      {led && (
        <p className="muted" role="status">
          {t('contact.task.led')}
        </p>
      )}
      {!row && (
        <div className="contact-task">
          <label htmlFor="task-type">{t('contact.task.choose')}</label>
          <Select
            id="task-type"
            autoFocus
            value={type}
            showSearch={{ optionFilterProp: 'label' }}
            options={ordered.map((each) => ({ value: each.code, label: say(each.name) }))}
            onChange={setType}
          />
          <label htmlFor="task-subject">{t('contact.task.subject')}</label>
          <Input
            id="task-subject"
            maxLength={300}
            value={subject}
            onChange={(event) => setSubject(event.target.value)}
            onPressEnter={() => type && subject.trim() && void create()}
          />
          <div>
            <Button type="primary" disabled={!type || !subject.trim()} loading={busy} onClick={() => void create()}>
              {t('contact.task.create')}
            </Button>
          </div>
        </div>
      )}
      {row?.form && (
        <FormSheet
          key={row.id}
          form={row.form.form}
          stored={{ answers: row.answers ?? {}, version: row.answersVersion ?? 0 }}
          draftKey={`case.${row.id}`}
          bitByBit
          save={async (answers, version) => {
            const saved = await cases.answer(row.id, version, answers);
            void refetch();
            return { answers: saved.answers ?? {}, version: saved.answersVersion ?? version };
          }}
        />
      )}
    </Panel>
  );
}
