import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { InteractionRow } from '@/api/contract';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { ListPage } from '@/ui/records/list-page';
import type { RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';

export const interactionsSpec: RecordSpec<InteractionRow> = {
  key: 'interactions',
  path: '/interactions',
  readOnly: true,
  title: (row) => row.fromName ?? row.from,
  href: (row) => `/insight/interactions/${row.id}`,
  sources: [],
  filters: [
    { name: 'client', source: '/clients' },
    { name: 'queue', source: '/queues' },
    { name: 'agent', source: '/agents' },
    {
      name: 'outcome',
      options: ['handled', 'abandoned', 'left-queue', 'self-served', 'not-reached', 'interrupted', 'open'],
    },
    { name: 'hasRecording', options: ['true'] },
  ],
  blank: () => ({}),
  columns: [
    { name: 'at', cell: (row, { dateTime }) => dateTime(row.at), sort: 'at' },
    {
      name: 'from',
      cell: (row, { t }) => (
        <>
          {row.fromName && `${row.fromName} `}
          <span className="mono">{row.from || t('desk.customer.hidden')}</span>
        </>
      ),
    },
    { name: 'queueName', cell: (row, { say }) => say(row.queueName) || '–' },
    { name: 'agentName', cell: (row) => row.agentName ?? '–' },
    {
      name: 'outcome',
      cell: (row, { t }) => <StatePill state={row.outcome}>{t(`insight.outcome.${row.outcome}`)}</StatePill>,
    },
    {
      name: 'waitMillis',
      cell: (row, { clock }) => (row.waitMillis === undefined ? '–' : clock(row.waitMillis)),
      right: true,
    },
    {
      name: 'talkMillis',
      cell: (row, { clock }) => (row.talkMillis === undefined ? '–' : clock(row.talkMillis)),
      right: true,
    },
    { name: 'dispositions', cell: (row, { say }) => row.dispositions.map(say).join(', ') || '–', minor: true },
    {
      name: 'recordingIds',
      cell: (row, { t }) => (row.recordingIds.length > 0 ? t('records.interactions.recorded') : '–'),
      minor: true,
    },
  ],
  sections: [],
};

export function InteractionsPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const from = read('from');
  const to = read('to');
  const customer = read('customer');
  return (
    <ListPage
      spec={interactionsSpec}
      fixed={{ ...(from && { from }), ...(to && { to }), ...(customer && { customer }) }}
      extra={
        <DatePicker.RangePicker
          aria-label={t('records.interactions.f.days')}
          allowEmpty={[true, true]}
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          onChange={(days) =>
            write({
              from: days?.[0]?.startOf('day').toISOString(),
              to: days?.[1]?.endOf('day').toISOString(),
              page: undefined,
            })
          }
        />
      }
    />
  );
}
