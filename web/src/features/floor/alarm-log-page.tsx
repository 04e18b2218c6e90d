import { useQuery } from '@tanstack/react-query';
import { Pagination } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { measured } from './alarms-query';
import './map.css';

const pageSize = 50;

/** Every alarm with its worst value, who took it up and when it was over. */
export function AlarmLogPage() {
  const { t, say, dateTime, clock } = useWords();
  const [read, write] = useUrlState();
  const page = Math.max(0, Number(read('page')) || 0);
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['floor', 'alarm-log', page],
    queryFn: () => api.get('/floor/alarm-log', { query: { page, size: pageSize } }),
    refetchInterval: 30_000,
  });
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={6} /> : null;
  return (
    <>
      <div className="page-head">
        <h1>{t('floor.log.alarms')}</h1>
      </div>
      {data.items.length === 0 ? (
        <div className="panel">
          <Empty title={t('floor.alarm.none')} hint={t('floor.log.noAlarmsHint')} />
        </div>
      ) : (
        <ul className="panel floor-log">
          {data.items.map((alarm) => (
            <li key={alarm.id}>
              <p className="muted num">
                {dateTime(alarm.raisedAt)}
                {' · '}
                {alarm.clearedAt
                  ? t('floor.log.lasted', { time: clock(Date.parse(alarm.clearedAt) - Date.parse(alarm.raisedAt)) })
                  : t('floor.log.open')}
              </p>
              <div>
                <p>
                  <span className="alarm-mark" data-severity={alarm.severity}>
                    {t(`floor.alarm.${alarm.severity}`)}
                  </span>{' '}
                  <strong>{say(alarm.name)}</strong>{' '}
                  {alarm.agentId ? (
                    <Link to={`/floor/agents?agent=${alarm.agentId}`}>{alarm.agentName}</Link>
                  ) : (
                    say(alarm.queueName)
                  )}
                </p>
                <p className="num">
                  {measured(alarm.value, alarm.unit, clock)}
                  {alarm.worst !== undefined &&
                    ` · ${t('floor.log.worst', { value: measured(alarm.worst, alarm.unit, clock) })}`}
                </p>
              </div>
              <p>
                {alarm.acknowledgedAt
                  ? `${t('floor.alarm.taken', { name: alarm.acknowledgedBy })} ${alarm.note}`
                  : t('floor.log.nobody')}
              </p>
            </li>
          ))}
        </ul>
      )}
      {data.total > pageSize && (
        <Pagination
          current={page + 1}
          pageSize={pageSize}
          total={data.total}
          showSizeChanger={false}
          onChange={(next) => write({ page: next > 1 ? String(next - 1) : undefined })}
        />
      )}
    </>
  );
}
