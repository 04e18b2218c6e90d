import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';

export type Step = { key: string; path: string; done: boolean };

/** What a house has, as far as its first call needs it. */
export type Facts = {
  calendars: number;
  queues: number;
  dispositions: number;
  liveFlows: string[];
  numbers: { active: boolean; flowCode: string }[];
  trunks: number;
  callButtons: number;
  agents: { accountId?: string | undefined; voiceCapacity: number }[];
  calls: number;
};

/** The steps to the first call, in the order in which one needs the other. */
export function firstSteps(facts: Facts): Step[] {
  const leads = facts.numbers.some((number) => number.active && facts.liveFlows.includes(number.flowCode));
  return [
    { key: 'hours', path: '/settings/hours', done: facts.calendars > 0 },
    { key: 'queue', path: '/settings/queues', done: facts.queues > 0 },
    { key: 'dispositions', path: '/settings/dispositions', done: facts.dispositions > 0 },
    { key: 'flow', path: '/settings/flows', done: facts.liveFlows.length > 0 },
    { key: 'number', path: '/settings/numbers', done: leads },
    {
      key: 'line',
      path: facts.callButtons > 0 ? '/settings/call-button' : '/settings/trunks',
      done: facts.trunks + facts.callButtons > 0,
    },
    {
      key: 'agent',
      path: '/people/agents?record=new',
      done: facts.agents.some((agent) => agent.accountId && agent.voiceCapacity > 0),
    },
    { key: 'call', path: '/floor', done: facts.calls > 0 },
  ];
}

export const factsQuery = queryOptions({
  queryKey: ['first-steps'],
  staleTime: 0,
  queryFn: async (): Promise<Facts> => {
    const [calendars, queues, dispositions, flows, numbers, trunks, callButtons, agents, calls] = await Promise.all([
      api.get('/calendars', { query: { size: 1 } }),
      api.get('/queues', { query: { size: 1, active: true } }),
      api.get('/dispositions', { query: { size: 1 } }),
      api.get('/flows', { query: { size: 200 } }),
      api.get('/entry-points', { query: { size: 200 } }),
      api.get('/trunks', { query: { size: 1 } }),
      api.get('/widget-sites', { query: { size: 1 } }),
      api.get('/agents', { query: { size: 200, active: true } }),
      api.get('/interactions', { query: { size: 1 } }),
    ]);
    return {
      calendars: calendars.total,
      queues: queues.total,
      dispositions: dispositions.total,
      liveFlows: flows.items.filter((flow) => flow.liveVersion !== undefined).map((flow) => flow.code),
      numbers: numbers.items,
      trunks: trunks.total,
      callButtons: callButtons.total,
      agents: agents.items,
      calls: calls.total,
    };
  },
});

/** Only somebody who may put all of it right is shown what is missing. */
export const needed = [
  'queues.edit',
  'calendars.edit',
  'flows.view',
  'telephony.edit',
  'agents.edit',
  'interactions.view',
];
