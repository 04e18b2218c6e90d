import type { QueueRow } from '@/api/contract';

export const stateOrder = ['ready', 'offered', 'talking', 'wrappingUp', 'notReady'] as const;
export const stateColour: Record<(typeof stateOrder)[number], string> = {
  ready: 'var(--ready)',
  offered: 'var(--ringing)',
  talking: 'var(--talk)',
  wrappingUp: 'var(--acw)',
  notReady: 'var(--not-ready)',
};

/** How long the first in line has waited: its arrival counts on; without one, nobody waits. */
export function longestWaitMillis(row: QueueRow, nowMillis: number): number {
  if (row.waiting === 0) return 0;
  return row.oldestQueuedAt ? Math.max(0, nowMillis - Date.parse(row.oldestQueuedAt)) : row.longestWaitMillis;
}

/** Sums over queues: shares are added as counts, never as percentages. */
export function totals(rows: QueueRow[], nowMillis: number) {
  const sum = (pick: (row: QueueRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    waiting: sum((row) => row.waiting),
    longestMillis: Math.max(0, ...rows.map((row) => longestWaitMillis(row, nowMillis))),
    part: sum((row) => row.today.serviceLevel.part),
    whole: sum((row) => row.today.serviceLevel.whole),
    abandoned: sum((row) => row.today.abandoned),
    arrived: sum((row) => row.today.arrived),
  };
}

/** Over the target, or nothing counted yet: `undefined`. Under it: how badly. */
export function urgency(row: QueueRow, nowMillis: number): 'late' | 'near' | undefined {
  const share = longestWaitMillis(row, nowMillis) / (row.today.serviceLevel.targetSeconds * 1000);
  return share >= 1 ? 'late' : share >= 0.6 ? 'near' : undefined;
}
