import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AgentRow, FloorBoard, QueueRow } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { countByState, inState, named, nameRanks, sorted } from './agents';
import { FloorAgentsPage } from './agents-page';

const agent = (agentId: string, name: string, more: Partial<AgentRow> = {}): AgentRow => ({
  agentId,
  name,
  state: 'ready',
  since: '2026-01-05T08:58:00.000Z',
  device: 'browser',
  strain: 0.2,
  breaks: [],
  ...more,
});
const amy = agent('31', 'Amy Chen', { state: 'talk', queueId: '11', interactionId: '501', teamId: '7', strain: 0.9 });
const bo = agent('32', 'Bo Lindqvist', { device: 'phone', since: '2026-01-05T08:30:00.000Z' });
const cai = agent('33', 'Cai Wen', { state: 'signed-out', strain: undefined });
const queue = { id: '11', name: { en: 'Orders' }, clientId: '1', waiting: 2, longestWaitMillis: 0 };
const board: FloorBoard = {
  asOf: '2026-01-05T09:00:00.000Z',
  queues: [
    {
      ...queue,
      breaksSoon: 2,
      agents: { ready: 1, offered: 0, talking: 1, wrappingUp: 0, notReady: 0 },
      today: {
        arrived: 4,
        answered: 3,
        abandoned: 0,
        shortAbandoned: 0,
        leftQueue: 0,
        serviceLevel: { part: 3, whole: 4, variant: 'sl_no_short', targetSeconds: 20, targetPercent: 80 },
        answeredWaitMillis: 0,
        handled: 3,
        handleMillis: 0,
      },
    } as QueueRow,
  ],
  agents: [bo, amy, cai],
};

describe('who is on the floor', () => {
  test('is narrowed by name, team and queue; the states are counted of what is left', () => {
    const some = named(board.agents, { state: '', team: '', needle: 'e', serving: new Set(['31', '33']) });
    expect(some.map((each) => each.name)).toEqual(['Amy Chen', 'Cai Wen']);
    expect(named(board.agents, { state: '', team: '7', needle: '' })).toEqual([amy]);
    expect(countByState(some)).toMatchObject({ talk: 1, ready: 0, 'signed-out': 1 });
  });

  test('leaves out those who are signed out unless they are asked for', () => {
    expect(inState(board.agents, '')).toEqual([bo, amy]);
    expect(inState(board.agents, 'signed-out')).toEqual([cai]);
  });

  test('is ordered with ties by name, and unknown strain last', () => {
    const names = (rows: AgentRow[]) => rows.map((each) => each.name.split(' ')[0]);
    const ranks = nameRanks(board.agents, 'en');
    expect(names(sorted(board.agents, 'time', false, ranks))).toEqual(['Bo', 'Amy', 'Cai']);
    expect(names(sorted(board.agents, 'strain', false, ranks))).toEqual(['Amy', 'Bo', 'Cai']);
    expect(names(sorted(board.agents, 'name', true, ranks))).toEqual(['Cai', 'Bo', 'Amy']);
    expect(names(sorted(board.agents, 'state', false, ranks))).toEqual(['Bo', 'Amy', 'Cai']);
  });
});

describe('the floor screen', () => {
  beforeEach(() => {
    fakeNetwork({
      'GET /floor': board,
      'GET /teams': { items: [{ id: '7', name: { en: 'Blue' } }], total: 1 },
      'GET /floor/queues/{id}/agents': { agents: ['32'] },
    });
  });

  test('lists people with state, time, contact and strain, and keeps what was chosen in the address', async () => {
    const { router } = show(<FloorAgentsPage />, { path: '/floor/agents?view=list' });
    const row = (await screen.findByRole('button', { name: 'Amy Chen' })).closest('tr')!;
    expect(within(row).getByText('Talking')).toBeInTheDocument();
    expect(within(row).getByText('Orders')).toBeInTheDocument();
    expect(within(row).getByText('0.90')).toBeInTheDocument();
    expect(screen.getByText(/2 breaks soon/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Strain/ }));
    expect(router.state.location.search).toBe('?view=list&sort=strain');
    await userEvent.click(screen.getByRole('button', { name: /^Ready/ }));
    expect(screen.queryByRole('button', { name: 'Amy Chen' })).not.toBeInTheDocument();
    expect(router.state.location.search).toContain('state=ready');
  });

  test('leaves those who may serve a queue when it is chosen', async () => {
    show(<FloorAgentsPage />, { path: '/floor/agents?view=list' });
    await userEvent.click(await screen.findByRole('button', { name: /Orders.*2/ }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Amy Chen' })).not.toBeInTheDocument());
    expect(await screen.findByRole('button', { name: 'Bo Lindqvist' })).toBeInTheDocument();
  });

  test('opens one person with a way to the conversation', async () => {
    show(<FloorAgentsPage />, { path: '/floor/agents?agent=31' });
    const panel = await screen.findByRole('dialog');
    expect(panel).toHaveTextContent('Amy Chen');
    expect(within(panel).getByRole('link', { name: 'Orders' })).toHaveAttribute('href', '/insight/interactions/501');
    expect(await within(panel).findByText('Blue')).toBeInTheDocument();
  });

  test('names the map for those who cannot see it, and moves on it by keys', async () => {
    const { router } = show(<FloorAgentsPage />, { path: '/floor/agents' });
    const map = await screen.findByRole('application', { name: 'Map of 2 agents' });
    map.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(await screen.findByText(/^Amy Chen, Talking, /)).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(router.state.location.search).toBe('?agent=31');
  });
});
