import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
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
import { PeriodChoice, usePeriod } from './period-choice';
import './reports.css';

/** How contacts were marked, and what came of them; of contacts, never of people. */
export function NeedFiguresPage() {
  const { t, say, clock } = useWords();
  const [read, write] = useUrlState();
  const client = read('client');
  const period = usePeriod(28);
  const { options } = useOptions('/clients');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'needs', period, client],
    queryFn: () => api.get('/reports/needs', { query: { ...period, ...(client && { client }) } }),
  });
  const late = useLate(isPending);
  return (
    <>
      <div className="page-head">
        <h1>{t('contact.need.figures')}</h1>
        <PeriodChoice period={period} />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...options]}
          onChange={(next) => write({ client: next })}
        />
        <p>{t('contact.need.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={8} />}
      {data?.length === 0 && (
        <div className="panel">
          <Empty title={t('contact.need.empty')} hint={t('contact.need.emptyHint')} />
        </div>
      )}
      {data && data.length > 0 && (
        <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.need.figures')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('contact.need.title')}</th>
                <th scope="col" className="r">
                  {t('contact.need.contacts')}
                </th>
                <th scope="col" className="r">
                  {t('contact.need.resolved')}
                </th>
                <th scope="col" className="r">
                  {t('contact.need.handled')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <tr key={`${row.kind} ${row.code}`}>
                  <th scope="row">
                    {say(row.name) || row.code}
                    {row.kind === 'decision' && <span className="muted"> {t('contact.need.decision')}</span>}
                  </th>
                  <td className="r">
                    <ShareCell share={row.share} />
                  </td>
                  <td className="r">
                    <ShareCell share={row.resolved} />
                  </td>
                  <td className="r num">{row.handleMillis === undefined ? '–' : clock(row.handleMillis)}</td>
                </tr>
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
    </>
  );
}
