import { useState } from 'react';
import type { AgentRow } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { StatePill } from '@/ui/state-pill';
import { strainLevel, type AgentSort } from './agents';
import { breakStand } from './breaks';

type Props = {
  agents: AgentRow[];
  sort: AgentSort;
  down: boolean;
  sortBy: (sort: AgentSort) => void;
  chosen: string;
  choose: (agentId: string) => void;
  alarmed: ReadonlySet<string>;
  stateWords: (agent: AgentRow) => string;
  queueWords: (agent: AgentRow) => string;
  breakWords: (agent: AgentRow) => string;
};

const rowHeight = 44;
const spare = 6;

/** A share of an hour in words and as a bar; a dash while it is not known. */
export function Strain({ strain }: { strain: number | undefined }) {
  const { t } = useWords();
  const level = strainLevel(strain);
  if (!level || strain === undefined) return <span className="muted">–</span>;
  return (
    <span className="strain" data-level={level} title={t(`floor.strain.${level}`)}>
      <span className="strain-bar" style={{ '--share': Math.min(1, strain) } as React.CSSProperties} />
      <span className="num">{strain.toFixed(2)}</span>
    </span>
  );
}

/** The same people as a table. Only the rows in sight are there, so a thousand of them scroll like twenty. */
export function AgentList(props: Props) {
  const { agents, sort, down, sortBy, chosen, choose, alarmed, stateWords, queueWords, breakWords } = props;
  const { t, clock } = useWords();
  const now = useNow();
  const [window_, setWindow] = useState({ first: 0, rows: 24 });
  const from = Math.min(Math.max(0, window_.first - spare), Math.max(0, agents.length - 1));
  const to = Math.min(agents.length, window_.first + window_.rows + spare);
  const heads: { key: AgentSort | 'queue'; words: string; sorts: boolean }[] = [
    { key: 'name', words: t('floor.list.name'), sorts: true },
    { key: 'state', words: t('floor.list.state'), sorts: true },
    { key: 'time', words: t('floor.list.time'), sorts: true },
    { key: 'queue', words: t('floor.list.contact'), sorts: false },
    { key: 'strain', words: t('floor.list.strain'), sorts: true },
    { key: 'break', words: t('floor.list.break'), sorts: true },
  ];
  return (
    <div
      className="panel agent-list"
      tabIndex={0}
      role="region"
      aria-label={t('floor.list.label', { count: agents.length })}
      onScroll={(event) => {
        const first = Math.floor(event.currentTarget.scrollTop / rowHeight);
        const rows = Math.ceil(event.currentTarget.clientHeight / rowHeight);
        if (first !== window_.first || rows !== window_.rows) setWindow({ first, rows });
      }}
    >
      <table aria-rowcount={agents.length + 1}>
        <thead>
          <tr>
            {heads.map(({ key, words, sorts }) => (
              <th
                key={key}
                scope="col"
                aria-sort={sorts && key === sort ? (down ? 'descending' : 'ascending') : undefined}
              >
                {sorts ? (
                  <button type="button" onClick={() => sortBy(key as AgentSort)}>
                    {words}
                    <span aria-hidden="true">{key === sort ? (down ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                ) : (
                  words
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {from > 0 && (
            <tr aria-hidden="true">
              <td colSpan={heads.length} style={{ height: from * rowHeight }} />
            </tr>
          )}
          {agents.slice(from, to).map((agent, index) => (
            <tr
              key={agent.agentId}
              aria-rowindex={from + index + 2}
              data-chosen={agent.agentId === chosen || undefined}
              data-alarm={alarmed.has(agent.agentId) || undefined}
            >
              <th scope="row">
                <button type="button" onClick={() => choose(agent.agentId)}>
                  {agent.name}
                </button>
              </th>
              <td>
                <StatePill state={agent.state}>{stateWords(agent)}</StatePill>
              </td>
              <td className="num">{agent.state === 'signed-out' ? '–' : clock(now - Date.parse(agent.since))}</td>
              <td>{queueWords(agent) || <span className="muted">–</span>}</td>
              <td>
                <Strain strain={agent.strain} />
              </td>
              <td className="num break-cell" data-stand={breakStand(agent, now).kind}>
                {breakWords(agent) || <span className="muted">–</span>}
              </td>
            </tr>
          ))}
          {to < agents.length && (
            <tr aria-hidden="true">
              <td colSpan={heads.length} style={{ height: (agents.length - to) * rowHeight }} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
