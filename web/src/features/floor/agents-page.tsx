import { MinusOutlined, PlusOutlined } from '@ant-design/icons';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';
import { memo, useCallback, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { AgentRow, AgentState } from '@/api/contract';
import { useLate, useMinute } from '@/lib/now';
import { useReasonWords } from '@/lib/reason-words';
import { useCan, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { ActDialog, type Act } from './act-dialog';
import { AgentList } from './agent-list';
import { AlarmList } from './alarm-list';
import { AgentPanel } from './agent-panel';
import { countByState, inState, named, nameRanks, sorted, sortOf, sorts, states, type AgentSort } from './agents';
import { useAlarms } from './alarms-query';
import { breakFilters, useBreakWords } from './breaks';
import { teamsQuery, useFloor } from './floor-query';
import { HelpList } from './help-list';
import { Listening } from './listening';
import { AgentMap } from './map/agent-map';
import { largestZoom } from './map/map-layout';
import { QueueStrip } from './queue-strip';
import './floor.css';
import './map.css';

const servingQuery = (queue: string) =>
  queryOptions({
    queryKey: ['floor', 'serving', queue],
    staleTime: 10_000,
    refetchInterval: 30_000,
    enabled: queue !== '',
    queryFn: async () => new Set((await api.get('/floor/queues/{id}/agents', { path: { id: queue } })).agents),
  });

const nobody: ReadonlySet<string> = new Set();

/** Counts beside the states; pressing one leaves those who are in it. */
function StateFilter({
  agents,
  chosen,
  choose,
}: {
  agents: AgentRow[];
  chosen: string;
  choose: (state: AgentState | undefined) => void;
}) {
  const { t, number } = useWords();
  const counts = countByState(agents);
  return (
    <div className="state-filter" role="group" aria-label={t('floor.agentsByState')}>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen === state}
          onClick={() => choose(chosen === state ? undefined : state)}
        >
          <StatePill state={state}>{t(`floor.state.${state}`)}</StatePill>
          <strong className="num">{number(counts[state])}</strong>
        </button>
      ))}
    </div>
  );
}

type ToolsProps = {
  view: string;
  sort: AgentSort;
  team: string;
  needle: string;
  breaks: string;
  zoom: number | undefined;
  write: (change: Record<string, string | undefined>) => void;
};

/** Does not change with the floor, so it is not made anew four times a second. */
const Tools = memo(function Tools({ view, sort, team, needle, breaks, zoom, write }: ToolsProps) {
  const { t, say } = useWords();
  const seesTeams = useCan('agents.view');
  const { data: teams } = useQuery({ ...teamsQuery, enabled: seesTeams });
  const step = (by: number) => write({ zoom: String(Math.min(largestZoom, Math.max(0, (zoom ?? 2) + by))) });
  return (
    <div className="floor-tools">
      <Segmented
        aria-label={t('floor.view')}
        value={view}
        options={[
          { value: 'map', label: t('floor.map.view') },
          { value: 'list', label: t('floor.list.view') },
        ]}
        onChange={(value) => write({ view: value === 'map' ? undefined : value })}
      />
      <Input.Search
        allowClear
        className="floor-search"
        aria-label={t('floor.search')}
        placeholder={t('floor.search')}
        defaultValue={needle}
        onChange={(event) => write({ q: event.target.value })}
      />
      {seesTeams && (teams?.length ?? 0) > 0 && (
        <Select
          aria-label={t('floor.panel.team')}
          className="floor-select"
          value={team}
          onChange={(value) => write({ team: value })}
          options={[
            { value: '', label: t('floor.allTeams') },
            ...(teams ?? []).map(({ id, name }) => ({ value: id ?? '', label: say(name) })),
          ]}
        />
      )}
      <Select
        aria-label={t('floor.break.filter')}
        className="floor-select"
        value={breaks}
        onChange={(value) => write({ break: value || undefined })}
        options={[
          { value: '', label: t('floor.break.any') },
          ...breakFilters.map((each) => ({ value: each, label: t(`floor.break.only.${each}`) })),
        ]}
      />
      <Select
        aria-label={t('floor.sort')}
        className="floor-select"
        value={sort}
        onChange={(value) => write({ sort: value === 'name' ? undefined : value, down: undefined })}
        options={sorts.map((each) => ({ value: each, label: t(`floor.sortBy.${each}`) }))}
      />
      {view === 'map' && (
        <span className="floor-zoom" role="group" aria-label={t('floor.map.zoom')}>
          <Button aria-label={t('floor.map.smaller')} icon={<MinusOutlined aria-hidden />} onClick={() => step(-1)} />
          <Button disabled={zoom === undefined} onClick={() => write({ zoom: undefined })}>
            {t('floor.map.fit')}
          </Button>
          <Button aria-label={t('floor.map.larger')} icon={<PlusOutlined aria-hidden />} onClick={() => step(1)} />
        </span>
      )}
    </div>
  );
});

/** The floor on one screen: queues, people as a map or a list, all of it in the address. */
export function FloorAgentsPage() {
  const { t, say, language, timeOfDay } = useWords();
  const reasonWords = useReasonWords();
  const [read, write] = useUrlState();
  const { data, error, refetch, isPending } = useFloor();
  const late = useLate(isPending);
  const queue = read('queue');
  const { data: serving } = useQuery(servingQuery(queue));
  const alarms = useAlarms();
  const minute = useMinute();
  const breakWords = useBreakWords(minute);
  const mayAct = useCan('floor.act');
  const [act, setAct] = useState<Act>();
  const alarmed = useMemo(() => new Set(alarms.flatMap((alarm) => (alarm.agentId ? [alarm.agentId] : []))), [alarms]);
  const seesTeams = useCan('agents.view');
  const { data: teams } = useQuery({ ...teamsQuery, enabled: seesTeams });
  // the same words as long as the names are the same: the map paints itself anew when they change
  const namesKey = (data?.queues ?? []).map((row) => `${row.id}=${say(row.name)}`).join('\n');
  const queueWords = useMemo(() => {
    const names = new Map(
      namesKey.split('\n').map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]),
    );
    return (agent: AgentRow) => (agent.queueId && names.get(agent.queueId)) || '';
  }, [namesKey]);
  const stateWords = useCallback(
    (agent: AgentRow) => {
      const state = t(`floor.state.${agent.state}`);
      return agent.state === 'not-ready' && agent.reason ? `${state} · ${reasonWords(agent.reason)}` : state;
    },
    [t, reasonWords],
  );
  const zoomTo = useCallback((zoom: number) => write({ zoom: String(zoom) }), [write]);
  const choose = useCallback((agentId: string) => write({ agent: agentId }), [write]);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={6} /> : null;
  const state = read('state');
  const sort = sortOf(read('sort'));
  const down = read('down') === '1';
  const view = read('view') === 'list' ? 'list' : 'map';
  const zoomText = read('zoom');
  const zoom = /^[0-6]$/.test(zoomText) ? Number(zoomText) : undefined;
  const some = named(data.agents, {
    state,
    team: read('team'),
    needle: read('q'),
    serving: queue ? (serving ?? nobody) : undefined,
    breaks: read('break'),
    now: minute,
  });
  const rows = sorted(inState(some, state), sort, down, nameRanks(data.agents, language), minute);
  const chosen = read('agent');
  const open = data.agents.find((agent) => agent.agentId === chosen);
  const team = teams?.find((each) => each.id === open?.teamId);
  const shared = { agents: rows, chosen, choose, alarmed, stateWords, queueWords, breakWords };
  return (
    <>
      <div className="page-head">
        <h1>{t('floor.agents')}</h1>
        <span className="muted num">{t('floor.asOf', { time: timeOfDay(data.asOf) })}</span>
        {mayAct && (
          <span className="floor-plan">
            {(['break', 'break-move', 'overtime'] as const).map((kind) => (
              <Button key={kind} onClick={() => setAct({ kind, agents: [] })}>
                {t(`floor.act.${kind}`)}
              </Button>
            ))}
          </span>
        )}
        <span>
          <Link to="/wallboard">{t('floor.wall.open')}</Link>
        </span>
      </div>
      {data.queues.length > 0 && (
        <QueueStrip queues={data.queues} chosen={queue} choose={(id) => write({ queue: id })} />
      )}
      <Tools
        view={view}
        sort={sort}
        team={read('team')}
        needle={read('q')}
        breaks={read('break')}
        zoom={zoom}
        write={write}
      />
      <StateFilter agents={some} chosen={state} choose={(next) => write({ state: next })} />
      <div className="floor-halves">
        <div className="floor-people">
          {rows.length === 0 ? (
            <div className="panel">
              <Empty title={t('floor.noAgents')} hint={t('floor.noAgentsHint')} />
            </div>
          ) : view === 'map' ? (
            <AgentMap {...shared} zoom={zoom} zoomTo={zoomTo} />
          ) : (
            <AgentList
              {...shared}
              sort={sort}
              down={down}
              sortBy={(next) =>
                write({ sort: next === 'name' ? undefined : next, down: next === sort && !down ? '1' : undefined })
              }
            />
          )}
        </div>
        <div className="floor-beside">
          <HelpList />
          <AlarmList alarms={alarms} />
          <Listening agents={data.agents} choose={choose} />
        </div>
      </div>
      {act && <ActDialog act={act} shown={rows.map(({ agentId }) => agentId)} close={() => setAct(undefined)} />}
      {open && (
        <AgentPanel
          agent={open}
          team={team ? say(team.name) : ''}
          stateWords={stateWords}
          queueWords={queueWords}
          breakWords={breakWords}
          close={() => write({ agent: undefined })}
        />
      )}
    </>
  );
}
