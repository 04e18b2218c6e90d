import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';
import { perCent } from '@/ui/share';
import './own-day.css';

/** My day beside my queues': for my eyes only. Colleagues stand in no figure that fewer than three make. */
export function OwnDay() {
  const { t, say, clock, day, number } = useWords();
  const { data } = useQuery({
    queryKey: ['desk-day', 'own'],
    queryFn: () => api.get('/desk/own-day'),
    refetchInterval: 120_000,
    retry: false,
  });
  if (!data) return null;
  const { queues, promises, rolePlays } = data;
  const parts = ['handleMillis', 'holdMillis', 'wrapUpMillis'] as const;
  return (
    <div className="own-day">
      {queues.length > 0 && (
        <table>
          <caption className="sr-only">{t('desk.today.own')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('desk.today.queue')}</th>
              {parts.map((part) => (
                <th key={part} scope="col">
                  {t(`desk.today.${part}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <tr key={queue.queueId}>
                <th scope="row">
                  {say(queue.name)} <span className="muted num">{number(queue.contacts)}</span>
                </th>
                {parts.map((part) => (
                  <td key={part} className="num">
                    {clock(queue.mine[part])}
                    {queue.all && (
                      <span className="muted" title={t('desk.today.all')}>
                        {' '}
                        <span className="sr-only">{t('desk.today.all')} </span>
                        {clock(queue.all[part])}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {promises.due > 0 && <p>{t('desk.today.promises', { kept: promises.kept, due: promises.due })}</p>}
      {rolePlays.count > 0 && (
        <p>
          {t('desk.today.rolePlays', { count: rolePlays.count })}{' '}
          <Link className="in-text" to={`/desk/role-plays/${rolePlays.lastId}`}>
            {day(rolePlays.lastAt)}
            {rolePlays.lastScore !== undefined && ` · ${perCent(rolePlays.lastScore)}`}
          </Link>
        </p>
      )}
      {queues.length > 0 && <p className="muted own-day-note">{t('desk.today.private')}</p>}
    </div>
  );
}
