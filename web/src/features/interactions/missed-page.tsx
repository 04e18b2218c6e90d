import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { Link } from 'react-router';
import type { MissedContact } from '@/api/contract';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { ListPage } from '@/ui/records/list-page';
import type { RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';

const tones = { open: 'bad', case: 'warn', 'called-back': 'good', 'came-back': 'good' } as const;

export const missedSpec: RecordSpec<MissedContact> = {
  key: 'missed',
  path: '/missed-contacts',
  readOnly: true,
  title: (row) => row.fromName ?? row.from,
  href: (row) => `/insight/interactions/${row.id}`,
  sources: [],
  filters: [
    { name: 'since', options: ['open', 'case', 'called-back', 'came-back'] },
    { name: 'client', source: '/clients' },
    { name: 'queue', source: '/queues' },
    { name: 'agent', source: '/agents' },
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
    { name: 'queueName', cell: (row, { say }) => say(row.queueName) || '–', sort: 'queueName' },
    {
      name: 'waitMillis',
      cell: (row, { clock }) => (row.waitMillis === undefined ? '–' : clock(row.waitMillis)),
      sort: 'waitMillis',
      right: true,
    },
    { name: 'offered', cell: (row) => row.offered.join(', ') || '–' },
    {
      name: 'since',
      cell: (row, { t }) => <StatePill state={tones[row.since]}>{t(`records.missed.o.${row.since}`)}</StatePill>,
    },
    {
      name: 'settledBy',
      cell: (row, { t }) => (
        <span onClick={(event) => event.stopPropagation()}>
          {row.settledBy ? (
            <Link to={`/insight/interactions/${row.settledBy}`}>{t('records.missed.contact')}</Link>
          ) : row.caseId ? (
            <Link to={`/desk/cases?record=${row.caseId}`}>{t('records.missed.case')}</Link>
          ) : (
            '–'
          )}
        </span>
      ),
    },
  ],
  sections: [],
};

/** Who waited and went unheard, and what has become of them. */
export function MissedPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const from = read('from');
  const to = read('to');
  return (
    <ListPage
      spec={missedSpec}
      fixed={{ ...(from && { from }), ...(to && { to }) }}
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
