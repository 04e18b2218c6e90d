import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';

export function SystemPage() {
  const { t, number, dateTime } = useWords();
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['system'],
    queryFn: () => api.get('/settings/system'),
    refetchInterval: 30_000,
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton /> : null;
  const gigabytes = (data.disk?.freeBytes ?? 0) / 2 ** 30;
  return (
    <>
      <div className="page-head">
        <h1>{t('records.system.title')}</h1>
        <p>{t('records.system.lead')}</p>
      </div>
      <Panel title={t('records.system.state')}>
        <dl className="facts">
          <dt>{t('records.system.alarms')}</dt>
          <dd>
            {data.alarms.length === 0 ? (
              <StatePill state="good">{t('records.system.noAlarms')}</StatePill>
            ) : (
              data.alarms.map((alarm) => (
                <div key={`${alarm.code} ${alarm.subject}`}>
                  <StatePill state="bad">
                    {t('records.system.alarmLine', {
                      what: t(`records.system.alarm.${alarm.code}`, { defaultValue: alarm.code }),
                      subject: alarm.subject,
                      detail: alarm.detail,
                      since: dateTime(alarm.since),
                    })}
                  </StatePill>
                </div>
              ))
            )}
          </dd>
          <dt>{t('records.system.version')}</dt>
          <dd>{data.version}</dd>
          <dt>{t('records.system.address')}</dt>
          <dd className="mono">{data.address}</dd>
          {data.fingerprint && (
            <>
              <dt>{t('records.system.fingerprint')}</dt>
              <dd className="mono">{data.fingerprint}</dd>
            </>
          )}
          <dt>{t('records.system.speech')}</dt>
          <dd>
            {data.speech.configured ? (
              <StatePill state="good">{data.speech.program ?? t('common.on')}</StatePill>
            ) : (
              <StatePill state="off">{t('common.problem.speech-not-configured')}</StatePill>
            )}
          </dd>
          <dt>{t('records.system.disk')}</dt>
          <dd>
            <StatePill state={gigabytes < 2 ? 'bad' : gigabytes < 10 ? 'warn' : 'good'}>
              {number(Math.round(gigabytes * 10) / 10)} GB
            </StatePill>
          </dd>
        </dl>
      </Panel>
    </>
  );
}
