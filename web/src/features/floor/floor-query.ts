import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { AgentRow, FloorBoard, QueueRow } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';

export const floorQuery = queryOptions({
  queryKey: ['floor'],
  staleTime: 5_000,
  queryFn: () => api.get('/floor'),
});

export const teamsQuery = queryOptions({
  queryKey: ['list', '/teams', 'names'],
  staleTime: 300_000,
  retry: false,
  queryFn: async () => (await api.get('/teams', { query: { size: 200 } })).items,
});

export type FloorChange = { asOf?: string; queues?: QueueRow[]; agents?: AgentRow[]; goneQueues?: string[] };

/** Changed rows take the place of the old ones; new ones go to the end; those of retired queues go. */
export function fold(board: FloorBoard, change: FloorChange, at: string): FloorBoard {
  const merge = <T>(rows: T[], changed: T[] | undefined, id: (row: T) => string): T[] => {
    if (!changed?.length) return rows;
    const byId = new Map(changed.map((row) => [id(row), row]));
    const kept = rows.map((row) => {
      const next = byId.get(id(row));
      byId.delete(id(row));
      return next ?? row;
    });
    return [...kept, ...byId.values()];
  };
  return {
    asOf: change.asOf ?? at,
    queues: merge(board.queues, change.queues, (row) => row.id).filter((row) => !change.goneQueues?.includes(row.id)),
    agents: merge(board.agents, change.agents, (row) => row.agentId),
  };
}

/** The first load and the live updates meet in one cache. */
export function useFloor() {
  const queries = useQueryClient();
  useLive<FloorChange>('floor', (change) =>
    queries.setQueryData(floorQuery.queryKey, (board) => board && fold(board, change, new Date().toISOString())),
  );
  useLiveGap('floor', () => void queries.invalidateQueries({ queryKey: floorQuery.queryKey }));
  return useQuery(floorQuery);
}
