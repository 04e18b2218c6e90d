import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { api } from '@/api/client';
import type { Alarm } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import { ActDialog, type Act } from './act-dialog';
import { measured } from './alarms-query';

/** The same view with one person open. */
function opening(search: string, agentId: string): string {
  const next = new URLSearchParams(search);
  next.set('agent', agentId);
  return next.toString();
}

function Card({ alarm, act }: { alarm: Alarm; act: (act: Act) => void }) {
  const { t, say, clock } = useWords();
  const { message } = App.useApp();
  const now = useNow();
  const { search } = useLocation();
  const mayAct = useCan('floor.act');
  const [taking, setTaking] = useState(false);
  const take = () => {
    setTaking(true);
    api
      .post('/floor/alarms/{id}/acknowledge', { path: { id: alarm.id }, body: {} })
      .catch((problem: unknown) => void message.error(wordsOf(problem)))
      .finally(() => setTaking(false));
  };
  const who = alarm.agentName ?? say(alarm.queueName);
  const does = alarm.act !== 'none' && (alarm.act !== 'queues' ? alarm.agentId : alarm.queueId);
  return (
    <li className="alarm" data-severity={alarm.severity} data-taken={alarm.acknowledgedAt !== undefined || undefined}>
      <p className="alarm-head">
        <span className="alarm-mark">{t(`floor.alarm.${alarm.severity}`)}</span>
        <strong>{say(alarm.name)}</strong>
        <span className="num muted">{clock(now - Date.parse(alarm.raisedAt))}</span>
      </p>
      <p>
        {alarm.agentId ? <Link to={{ search: opening(search, alarm.agentId) }}>{who}</Link> : who}
        {' · '}
        <span className="num">{measured(alarm.value, alarm.unit, clock)}</span>
        {alarm.interactionId && (
          <>
            {' · '}
            <Link to={`/insight/interactions/${alarm.interactionId}`}>{t('floor.openCall')}</Link>
          </>
        )}
      </p>
      <p className="alarm-proposal">{say(alarm.proposal)}</p>
      <p className="muted">{t('floor.alarm.moves', { figure: t(`floor.figure.${alarm.figure}`, alarm.figure) })}</p>
      {alarm.acknowledgedAt && (
        <p className="muted">
          {t('floor.alarm.taken', { name: alarm.acknowledgedBy })}
          {alarm.note && `: ${alarm.note}`}
        </p>
      )}
      {mayAct && (
        <div className="alarm-acts">
          {does && (
            <Button
              size="small"
              type="primary"
              onClick={() =>
                act({
                  kind: alarm.act as Act['kind'],
                  agents: alarm.agentId ? [alarm.agentId] : [],
                  queue: alarm.queueId,
                  alarmId: alarm.id,
                })
              }
            >
              {t(`floor.act.${alarm.act}`)}
            </Button>
          )}
          {!alarm.acknowledgedAt && (
            <Button size="small" loading={taking} onClick={take}>
              {t('floor.alarm.take')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** What somebody ought to look at now, what they may do about it, and which figure that is meant to move. */
export function AlarmList({ alarms }: { alarms: Alarm[] }) {
  const { t } = useWords();
  const [act, setAct] = useState<Act>();
  return (
    <Panel title={t('floor.alarm.title', { count: alarms.length })} flush className="alarms">
      {alarms.length === 0 ? (
        <p className="alarms-none">{t('floor.alarm.none')}</p>
      ) : (
        <ul tabIndex={0} aria-label={t('floor.alarm.title', { count: alarms.length })}>
          {alarms.map((alarm) => (
            <Card key={alarm.id} alarm={alarm} act={setAct} />
          ))}
        </ul>
      )}
      {act && <ActDialog act={act} close={() => setAct(undefined)} />}
    </Panel>
  );
}
