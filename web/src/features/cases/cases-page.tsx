import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { Navigate } from 'react-router';
import { PlusOutlined } from '@ant-design/icons';
import type { CaseRow, Page } from '@/api/contract';
import { http } from '@/api/http';
import { useCan, useMe, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { useUrlState } from '@/lib/url-state';
import { ListPage } from '@/ui/records/list-page';
import { SavedViews } from '@/ui/records/saved-views';
import type { RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';
import { CaseBulk } from './bulk';
import { CaseBoard } from './case-board';
import './cases.css';
import { asTypes, caseTypesQuery } from './cases-query';
import { NewCase } from './new-case';

export const casesSpec: RecordSpec<CaseRow> = {
  key: 'cases',
  path: '/cases',
  right: 'cases.edit',
  title: (row) => row.subject,
  href: (row) => `/desk/cases/${row.id}`,
  sources: ['/clients'],
  filters: [
    { name: 'type', source: '/case-types' },
    { name: 'open', options: ['true', 'false'], word: 'open-' },
    { name: 'overdue', options: ['true'] },
    { name: 'team', source: '/teams/names' },
  ],
  blank: () => ({}),
  columns: [
    {
      name: 'subject',
      cell: (row, { say }) => row.subject || <span style={{ color: 'var(--ink-3)' }}>{say(row.typeName)}</span>,
    },
    { name: 'type', cell: (row, { say }) => say(row.typeName) },
    {
      name: 'state',
      cell: (row, { say }) => (
        <StatePill state={row.closed ? 'good' : row.state === 'new' ? 'open' : 'warn'}>{say(row.stateName)}</StatePill>
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
  sections: [],
};

/** Work with an owner and a due time: as a list, or as a board of one type. */
export function CasesPage() {
  const { t, say } = useWords();
  const me = useMe();
  const [read, write] = useUrlState();
  const editable = useCan('cases.edit');
  const queries = useQueryClient();
  const { data: found = [] } = useQuery(caseTypesQuery());
  const types = asTypes(found);
  const mine = read('owner') === me.account.id;
  const customer = read('customer');
  const board = read('view') === 'board';
  // the board shows one type: where none is chosen, that of the case due first among those that are looked for
  const sought = Object.fromEntries(['q', 'team', 'overdue', 'owner', 'customer'].map((name) => [name, read(name)]));
  const { data: first, isPending: looking } = useQuery({
    queryKey: ['case-board', 'due-first', sought],
    staleTime: Infinity, // the board stays with its type whatever becomes of that case
    queryFn: ({ signal }) =>
      http.get<Page<CaseRow>>('/cases', { ...sought, open: 'true', sort: 'dueAt', size: 1 }, signal),
    enabled: board && !read('type'),
  });
  const type =
    types.find((each) => each.code === (read('type') || first?.items[0]?.type)) ?? types.find((each) => each.active);
  const record = read('record');
  const open = () => write({ record: 'new' });
  useShortcut('Alt+C', t('records.newOne', { one: t('records.cases.one') }), t('records.cases.title'), open, editable);
  // where a case had no page of its own, its address was the list's
  if (record && record !== 'new') return <Navigate to={`/desk/cases/${record}`} replace />;
  return (
    <>
      <ListPage
        spec={casesSpec}
        fixed={{
          ...(read('owner') && { owner: read('owner') }),
          ...(customer && { customer }),
          ...(read('created') && { created: read('created'), zone: read('zone') }),
          ...(read('reminded') && { reminded: 'true' }),
        }}
        bulk={(rows, clear) => (
          <CaseBulk
            rows={rows}
            types={types}
            clear={clear}
            done={() => void queries.invalidateQueries({ queryKey: ['list', '/cases'] })}
          />
        )}
        {...(board &&
          type && {
            instead: (query) =>
              read('type') || !looking ? (
                <CaseBoard key={type.code} type={type} query={{ open: 'true', ...query }} />
              ) : null,
          })}
        extra={
          <>
            <Segmented
              aria-label={t('cases.view')}
              value={board ? 'board' : 'list'}
              options={(['list', 'board'] as const).map((value) => ({ value, label: t(`cases.views.${value}`) }))}
              onChange={(value) => write({ view: value === 'board' ? 'board' : undefined, page: undefined })}
            />
            {board && !read('type') && type && (
              <Select
                aria-label={t('records.f.type')}
                value={type.code}
                popupMatchSelectWidth={false}
                options={types
                  .filter((each) => each.active)
                  .map((each) => ({ value: each.code, label: say(each.name) }))}
                onChange={(code) => write({ type: code })}
              />
            )}
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
            <Button
              aria-pressed={read('reminded') === 'true'}
              type={read('reminded') ? 'primary' : 'default'}
              ghost={read('reminded') === 'true'}
              onClick={() => write({ reminded: read('reminded') ? undefined : 'true' })}
            >
              {t('contact.reminders.list')}
            </Button>
            {read('created') && (
              <Button onClick={() => write({ created: undefined, zone: undefined })}>{read('created')} ×</Button>
            )}
            <SavedViews list="cases" leaveOut={['customer', 'interaction']} />
            {editable && (
              <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={open} aria-keyshortcuts="Alt+C">
                {t('records.newOne', { one: t('records.cases.one') })}
              </Button>
            )}
          </>
        }
      />
      {record === 'new' && (
        <NewCase
          begin={{
            ...(read('type') && { type: read('type') }),
            ...(customer && { customerId: customer }),
            ...(read('interaction') && { interactionId: read('interaction') }),
            ...(read('subject') && { subject: read('subject') }),
          }}
          close={() => {
            write({ record: undefined, interaction: undefined, subject: undefined });
            void queries.invalidateQueries({ queryKey: ['list', '/cases'] });
          }}
        />
      )}
    </>
  );
}
