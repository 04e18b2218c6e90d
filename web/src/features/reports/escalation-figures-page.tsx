import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { ProblemNote } from '@/ui/problem';
import { useNames, useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { ShareCell } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { PeriodChoice, usePeriod } from './period-choice';
import './reports.css';

/** How often contacts are escalated, by team and reason; which went wrong; and who may be about to complain. */
export function EscalationFiguresPage() {
  const { t, say, dateTime } = useWords();
  const [read, write] = useUrlState();
  const client = read('client');
  const period = usePeriod(28);
  const { options } = useOptions('/clients');
  const nameOf = useNames(['/clients']);
  const query = { ...period, ...(client && { client }) };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'escalations', period, client],
    queryFn: async () => {
      const [figures, findings, advice] = await Promise.all([
        api.get('/reports/escalations', { query }),
        api.get('/reports/escalations/findings', { query }),
        api.get('/reports/advice', { query }),
      ]);
      return { figures, findings, advice };
    },
  });
  const late = useLate(isPending);
  return (
    <>
      <div className="page-head">
        <h1>{t('contact.figures.escalations')}</h1>
        <PeriodChoice period={period} />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...options]}
          onChange={(next) => write({ client: next })}
        />
        <p>{t('contact.figures.escalationsLead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={10} />}
      {data && (
        <>
          <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.reason')}>
            <LabelledTable className="list plain">
              <thead>
                <tr>
                  <th scope="col">{t('contact.figures.reason')}</th>
                  <th scope="col" className="r">
                    {t('contact.figures.rate')}
                  </th>
                  <th scope="col" className="r">
                    {t('contact.figures.misdirected')}
                  </th>
                  <th scope="col" className="r">
                    {t('contact.figures.avoidable')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.figures.reasons.length === 0 && (
                  <tr>
                    <td colSpan={4}>{t('contact.figures.none')}</td>
                  </tr>
                )}
                {data.figures.reasons.map((row) => (
                  <tr key={row.routeId}>
                    <th scope="row">
                      {say(row.routeName)} <span className="muted">{say(row.departmentName)}</span>
                    </th>
                    <td className="r">
                      <ShareCell share={row.rate} to={`/desk/cases?type=escalation&client=${row.clientId}`} />
                    </td>
                    <td className="r">
                      <ShareCell share={row.misdirected} />
                    </td>
                    <td className="r">
                      <ShareCell share={row.avoidable} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </LabelledTable>
          </div>
          {data.figures.teams.length > 0 && (
            <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.team')}>
              <LabelledTable className="list plain">
                <thead>
                  <tr>
                    <th scope="col">{t('contact.figures.team')}</th>
                    <th scope="col" className="r">
                      {t('contact.figures.rate')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.figures.teams.map((row) => (
                    <tr key={row.teamId}>
                      <th scope="row">{say(row.teamName)}</th>
                      <td className="r">
                        <ShareCell share={row.rate} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </LabelledTable>
            </div>
          )}
          <section className="figure-section">
            <h2>{t('contact.figures.findings')}</h2>
            {data.findings.length === 0 && <p>{t('contact.figures.noFindings')}</p>}
            {data.findings.length > 0 && (
              <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.findings')}>
                <LabelledTable className="list plain">
                  <tbody>
                    {data.findings.map((row) => (
                      <tr key={`${row.caseId} ${row.agentName ?? ''}`}>
                        <th scope="row">
                          <Link to={`/desk/cases/${row.caseId}`}>{say(row.routeName)}</Link>
                        </th>
                        <td>
                          <StatePill state={row.kind === 'unwritten' ? 'bad' : 'warn'}>
                            {t(`contact.figures.finding.${row.kind}`)}
                          </StatePill>
                        </td>
                        <td>{[say(row.teamName), row.agentName].filter(Boolean).join(' · ')}</td>
                        <td className="num">{dateTime(row.at)}</td>
                        <td>{row.how}</td>
                      </tr>
                    ))}
                  </tbody>
                </LabelledTable>
              </div>
            )}
          </section>
          <section className="figure-section">
            <h2>{t('contact.figures.advice')}</h2>
            <p className="muted">{t('contact.figures.adviceLead')}</p>
            {data.advice.reasons.length === 0 && <p>{t('contact.figures.nothing')}</p>}
            {data.advice.reasons.length > 0 && (
              <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.advice')}>
                <LabelledTable className="list plain">
                  <thead>
                    <tr>
                      <th scope="col">{t('contact.figures.code')}</th>
                      <th scope="col" className="r">
                        {t('contact.figures.grown')}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {data.advice.reasons.map((row) => (
                      <tr key={`${row.clientId} ${row.code}`}>
                        <th scope="row">
                          {say(row.name) || row.code} <span className="muted">{nameOf('/clients', row.clientId)}</span>
                        </th>
                        <td className="r">
                          <ShareCell share={row.grown} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </LabelledTable>
              </div>
            )}
            {data.advice.atRisk.length > 0 && (
              <>
                <h3>{t('contact.figures.atRisk')}</h3>
                <ul className="case-list">
                  {data.advice.atRisk.map((row) => (
                    <li key={row.customerId}>
                      <div>
                        <Link to={`/desk/customers?record=${row.customerId}`}>
                          {row.customerName || row.customerId}
                        </Link>{' '}
                        <span className="muted">
                          {t('contact.figures.contacts', { count: row.contacts })} · {dateTime(row.lastAt)}
                        </span>
                      </div>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </section>
        </>
      )}
    </>
  );
}
