import type { AgentRow, AgentState } from '@/api/contract';
import { breakFilterOf, breakRank, inBreakFilter } from './breaks';

/** In the order in which a leader looks at them. */
export const states: AgentState[] = ['ready', 'ringing', 'talk', 'hold', 'acw', 'not-ready', 'signed-out'];

export const sorts = ['name', 'state', 'time', 'strain', 'break'] as const;
export type AgentSort = (typeof sorts)[number];

/** What narrows the floor; empty strings ask for nothing. `serving` holds who may serve the chosen queue. */
export type AgentFilter = {
  state: string;
  team: string;
  needle: string;
  serving?: ReadonlySet<string>;
  breaks?: string;
  now?: number;
};

export const sortOf = (text: string): AgentSort => sorts.find((sort) => sort === text) ?? 'name';

/** Everybody but for their state: what the counts beside the states are of. */
export function named(agents: AgentRow[], { team, needle, serving, breaks = '', now = 0 }: AgentFilter): AgentRow[] {
  const onBreak = breakFilterOf(breaks);
  const wanted = needle.trim().toLowerCase();
  return agents.filter(
    (agent) =>
      (!wanted || agent.name.toLowerCase().includes(wanted)) &&
      (!team || agent.teamId === team) &&
      (!serving || serving.has(agent.agentId)) &&
      (!onBreak || inBreakFilter(agent, onBreak, now)),
  );
}

/** Those who are signed out are shown only when they are asked for. */
export function inState(agents: AgentRow[], state: string): AgentRow[] {
  return agents.filter((agent) => (state ? agent.state === state : agent.state !== 'signed-out'));
}

let ranked: { key: string; ranks: ReadonlyMap<string, number> } = { key: '', ranks: new Map() };

/**
 * Places in the order of names as the reader's language has it. Comparing names is the dearest part of putting a
 * thousand people in order, and names hardly ever change: the last answer is kept.
 */
export function nameRanks(agents: AgentRow[], language: string): ReadonlyMap<string, number> {
  const key = `${language}\n${agents.map(({ agentId, name }) => `${agentId} ${name}`).join('\n')}`;
  if (ranked.key !== key) {
    const { compare } = new Intl.Collator(language, { numeric: true });
    const order = agents.toSorted((a, b) => compare(a.name, b.name) || a.agentId.localeCompare(b.agentId));
    ranked = { key, ranks: new Map(order.map(({ agentId }, rank) => [agentId, rank])) };
  }
  return ranked.ranks;
}

const earlier = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Ties go to the name, then to the id, so that nobody changes places without a reason. */
export function sorted(
  agents: AgentRow[],
  sort: AgentSort,
  down: boolean,
  ranks: ReadonlyMap<string, number>,
  now = 0,
): AgentRow[] {
  const rank = (agent: AgentRow) => ranks.get(agent.agentId) ?? 0;
  const first: Record<AgentSort, (a: AgentRow, b: AgentRow) => number> = {
    name: () => 0,
    state: (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || earlier(a.since, b.since),
    time: (a, b) => earlier(a.since, b.since),
    strain: (a, b) => (b.strain ?? -1) - (a.strain ?? -1),
    break: (a, b) => breakRank(a, now) - breakRank(b, now),
  };
  const turn = down ? -1 : 1;
  return agents.toSorted((a, b) => turn * (first[sort](a, b) || rank(a) - rank(b)));
}

export function countByState(agents: AgentRow[]): Record<AgentState, number> {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as Record<AgentState, number>;
  for (const agent of agents) counts[agent.state] += 1;
  return counts;
}

/** Strain of an hour: 1 is an hour of work without a pause. From 0.85 on it is high, from 1 on too much. */
export function strainLevel(strain: number | undefined): 'fine' | 'high' | 'over' | undefined {
  if (strain === undefined) return undefined;
  return strain >= 1 ? 'over' : strain >= 0.85 ? 'high' : 'fine';
}
