import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import '@/ui/records/records.css';
import { faultsQuery } from './equipment';
import './floor.css';

const spans = [30, 90, 365];

/** Faults with their minutes of outage, and improvements by what is to be improved. */
export function FaultsPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const days = spans.find((each) => String(each) === read('days')) ?? 30;
  return (
    <>
      <div className="page-head">
        <h1>{t('floor.faults.title')}</h1>
        <Segmented
          aria-label={t('floor.faults.span')}
          value={days}
          options={spans.map((each) => ({ value: each, label: t('floor.faults.days', { count: each }) }))}
          onChange={(next) => write({ days: String(next) })}
        />
        <p>{t('floor.faults.lead')}</p>
      </div>
      <Faults days={days} />
      <Improvements days={days} />
    </>
  );
}

function Faults({ days }: { days: number }) {
  const { t, say, dateTime, number } = useWords();
  const { data, error, refetch } = useQuery(faultsQuery(days));
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Panel title={t('floor.faults.faults')} flush>
      <dl className="totals">
        <div data-alert={data.stopped > 0 || undefined}>
          <dd>{number(data.open)}</dd>
          <dt>{t('floor.faults.open')}</dt>
        </div>
        <div data-alert={data.agentsStopped > 0 || undefined}>
          <dd>{number(data.agentsStopped)}</dd>
          <dt>{t('floor.faults.peopleStopped')}</dt>
        </div>
        <div>
          <dd>{number(data.outageMinutes)}</dd>
          <dt>{t('floor.faults.outage')}</dt>
        </div>
        <div>
          <dd>{number(data.agentMinutes)}</dd>
          <dt>{t('floor.faults.agentMinutes')}</dt>
        </div>
      </dl>
      {data.items.length === 0 ? (
        <Empty title={t('floor.faults.none')} hint={t('floor.faults.noneHint')} />
      ) : (
        <div className="list-wrap">
          <table className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('floor.faults.what')}</th>
                <th scope="col">{t('floor.faults.equipment')}</th>
                <th scope="col">{t('floor.faults.effect')}</th>
                <th scope="col">{t('floor.faults.from')}</th>
                <th scope="col" className="r">
                  {t('floor.faults.minutes')}
                </th>
                <th scope="col" className="r">
                  {t('floor.faults.people')}
                </th>
                <th scope="col">{t('floor.faults.state')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((fault) => (
                <tr key={fault.caseId}>
                  <th scope="row">
                    <Link to={`/desk/cases/${fault.caseId}`}>{fault.subject || t('floor.faults.noWords')}</Link>
                  </th>
                  <td data-label={t('floor.faults.equipment')}>
                    {say(fault.equipment) || '–'} {fault.seat && <span className="muted">{fault.seat}</span>}
                  </td>
                  <td data-label={t('floor.faults.effect')}>{say(fault.effect) || '–'}</td>
                  <td data-label={t('floor.faults.from')}>{dateTime(fault.from)}</td>
                  <td className="r num" data-label={t('floor.faults.minutes')}>
                    {fault.outage ? number(fault.outageMinutes) : '–'}
                  </td>
                  <td className="r num" data-label={t('floor.faults.people')}>
                    {fault.outage ? number(fault.agentsAffected) : '–'}
                  </td>
                  <td data-label={t('floor.faults.state')}>
                    <StatePill state={fault.closed ? 'good' : fault.overdue ? 'bad' : 'open'}>
                      {t(
                        fault.closed
                          ? 'floor.faults.mended'
                          : fault.overdue
                            ? 'floor.faults.overdue'
                            : 'floor.faults.isOpen',
                      )}
                    </StatePill>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Improvements({ days }: { days: number }) {
  const { t, say, day, number } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['floor', 'improvements', days],
    queryFn: () => api.get('/cases/improvements', { query: { days } }),
  });
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Panel title={t('floor.faults.improvements')} flush>
      <dl className="totals">
        {data.counts.map((count) => (
          <div key={count.way}>
            <dd>{number(count.open + count.closed)}</dd>
            <dt>
              {say(count.name) || t('floor.faults.noWay')}
              <br />
              {t('floor.faults.counts', { open: count.open, done: count.done })}
            </dt>
          </div>
        ))}
      </dl>
      {data.items.length === 0 ? (
        <Empty title={t('floor.faults.noImprovements')} hint={t('floor.faults.noImprovementsHint')} />
      ) : (
        <div className="list-wrap">
          <table className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('floor.faults.improvement')}</th>
                <th scope="col">{t('floor.faults.way')}</th>
                <th scope="col">{t('floor.faults.figure')}</th>
                <th scope="col">{t('floor.faults.since')}</th>
                <th scope="col">{t('floor.faults.state')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <tr key={item.caseId}>
                  <th scope="row">
                    <Link to={`/desk/cases/${item.caseId}`}>{item.subject || t('floor.faults.noWords')}</Link>
                  </th>
                  <td data-label={t('floor.faults.way')}>{say(item.wayName) || t('floor.faults.noWay')}</td>
                  <td data-label={t('floor.faults.figure')}>{item.figureSaid ?? (say(item.figure) || '–')}</td>
                  <td data-label={t('floor.faults.since')}>{day(item.createdAt)}</td>
                  <td data-label={t('floor.faults.state')}>
                    <StatePill state={item.closed ? 'good' : 'open'}>
                      {item.closed ? say(item.decision) || t('floor.faults.closed') : t('floor.faults.isOpen')}
                    </StatePill>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
