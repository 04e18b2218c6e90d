import { act, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { FloorBoard, QueueRow } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { BoardPage } from './board-page';
import { totals } from './figures';
import { fold, floorQuery } from './floor-query';

const row = (id: string, en: string, more: Partial<QueueRow> = {}): QueueRow => ({
  id,
  name: { en },
  clientId: '1',
  waiting: 0,
  longestWaitMillis: 0,
  agents: { ready: 2, offered: 0, talking: 1, wrappingUp: 0, notReady: 1 },
  breaksSoon: 0,
  today: {
    arrived: 40,
    answered: 30,
    abandoned: 6,
    shortAbandoned: 1,
    leftQueue: 2,
    serviceLevel: { part: 27, whole: 35, variant: 'sl_no_short', targetSeconds: 20, targetPercent: 80 },
    answeredWaitMillis: 300_000,
    handled: 30,
    handleMillis: 6_000_000,
  },
  ...more,
});
const board: FloorBoard = {
  asOf: '2026-01-05T09:00:00.000Z',
  queues: [
    row('11', 'Orders', { waiting: 3, oldestQueuedAt: new Date(Date.now() - 65_000).toISOString() }),
    row('14', 'Workshop', { clientId: '2' }),
  ],
  agents: [],
};

describe('the queue board', () => {
  test('shows each queue with its wait, its agents in words and its service level with target and variant', async () => {
    fakeNetwork({ 'GET /floor': board });
    show(<BoardPage />);
    const orders = (await screen.findByRole('rowheader', { name: 'Orders' })).closest('tr')!;
    expect(within(orders).getByText(/^1:\d\d$/)).toBeInTheDocument();
    expect(within(orders).getByRole('img', { name: 'Ready 2, Talking 1, Not ready 1' })).toBeInTheDocument();
    expect(within(orders).getByText('77.1%')).toBeInTheDocument();
    expect(within(orders).getByText('target 80% in 20 s, short abandons left out')).toBeInTheDocument();
  });

  test('takes changed rows from the live line into the same cache', async () => {
    fakeNetwork({ 'GET /floor': board });
    const { queries } = show(<BoardPage />);
    await screen.findByRole('rowheader', { name: 'Orders' });
    act(() =>
      queries.setQueryData(
        floorQuery.queryKey,
        (before) => before && fold(before, { queues: [row('11', 'Orders', { waiting: 0 })] }, board.asOf),
      ),
    );
    expect((await screen.findAllByText('–')).length).toBeGreaterThan(0);
    expect(screen.getByRole('rowheader', { name: 'Workshop' })).toBeInTheDocument();
  });

  test('keeps the chosen client in the address', async () => {
    fakeNetwork({ 'GET /floor': board });
    show(<BoardPage />, {
      path: '/floor?client=2',
      me: { ...amy, clients: [...amy.clients, { id: '2', code: 'bikes', name: { en: 'Bikes' } }] },
    });
    expect(await screen.findByRole('rowheader', { name: 'Workshop' })).toBeInTheDocument();
    expect(screen.queryByRole('rowheader', { name: 'Orders' })).not.toBeInTheDocument();
  });

  test('adds shares as counts', () => {
    const sums = totals(
      [
        row('1', 'a'),
        row('2', 'b', {
          today: { ...row('2', 'b').today, serviceLevel: { ...row('2', 'b').today.serviceLevel, part: 1, whole: 1 } },
        }),
      ],
      0,
    );
    expect([sums.part, sums.whole]).toEqual([28, 36]);
  });
});
