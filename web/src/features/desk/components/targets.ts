import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';

/** Somebody who can be asked or sent to, as a line of the search. */
export type Target = {
  key: string;
  name: string;
  look: string;
  state: string;
  detail: string;
  /** Why the customer cannot be sent there, or not even asked. */
  why: string;
  askable: boolean;
  sendable: boolean;
  body: { agentId?: string; queueId?: string; number?: string };
};

/** Colleagues, queues and the number that match what is typed, seen afresh every few seconds: states change while one looks. */
export function useTargets(interaction: string, typed: string): { targets: Target[]; busy: boolean } {
  const { t, say, clock } = useWords();
  const { data, isFetching } = useQuery({
    queryKey: ['desk-targets', interaction, typed],
    queryFn: ({ signal }) =>
      api.get('/desk/interactions/{id}/targets', { path: { id: interaction }, query: { q: typed }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 3_000,
    staleTime: 1_000,
    retry: false,
  });
  const targets = useMemo<Target[]>(() => {
    if (!data) return [];
    const looks: Record<string, string> = { idle: 'ready' };
    const outside: Target[] = data.number
      ? [
          {
            key: 'number',
            name: data.number.number,
            look: data.number.reason ? 'bad' : 'good',
            state: t('desk.second.outside'),
            detail: '',
            why: data.number.reason
              ? t(`outreach.reason.${data.number.reason}`, { defaultValue: t('desk.second.refused') })
              : '',
            askable: !data.number.reason,
            sendable: !data.number.reason,
            body: { number: data.number.number },
          },
        ]
      : [];
    const agents = data.agents.map((agent): Target => {
      const here = agent.granted && agent.state !== 'signed-out';
      return {
        key: `agent-${agent.id}`,
        name: agent.name,
        look: looks[agent.state] ?? agent.state,
        state: t(`desk.second.agent.${agent.state}`),
        detail: agent.granted && !agent.skilled ? t('desk.second.unskilled') : '',
        why: !agent.granted
          ? t('desk.second.otherClient')
          : !here
            ? t('desk.second.away')
            : agent.skilled
              ? agent.state === 'idle'
                ? ''
                : t('desk.second.busy')
              : t('desk.second.askFirst'),
        askable: here,
        sendable: here && agent.skilled,
        body: { agentId: agent.id },
      };
    });
    const queues = data.queues.map((queue): Target => ({
      key: `queue-${queue.id}`,
      name: say(queue.name),
      look: queue.open ? (queue.free > 0 ? 'good' : 'warn') : 'bad',
      state: t(queue.open ? 'desk.second.queue' : 'desk.second.closed'),
      detail: t('desk.second.line', {
        waiting: queue.waiting,
        longest: clock(queue.longestWaitMillis),
        free: queue.free,
      }),
      why: queue.open ? (queue.present ? t('desk.second.present') : '') : t('desk.second.closedHint'),
      askable: queue.open,
      sendable: queue.open,
      body: { queueId: queue.id },
    }));
    return [...outside, ...agents, ...queues];
  }, [data, t, say, clock]);
  return { targets, busy: isFetching };
}
