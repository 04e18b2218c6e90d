import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { ShareCell } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import './cases.css';

const days = [1, 3, 7] as const;

/** How long cases take (M:TTR): medians with open cases counted in, and what was done within so many days. */
export function CaseTimesPage() {
  const { t, number } = useWords();
  const [read, write] = useUrlState();
  const [type, client] = [read('type'), read('client')];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { options: types } = useOptions('/case-types', 'code');
  const { options: clients } = useOptions('/clients');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['case-times', type, client, zone],
    queryFn: () => api.get('/cases/times', { query: { zone, ...(type && { type }), ...(client && { client }) } }),
  });
  const late = useLate(isPending);
  const rows = data?.items ?? [];
  const hours = (value: number | undefined) =>
    value === undefined ? '–' : t('contact.times.hours', { hours: number(Math.round(value * 10) / 10) });
  return (
    <>
      <div className="page-head">
        <h1>{t('contact.times.title')}</h1>
        <Select
          aria-label={t('contact.times.type')}
          value={type}
          style={{ minWidth: 180 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('contact.times.type') }) }, ...types]}
          onChange={(next) => write({ type: next })}
        />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...clients]}
          onChange={(next) => write({ client: next })}
        />
        <p>{t('contact.times.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={6} />}
      {data && rows.length === 0 && (
        <div className="panel">
          <Empty title={t('contact.times.none')} />
        </div>
      )}
      {rows.length > 0 && (
        <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.times.title')}>
          <LabelledTable className="list plain case-times">
            <thead>
              <tr>
                <th scope="col">{t('contact.times.month')}</th>
                <th scope="col" className="r">
                  {t('contact.times.created')}
                </th>
                <th scope="col" className="r">
                  {t('contact.times.closed')}
                </th>
                <th scope="col" className="r">
                  {t('contact.times.median')}
                </th>
                <th scope="col" className="r">
                  {t('contact.times.p90')}
                </th>
                {days.map((each) => (
                  <th key={each} scope="col" className="r">
                    {t('contact.times.within', { count: each })}
                  </th>
                ))}
                <th scope="col">
                  <span className="sr-only">{t('contact.times.show')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.month}>
                  <th scope="row">{row.month}</th>
                  <td className="r num">{number(row.created)}</td>
                  <td className="r num">{number(row.closed)}</td>
                  <td className="r num">{hours(row.medianHours)}</td>
                  <td className="r num">{hours(row.p90Hours)}</td>
                  {[row.withinDays1, row.withinDays3, row.withinDays7].map((share, index) => (
                    <td key={days[index]} className="r">
                      <ShareCell share={share} />
                    </td>
                  ))}
                  <td>
                    <Link
                      to={`/desk/cases?${new URLSearchParams({
                        created: row.month,
                        zone,
                        ...(type && { type }),
                        ...(client && { client }),
                      })}`}
                    >
                      {t('contact.times.show')}
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
    </>
  );
}
