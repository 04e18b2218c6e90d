import { useEffect, useState } from 'react';
import type { QueueRow } from '@/api/contract';
import { useLate, useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { percent } from '@/lib/time';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { useAlarms } from './alarms-query';
import { longestWaitMillis, totals, urgency } from './figures';
import { useFloor } from './floor-query';
import './wallboard.css';

export const queuesAtOnce = 6;
const turnMillis = 12_000;

/** Which queues are shown after so many turns: the whole list, one handful after the other. */
export function handful<T>(rows: T[], turn: number): T[] {
  const pages = Math.max(1, Math.ceil(rows.length / queuesAtOnce));
  const page = turn % pages;
  return rows.slice(page * queuesAtOnce, (page + 1) * queuesAtOnce);
}

function Card({ row, now }: { row: QueueRow; now: number }) {
  const { t, say, clock, number } = useWords();
  const { part, whole, targetPercent } = row.today.serviceLevel;
  return (
    <li className="wall-queue" data-urgency={urgency(row, now)}>
      <h2>{say(row.name)}</h2>
      <dl>
        <div className="wall-waiting">
          <dd>{number(row.waiting)}</dd>
          <dt>{t('floor.waiting')}</dt>
        </div>
        <div>
          <dd>{row.waiting > 0 ? clock(longestWaitMillis(row, now)) : '–'}</dd>
          <dt>{t('floor.longest')}</dt>
        </div>
        <div data-under={(whole > 0 && (100 * part) / whole < targetPercent) || undefined}>
          <dd>{percent(part, whole, 0)}</dd>
          <dt>{t('floor.sl')}</dt>
        </div>
        <div>
          <dd>{number(row.agents.ready)}</dd>
          <dt>{t('floor.state.ready')}</dt>
        </div>
      </dl>
    </li>
  );
}

/** The floor for a big screen on the wall: large figures, nothing to press; `?client=` and `?queue=` choose, F11 fills. */
export function WallboardPage() {
  const { t, say, clock, number, timeOfDay } = useWords();
  const now = useNow();
  const [read] = useUrlState();
  const [turn, setTurn] = useState(0);
  const { data, error, refetch, isPending } = useFloor();
  const alarms = useAlarms();
  const late = useLate(isPending);
  useEffect(() => {
    const turning = setInterval(() => setTurn((before) => before + 1), turnMillis);
    return () => clearInterval(turning);
  }, []);
  if (error && !data)
    return (
      <main className="wall">
        <h1 className="sr-only">{t('floor.wall.title')}</h1>
        <ProblemNote error={error} retry={() => void refetch()} />
      </main>
    );
  if (!data) return <main className="wall">{late && <Skeleton rows={6} />}</main>;
  const only = read('queue').split(',').filter(Boolean);
  const rows = data.queues.filter(
    (row) => (!read('client') || row.clientId === read('client')) && (only.length === 0 || only.includes(row.id)),
  );
  const sums = totals(rows, now);
  const ready = data.agents.filter((agent) => agent.state === 'ready').length;
  const talking = data.agents.filter((agent) => agent.state === 'talk' || agent.state === 'hold').length;
  const [worst] = alarms.filter((alarm) => alarm.severity === 'critical');
  return (
    <main className="wall">
      <header className="wall-head">
        <h1>{t('floor.wall.title')}</h1>
        <span className="num">{timeOfDay(now)}</span>
      </header>
      <dl className="wall-totals">
        <div data-alert={sums.waiting > 0 || undefined}>
          <dd>{number(sums.waiting)}</dd>
          <dt>{t('floor.totalWaiting')}</dt>
        </div>
        <div>
          <dd>{clock(sums.longestMillis)}</dd>
          <dt>{t('floor.totalLongest')}</dt>
        </div>
        <div>
          <dd>{percent(sums.part, sums.whole, 0)}</dd>
          <dt>{t('floor.totalSl')}</dt>
        </div>
        <div>
          <dd>{number(ready)}</dd>
          <dt>{t('floor.totalReady')}</dt>
        </div>
        <div>
          <dd>{number(talking)}</dd>
          <dt>{t('floor.state.talk')}</dt>
        </div>
      </dl>
      {rows.length === 0 ? (
        <Empty title={t('floor.empty')} hint={t('floor.emptyHint')} />
      ) : (
        <ul className="wall-queues">
          {handful(rows, turn).map((row) => (
            <Card key={row.id} row={row} now={now} />
          ))}
        </ul>
      )}
      {worst && (
        <p className="wall-alarm" role="status">
          {say(worst.name)}
          {worst.queueName && ` · ${say(worst.queueName)}`}
        </p>
      )}
    </main>
  );
}
