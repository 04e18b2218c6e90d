import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { CodeQuality, CodeSuggestionFigure, ContactDriver, RecurringProblem } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { perCent, ShareCell } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { PeriodChoice, usePeriod } from './period-choice';
import './reports.css';

/** What contacts are about, how well that is coded, and which problems come again: one page, the most frequent first. */
export function DriversPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const client = read('client');
  const period = usePeriod(28);
  const { options } = useOptions('/clients');
  const seesCases = useCan('cases.view');
  const query = { ...period, ...(client && { client }) };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'drivers', period, client, seesCases],
    queryFn: async () => {
      const [drivers, quality, taken, problems] = await Promise.all([
        api.get('/reports/drivers', { query }),
        api.get('/reports/code-quality', { query }),
        api.get('/reports/code-suggestions', { query }),
        seesCases ? api.get('/reports/recurring-problems', { query: client ? { client } : {} }) : [],
      ]);
      return { drivers, quality, taken, problems };
    },
  });
  const late = useLate(isPending);
  return (
    <>
      <div className="page-head">
        <h1>{t('contact.figures.drivers')}</h1>
        <PeriodChoice period={period} />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...options]}
          onChange={(next) => write({ client: next })}
        />
        <p>{t('contact.figures.driversLead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={10} />}
      {data && (
        <>
          <Drivers rows={data.drivers} />
          {seesCases && <Problems rows={data.problems} />}
          <Quality rows={data.quality} taken={data.taken} />
        </>
      )}
    </>
  );
}

function Drivers({ rows }: { rows: ContactDriver[] }) {
  const { t, say, clock } = useWords();
  const mayOpen = useCan('cases.edit');
  if (rows.length === 0)
    return (
      <div className="panel">
        <Empty title={t('reports.repeats.none')} hint={t('reports.flows.noneHint')} />
      </div>
    );
  const whole = rows.reduce((sum, row) => sum + row.share.part, 0);
  return (
    <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.drivers')}>
      <LabelledTable className="list plain">
        <thead>
          <tr>
            <th scope="col">{t('contact.figures.about')}</th>
            <th scope="col" className="r">
              {t('contact.figures.share')}
            </th>
            <th scope="col" className="r">
              {t('contact.figures.cumulated')}
            </th>
            <th scope="col" className="r">
              {t('contact.figures.handle')}
            </th>
            <th scope="col" className="r">
              {t('contact.figures.repeated')}
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const sum = rows.slice(0, index + 1).reduce((so, each) => so + each.share.part, 0);
            const name = say(row.name) || row.code || t('contact.figures.noKey');
            return (
              <tr key={`${row.clientId} ${row.source} ${row.code}`}>
                <th scope="row">
                  {name} <span className="muted">{t(`contact.figures.${row.source}`)}</span>
                  {row.simple && <span className="tag"> {t('contact.figures.simple')}</span>}
                </th>
                <td className="r">
                  <ShareCell share={row.share} />
                </td>
                <td className="r num">{perCent(sum / whole)}</td>
                <td className="r num">{row.handleMillis === undefined ? '–' : clock(row.handleMillis)}</td>
                <td className="r">
                  <ShareCell share={row.repeated} />
                </td>
                <td>
                  {mayOpen && row.source === 'code' && (
                    <Link
                      to={`/desk/cases?${new URLSearchParams({
                        record: 'new',
                        type: row.simple ? 'improvement' : 'recurring-problem',
                        subject: name,
                      })}`}
                    >
                      {t(row.simple ? 'contact.figures.propose' : 'contact.figures.problem')}
                    </Link>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </LabelledTable>
    </div>
  );
}

function Problems({ rows }: { rows: RecurringProblem[] }) {
  const { t, say, number } = useWords();
  const most = Math.max(1, ...rows.map((row) => row.lastWeek));
  const figure = (value: number | undefined) => (value === undefined ? '–' : number(Math.round(value * 10) / 10));
  return (
    <section className="figure-section">
      <h2>{t('contact.figures.problems')}</h2>
      <p className="muted">{t('contact.figures.problemsLead')}</p>
      {rows.length === 0 ? (
        <p>{t('contact.figures.noProblems')}</p>
      ) : (
        <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.problems')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('contact.figures.about')}</th>
                <th scope="col" className="r">
                  {t('contact.figures.lastWeek')}
                </th>
                <th scope="col" className="r">
                  {t('contact.figures.before')}
                </th>
                <th scope="col" className="r">
                  {t('contact.figures.after')}
                </th>
                <th scope="col">{t('contact.figures.since')}</th>
                <th scope="col">{t('contact.followUp.owner')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.caseId}>
                  <th scope="row">
                    <Link to={`/desk/cases/${row.caseId}`}>{row.subject}</Link>{' '}
                    <span className="muted">{say(row.name) || row.code || t('contact.figures.noCode')}</span>{' '}
                    {row.back && <StatePill state="bad">{t('contact.figures.back')}</StatePill>}
                  </th>
                  <td className="r num">
                    <span className="pareto" style={{ width: `${Math.round((80 * row.lastWeek) / most)}px` }} />{' '}
                    {number(row.lastWeek)}
                  </td>
                  <td className="r num">{figure(row.before)}</td>
                  <td className="r num">{figure(row.after)}</td>
                  <td className="num">{row.since ?? '–'}</td>
                  <td>{row.ownerName ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
    </section>
  );
}

function Quality({ rows, taken }: { rows: CodeQuality[]; taken: CodeSuggestionFigure[] }) {
  const { t, say } = useWords();
  return (
    <section className="figure-section">
      <h2>{t('contact.figures.quality')}</h2>
      <p className="muted">{t('contact.figures.qualityLead')}</p>
      {rows.length === 0 && <p>{t('contact.figures.nothing')}</p>}
      {rows.length > 0 && (
        <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.quality')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('contact.figures.team')}</th>
                {(['blank', 'other', 'contradicting'] as const).map((head) => (
                  <th key={head} scope="col" className="r">
                    {t(`contact.figures.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.teamId ?? ''}>
                  <th scope="row">{say(row.teamName) || t('contact.figures.noTeam')}</th>
                  {(['blank', 'other', 'contradicting'] as const).map((head) => (
                    <td key={head} className="r">
                      <ShareCell share={row[head]} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
      {taken.length > 0 && (
        <>
          <h3>{t('contact.figures.taken')}</h3>
          <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('contact.figures.taken')}>
            <LabelledTable className="list plain">
              <tbody>
                {taken.map((row) => (
                  <tr key={`${row.place} ${row.source}`}>
                    <th scope="row">
                      {t('contact.figures.place', { place: row.place + 1 })} ·{' '}
                      {t(`contact.figures.source.${row.source}`)}
                    </th>
                    <td className="r">
                      <ShareCell share={row.taken} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </LabelledTable>
          </div>
        </>
      )}
    </section>
  );
}
