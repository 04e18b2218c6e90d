import { Input } from 'antd';
import { Link } from 'react-router';
import type { AgentRow, AgentState } from '@/api/contract';
import { useLate, useNow } from '@/lib/now';
import { useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { useFloor } from './floor-query';
import './floor.css';

const states: AgentState[] = ['ready', 'ringing', 'talk', 'hold', 'acw', 'not-ready', 'signed-out'];

function Tile({ agent, queue, reason, now }: { agent: AgentRow; queue: string; reason: string; now: number }) {
  const { t, clock } = useWords();
  return (
    <li className="tile" data-state={agent.state}>
      <strong>{agent.name}</strong>
      <span className="tile-clock num">{agent.state !== 'signed-out' && clock(now - Date.parse(agent.since))}</span>
      <StatePill state={agent.state}>
        {t(`floor.state.${agent.state}`)}
        {reason && agent.state === 'not-ready' && ` · ${reason}`}
      </StatePill>
      <span className="tile-more">
        {agent.interactionId ? (
          <Link
            to={`/insight/interactions/${agent.interactionId}`}
            aria-label={`${t('floor.openCall')}: ${agent.name}`}
          >
            {queue || t('floor.openCall')}
          </Link>
        ) : (
          agent.device === 'phone' &&
          agent.state !== 'signed-out' && <span className="muted">{t('floor.onPhone')}</span>
        )}
      </span>
    </li>
  );
}

export function FloorAgentsPage() {
  const { t, say, timeOfDay } = useWords();
  const now = useNow();
  const reasonWords = useReasonWords();
  const [read, write] = useUrlState();
  const { data, error, refetch, isPending } = useFloor();
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={6} /> : null;
  const chosen = read('state');
  const needle = read('q').toLowerCase();
  const queueNames = new Map(data.queues.map((row) => [row.id, say(row.name)]));
  const named = data.agents.filter((agent) => agent.name.toLowerCase().includes(needle));
  const rows = named
    .filter((agent) => (chosen ? agent.state === chosen : agent.state !== 'signed-out'))
    .sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state) || a.since.localeCompare(b.since));
  return (
    <>
      <div className="page-head">
        <h1>{t('floor.agents')}</h1>
        <span className="muted num">{t('floor.asOf', { time: timeOfDay(data.asOf) })}</span>
        <Input.Search
          allowClear
          style={{ width: 220 }}
          aria-label={t('floor.search')}
          placeholder={t('floor.search')}
          defaultValue={read('q')}
          onChange={(event) => write({ q: event.target.value })}
        />
      </div>
      <div className="state-filter" role="group" aria-label={t('floor.agentsByState')}>
        {states.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={chosen === state}
            onClick={() => write({ state: chosen === state ? undefined : state })}
          >
            <StatePill state={state}>{t(`floor.state.${state}`)}</StatePill>
            <strong className="num">{named.filter((agent) => agent.state === state).length}</strong>
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <div className="panel">
          <Empty title={t('floor.noAgents')} hint={t('floor.noAgentsHint')} />
        </div>
      ) : (
        <ul className="tiles">
          {rows.map((agent) => (
            <Tile
              key={agent.agentId}
              agent={agent}
              reason={reasonWords(agent.reason)}
              queue={agent.queueId ? (queueNames.get(agent.queueId) ?? '') : ''}
              now={now}
            />
          ))}
        </ul>
      )}
    </>
  );
}
