import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { RepeatFigures } from '@/api/contract';
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

function Row({ row, period }: { row: RepeatFigures; period: { from: string; to: string } }) {
  const { say, number, t } = useWords();
  const behind = (fcr: string) =>
    `/insight/interactions?${new URLSearchParams({ fcr, lastQueue: row.queueId, queuedFrom: period.from, queuedTo: period.to })}`;
  const repeated = row.resolved.whole - row.resolved.part;
  return (
    <tr>
      <th scope="row">{say(row.queueName)}</th>
      <td className="r">
        <ShareCell share={row.resolved} to={behind('resolved')} />
      </td>
      <td className="r">
        <ShareCell share={row.issues} to={behind('openers-resolved')} />
      </td>
      <td className="r num">{repeated > 0 ? <Link to={behind('repeated')}>{number(repeated)}</Link> : 0}</td>
      <td className="r num">{t('reports.repeats.hours', { count: row.windowHours })}</td>
      <td className="r num">{row.open > 0 ? <Link to={behind('window-open')}>{number(row.open)}</Link> : 0}</td>
      <td className="r num">{row.unknown > 0 ? <Link to={behind('unknown')}>{number(row.unknown)}</Link> : 0}</td>
    </tr>
  );
}

/** First-contact resolution by behaviour: whose customers did not have to come again. */
export function RepeatsPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const client = read('client');
  const period = usePeriod(28);
  const { options } = useOptions('/clients');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'repeats', period, client],
    queryFn: () => api.get('/reports/repeats', { query: { ...period, ...(client && { client }) } }),
  });
  const late = useLate(isPending);
  const heads = ['resolved', 'issues', 'repeated', 'window', 'open', 'unknown'] as const;
  return (
    <>
      <div className="page-head">
        <h1>{t('reports.repeats.title')}</h1>
        <PeriodChoice period={period} />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...options]}
          onChange={(next) => write({ client: next })}
        />
        <p>{t('reports.repeats.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={6} />}
      {data?.length === 0 && (
        <div className="panel">
          <Empty title={t('reports.repeats.none')} hint={t('reports.flows.noneHint')} />
        </div>
      )}
      {data && data.length > 0 && (
        <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('reports.repeats.title')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('reports.queue')}</th>
                {heads.map((head) => (
                  <th key={head} scope="col" className="r" title={t(`reports.repeats.hint.${head}`)}>
                    {t(`reports.repeats.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <Row key={row.queueId} row={row} period={period} />
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
    </>
  );
}
