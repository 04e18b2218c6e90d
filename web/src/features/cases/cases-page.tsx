import { useQuery } from '@tanstack/react-query';
import { App, Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { CaseRow, CaseType } from '@/api/contract';
import { useCan, useMe, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { CallOut } from '@/ui/call-out';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import { ListPage } from '@/ui/records/list-page';
import { lookupQuery } from '@/ui/records/lookups';
import type { ControlProps, RecordSpec } from '@/ui/records/types';

function TypeInput({ value, onChange, disabled, id }: ControlProps<string>) {
  const { say } = useWords();
  const { data = [] } = useQuery(lookupQuery('/case-types'));
  return (
    <Select
      {...(id && { id })}
      disabled={disabled ?? false}
      value={value}
      onChange={(next) => onChange?.(next)}
      options={data.map((type) => ({ value: type.code, label: say(type.name) }))}
    />
  );
}

/** The states are those of any case type that knows the present one. */
function StateInput({ value, onChange, disabled, id }: ControlProps<string>) {
  const { say } = useWords();
  const { data = [] } = useQuery(lookupQuery('/case-types'));
  const types = data as unknown as CaseType[];
  const states = (types.find((type) => type.states?.some((state) => state.code === value)) ?? types[0])?.states ?? [];
  return (
    <Select
      {...(id && { id })}
      disabled={disabled ?? false}
      value={value}
      onChange={(next) => onChange?.(next)}
      options={states.map((state) => ({ value: state.code, label: say(state.name) }))}
    />
  );
}

function DueInput({ value, onChange, disabled, id }: ControlProps<string>) {
  return (
    <DatePicker
      {...(id && { id })}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      style={{ width: '100%' }}
      disabled={disabled ?? false}
      value={value ? dayjs(value) : null}
      onChange={(date) => onChange?.((date ? date.toISOString() : undefined) as string)}
    />
  );
}

function CaseMore({ row, refresh }: { row: CaseRow; refresh: () => void }) {
  const { t, dateTime } = useWords();
  const { message } = App.useApp();
  const editable = useCan('cases.edit');
  const [text, setText] = useState('');
  return (
    <>
      <p>
        {row.interactionId && (
          <Link to={`/insight/interactions/${row.interactionId}`}>{t('records.cases.interaction')}</Link>
        )}
        {row.customerId && row.interactionId && ' · '}
        {row.customerId && (
          <Link to={`/desk/customers?record=${row.customerId}`}>{row.customerName ?? t('records.cases.customer')}</Link>
        )}{' '}
        {row.customerId && <CallOut from={{ caseId: row.id }} />}
      </p>
      <h3 style={{ marginTop: 12 }}>{t('records.f.notes')}</h3>
      <ol className="rows-edit" style={{ margin: '8px 0' }}>
        {row.notes?.map((note, index) => (
          <li key={index} className="rows-edit-row">
            <span className="grow">{note.text}</span>
            <span className="muted">
              {note.author} {dateTime(note.at)}
            </span>
          </li>
        ))}
      </ol>
      {editable && (
        <div className="rows-edit-row">
          <Input.TextArea
            className="grow"
            aria-label={t('records.cases.addNote')}
            placeholder={t('records.cases.addNote')}
            autoSize
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button
            disabled={!text.trim()}
            onClick={async () => {
              try {
                await api.post('/cases/{id}/notes', { path: { id: row.id }, body: { text: text.trim() } });
                setText('');
                refresh();
              } catch (problem) {
                void message.error(wordsOf(problem));
              }
            }}
          >
            {t('common.add')}
          </Button>
        </div>
      )}
    </>
  );
}

export const casesSpec: RecordSpec<CaseRow> = {
  key: 'cases',
  path: '/cases',
  right: 'cases.edit',
  title: (row) => row.subject,
  sources: ['/clients'],
  filters: [
    { name: 'type', source: '/case-types' },
    { name: 'open', options: ['true', 'false'], word: 'open-' },
    { name: 'overdue', options: ['true'] },
  ],
  more: CaseMore,
  blank: ({ clientId }) => ({ ...(clientId && { clientId }), type: 'call-back' }),
  columns: [
    { name: 'subject', cell: (row) => row.subject || '–' },
    { name: 'type', cell: (row, { say }) => say(row.typeName) },
    {
      name: 'state',
      cell: (row, { say }) => (
        <StatePill
          state={
            row.state === 'new'
              ? 'open'
              : ['done', 'answered', 'no-answer-needed'].includes(row.state)
                ? 'good'
                : 'warn'
          }
        >
          {say(row.stateName)}
        </StatePill>
      ),
    },
    { name: 'customerName', cell: (row) => row.customerName ?? '–' },
    { name: 'ownerName', cell: (row) => row.ownerName ?? '–', minor: true },
    {
      name: 'dueAt',
      cell: (row, { dateTime, t }) => (
        <span style={row.overdue ? { color: 'var(--bad)', fontWeight: 600 } : undefined}>
          {dateTime(row.dueAt) || '–'}
          {row.overdue && ` · ${t('records.cases.overdue')}`}
        </span>
      ),
      sort: 'dueAt',
    },
    { name: 'createdAt', cell: (row, { dateTime }) => dateTime(row.createdAt), sort: 'createdAt', minor: true },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'subject', kind: 'text', required: true, full: true },
        { name: 'type', kind: 'custom', control: TypeInput, only: 'new', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true, only: 'new' },
        { name: 'state', kind: 'custom', control: StateInput, only: 'edit' },
        { name: 'ownerId', kind: 'ref', source: '/accounts' },
        { name: 'teamId', kind: 'ref', source: '/teams' },
        { name: 'dueAt', kind: 'custom', control: DueInput },
      ],
    },
  ],
};

export function CasesPage() {
  const { t } = useWords();
  const me = useMe();
  const [read, write] = useUrlState();
  const mine = read('owner') === me.account.id;
  const customer = read('customer');
  return (
    <ListPage
      spec={casesSpec}
      fixed={{ ...(read('owner') && { owner: read('owner') }), ...(customer && { customer }) }}
      extra={
        <>
          {customer && (
            <Button onClick={() => write({ customer: undefined })}>{t('records.cases.oneCustomer')} ×</Button>
          )}
          <Button
            aria-pressed={mine}
            type={mine ? 'primary' : 'default'}
            ghost={mine}
            onClick={() => write({ owner: mine ? undefined : me.account.id })}
          >
            {t('records.cases.mine')}
          </Button>
        </>
      }
    />
  );
}
