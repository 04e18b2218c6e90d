import { Link } from 'react-router';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';
import { PagedLog } from '@/ui/paged-log';
import { measured } from './alarms-query';
import './map.css';

/** Every alarm with its worst value, who took it up and when it was over. */
export function AlarmLogPage() {
  const { t, say, dateTime, clock } = useWords();
  return (
    <PagedLog
      title={t('floor.log.alarms')}
      cached={['floor', 'alarm-log']}
      fetch={(query) => api.get('/floor/alarm-log', { query })}
      every={30_000}
      empty={t('floor.alarm.none')}
      emptyHint={t('floor.log.noAlarmsHint')}
      className="floor-log"
      row={(alarm) => (
        <>
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
        </>
      )}
    />
  );
}
