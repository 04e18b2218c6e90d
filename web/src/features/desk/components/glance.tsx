import type { ReactNode } from 'react';
import type { Desk } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { NextBreak } from './next-break';
import { OwnDay } from './own-day';

/** My queues and my day, at the edge of the eye. */
export function Glance({ desk, receivedAt, more }: { desk: Desk; receivedAt: number; more?: ReactNode }) {
  const { t, say, clock, number } = useWords();
  const now = useNow();
  const { answered, handledMillis } = desk.counts;
  return (
    <div className="glance">
      <Panel title={t('desk.queues.title')} flush>
        {desk.queues.length === 0 ? (
          <p className="glance-empty muted">{t('desk.queues.empty')}</p>
        ) : (
          <ul className="glance-queues">
            {desk.queues.map((queue) => (
              <li key={queue.id} data-waiting={queue.waiting > 0 || undefined}>
                <span>{say(queue.name)}</span>
                <span className="num">
                  {queue.waiting > 0 && clock(queue.longestWaitMillis + Math.max(0, now - receivedAt))}
                </span>
                <strong className="num" aria-label={`${queue.waiting} ${t('desk.queues.waiting')}`}>
                  {queue.waiting}
                </strong>
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t('desk.today.title')}>
        <dl className="today">
          <div>
            <dd>{number(answered)}</dd>
            <dt>{t('desk.today.answered')}</dt>
          </div>
          <div>
            <dd>{answered > 0 ? clock(handledMillis / answered) : '–'}</dd>
            <dt>{t('desk.today.handled')}</dt>
          </div>
        </dl>
        <NextBreak />
        <OwnDay />
        {more}
      </Panel>
    </div>
  );
}
