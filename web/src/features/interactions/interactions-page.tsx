import { Alert, Button, DatePicker } from 'antd';
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

const behind = [
  'flow',
  'flowVersion',
  'entryPoint',
  'firstQueue',
  'figure',
  'step',
  'fcr',
  'lastQueue',
  'queuedFrom',
  'queuedTo',
  'noted',
  'notedQueue',
  'product',
];

/** Says behind which figure the listed contacts stand, and leads back to all. */
function BehindFigure({ read, clear }: { read: (key: string) => string; clear: () => void }) {
  const { t } = useWords();
  const figure = read('figure');
  const words = [
    read('flow') && t('reports.behind.flow', { flow: read('flow') }),
    read('flowVersion') && t('flows.version', { version: read('flowVersion') }),
    read('step') && t('reports.behind.step', { step: read('step') }),
    figure && t(`reports.behind.figure.${figure}`, { defaultValue: figure }),
    read('noted') && t('reports.behind.noted', { noted: read('noted').replaceAll(',', ', ') }),
    read('fcr') && t(`reports.behind.fcr.${read('fcr')}`, { defaultValue: read('fcr') }),
  ].filter(Boolean);
  return (
    <Alert
      className="behind-figure"
      type="info"
      showIcon
      title={t('reports.behind.title')}
      description={words.join(' · ')}
      action={
        <Button size="small" onClick={clear}>
          {t('reports.behind.clear')}
        </Button>
      }
    />
  );
}

export function InteractionsPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const from = read('from');
  const to = read('to');
  const customer = read('customer');
  const narrowed = Object.fromEntries(behind.map((name) => [name, read(name)]).filter(([, value]) => value));
  return (
    <ListPage
      spec={interactionsSpec}
      fixed={{ ...(from && { from }), ...(to && { to }), ...(customer && { customer }), ...narrowed }}
      note={
        Object.keys(narrowed).length > 0 && (
          <BehindFigure
            read={read}
            clear={() => write(Object.fromEntries([...behind, 'page'].map((name) => [name, undefined])))}
          />
        )
      }
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
