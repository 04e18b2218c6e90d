import type { QueueRow } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { percent } from '@/lib/time';
import { longestWaitMillis, urgency } from './figures';

const weight = { late: 2, near: 1 } as const;

/** The queues at a glance, the most urgent first; choosing one leaves those on the map who may serve it. */
export function QueueStrip({
  queues,
  chosen,
  choose,
}: {
  queues: QueueRow[];
  chosen: string;
  choose: (queueId: string | undefined) => void;
}) {
  const { t, say, clock, number } = useWords();
  const now = useNow();
  const rank = (row: QueueRow) => weight[urgency(row, now) ?? 'near'] * (urgency(row, now) ? 1 : 0);
  const rows = queues.toSorted((a, b) => rank(b) - rank(a) || b.waiting - a.waiting);
  return (
    <div className="queue-strip" role="group" aria-label={t('floor.queues')}>
      {rows.map((row) => (
        <button
          key={row.id}
          type="button"
          aria-pressed={row.id === chosen}
          data-urgency={urgency(row, now)}
          onClick={() => choose(row.id === chosen ? undefined : row.id)}
        >
          <span className="queue-name">{say(row.name)}</span>
          <span className="queue-figures num">
            <strong>{number(row.waiting)}</strong> {t('floor.strip.waiting')}
            {row.waiting > 0 && ` · ${clock(longestWaitMillis(row, now))}`}
          </span>
          <span className="queue-figures num">
            {t('floor.strip.ready', { count: row.agents.ready })} ·{' '}
            {percent(row.today.serviceLevel.part, row.today.serviceLevel.whole, 0)}
            {row.breaksSoon > 0 && ` · ${t('floor.strip.breaks', { count: row.breaksSoon })}`}
          </span>
        </button>
      ))}
    </div>
  );
}
