import type { AgentRow, AgentState } from '@/api/contract';

/** In the order in which a leader looks at them. */
export const states: AgentState[] = ['ready', 'ringing', 'talk', 'hold', 'acw', 'not-ready', 'signed-out'];

export const sorts = ['name', 'state', 'time', 'strain'] as const;
export type AgentSort = (typeof sorts)[number];

/** What narrows the floor; empty strings ask for nothing. `serving` holds who may serve the chosen queue. */
export type AgentFilter = { state: string; team: string; needle: string; serving?: ReadonlySet<string> };

export const sortOf = (text: string): AgentSort => sorts.find((sort) => sort === text) ?? 'name';

/** Everybody but for their state: what the counts beside the states are of. */
export function named(agents: AgentRow[], { team, needle, serving }: AgentFilter): AgentRow[] {
  const wanted = needle.trim().toLowerCase();
  return agents.filter(
    (agent) =>
      (!wanted || agent.name.toLowerCase().includes(wanted)) &&
      (!team || agent.teamId === team) &&
      (!serving || serving.has(agent.agentId)),
  );
}

/** Those who are signed out are shown only when they are asked for. */
export function inState(agents: AgentRow[], state: string): AgentRow[] {
  return agents.filter((agent) => (state ? agent.state === state : agent.state !== 'signed-out'));
}

const collators = new Map<string, Intl.Collator>();

/** Names as the reader's language orders them. */
export function collator(language: string): Intl.Collator {
  let known = collators.get(language);
  if (!known) {
    known = new Intl.Collator(language, { numeric: true });
    collators.set(language, known);
  }
  return known;
}

/** Ties go to the name, then to the id, so that nobody changes places without a reason. */
export function sorted(agents: AgentRow[], sort: AgentSort, down: boolean, language: string): AgentRow[] {
  const byName = collator(language).compare;
  const first: Record<AgentSort, (a: AgentRow, b: AgentRow) => number> = {
    name: () => 0,
    state: (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || a.since.localeCompare(b.since),
    time: (a, b) => a.since.localeCompare(b.since),
    strain: (a, b) => (b.strain ?? -1) - (a.strain ?? -1),
  };
  const turn = down ? -1 : 1;
  return agents.toSorted(
    (a, b) => turn * (first[sort](a, b) || byName(a.name, b.name) || a.agentId.localeCompare(b.agentId)),
  );
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
