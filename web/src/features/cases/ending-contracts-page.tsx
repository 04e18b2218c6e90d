import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import './cases.css';

const choices = [30, 60, 90, 365];
const size = 100;

/** What customers hold and what comes to its end, the next first; each opens the task that renews it. */
export function EndingContractsPage() {
  const { t, say, day } = useWords();
  const { message } = App.useApp();
  const go = useNavigate();
  const queries = useQueryClient();
  const mayRenew = useCan('cases.edit');
  const [read, write] = useUrlState();
  const within = choices.includes(Number(read('within'))) ? Number(read('within')) : 60;
  const client = read('client');
  const page = /^[1-9][0-9]{0,4}$/.test(read('page')) ? Number(read('page')) : 0;
  const { options: clients } = useOptions('/clients');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['ending-contracts', within, client, page],
    queryFn: () => api.get('/ending-contracts', { query: { within, size, page, ...(client && { client }) } }),
    placeholderData: keepPreviousData,
  });
  const late = useLate(isPending);
  const rows = data?.items ?? [];
  const renew = async (holding: string) => {
    try {
      const opened = await api.post('/ending-contracts/{holding}/renewal', { path: { holding } });
      await queries.invalidateQueries({ queryKey: ['ending-contracts'] });
      void go(`/desk/cases/${opened.id}`);
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  return (
    <>
      <div className="page-head">
        <h1>{t('contact.ending.title')}</h1>
        <Select
          aria-label={t('contact.ending.within')}
          value={within}
          style={{ minWidth: 150 }}
          options={choices.map((count) => ({ value: count, label: t('contact.ending.days', { count }) }))}
          onChange={(next) => write({ within: String(next), page: undefined })}
        />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...clients]}
          onChange={(next) => write({ client: next, page: undefined })}
        />
        <p>{t('contact.ending.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={6} />}
      {data && rows.length === 0 && (
        <div className="panel">
          <Empty title={t('contact.ending.none')} />
        </div>
      )}
      {rows.length > 0 && (
        <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.ending.title')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('contact.ending.until')}</th>
                <th scope="col">{t('contact.ending.customer')}</th>
                <th scope="col">{t('contact.ending.contract')}</th>
                <th scope="col">{t('contact.ending.reference')}</th>
                <th scope="col">{t('contact.ending.renewal')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="num">{day(row.until)}</td>
                  <th scope="row">
                    <Link to={`/desk/customers?record=${row.customerId}`}>{row.customerName}</Link>
                  </th>
                  <td>{say(row.product)}</td>
                  <td className="mono">{row.reference ?? '–'}</td>
                  <td>
                    {row.caseId ? (
                      <>
                        <StatePill state={row.closed ? 'good' : 'open'}>
                          {t(row.closed ? 'contact.ending.done' : 'contact.ending.begun')}
                        </StatePill>{' '}
                        <Link className="in-text" to={`/desk/cases/${row.caseId}`}>
                          {t('contact.ending.show')}
                        </Link>
                      </>
                    ) : mayRenew ? (
                      <Button
                        aria-label={t('contact.ending.renewOf', { name: row.customerName })}
                        onClick={() => void renew(row.id)}
                      >
                        {t('contact.ending.renew')}
                      </Button>
                    ) : (
                      '–'
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
      {data && data.total > size && (
        <p>
          <Button disabled={page === 0} onClick={() => write({ page: page > 1 ? String(page - 1) : undefined })}>
            {t('contact.ending.sooner')}
          </Button>{' '}
          <Button disabled={(page + 1) * size >= data.total} onClick={() => write({ page: String(page + 1) })}>
            {t('contact.ending.later')}
          </Button>
        </p>
      )}
    </>
  );
}
