import { Button } from 'antd';
import type { AgentRow } from '@/api/contract';
import { useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';

type Kind = 'break-move' | 'break-length' | 'break-off';

/** All breaks that somebody still has today; each is moved, made shorter or taken back by itself. */
export function AgentBreaks({
  agent,
  begin,
}: {
  agent: AgentRow;
  begin: ((kind: Kind, breakId: string) => void) | undefined;
}) {
  const { t, hourAndMinute } = useWords();
  const reasonWords = useReasonWords();
  if (agent.breaks.length === 0) return null;
  return (
    <section className="agent-breaks" aria-label={t('floor.break.title')}>
      <h3>{t('floor.break.title')}</h3>
      <ul>
        {agent.breaks.map(({ id, at, minutes, reason, beganAt }) => (
          <li key={id}>
            <span className="num">
              {at} · {t('floor.break.minutes', { count: minutes })} · {reasonWords(reason)}
              {beganAt && ` · ${t('floor.break.since', { time: hourAndMinute(beganAt) })}`}
            </span>
            {begin && (
              <span className="agent-break-acts">
                {!beganAt && (
                  <Button size="small" onClick={() => begin('break-move', id)}>
                    {t('floor.break.move')}
                  </Button>
                )}
                <Button size="small" onClick={() => begin('break-length', id)}>
                  {t('floor.break.length')}
                </Button>
                {!beganAt && (
                  <Button size="small" onClick={() => begin('break-off', id)}>
                    {t('floor.break.off')}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
