import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { Alarm, FloorAction, FloorBoard } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { ActionsPage } from './actions-page';
import { FloorAgentsPage } from './agents-page';
import { AlarmRulesPage } from './alarm-rules-page';
import { measured } from './alarms-query';
import { handful, WallboardPage } from './wallboard-page';
import { clock } from '@/lib/time';

const board: FloorBoard = {
  asOf: '2026-01-05T09:00:00.000Z',
  queues: [
    {
      id: '11',
      name: { en: 'Orders' },
      clientId: '1',
      waiting: 4,
      longestWaitMillis: 0,
      oldestQueuedAt: new Date(Date.now() - 90_000).toISOString(),
      agents: { ready: 0, offered: 0, talking: 1, wrappingUp: 0, notReady: 0 },
      breaksSoon: 0,
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
    },
  ],
  agents: [
    {
      agentId: '31',
      name: 'Amy Chen',
      state: 'hold',
      since: '2026-01-05T08:58:00.000Z',
      device: 'browser',
      strain: 0.4,
      breaks: [],
    },
  ],
};
const alarm: Alarm = {
  id: '900',
  code: 'long-hold',
  name: { en: 'Long hold' },
  severity: 'warning',
  agentId: '31',
  agentName: 'Amy Chen',
  raisedAt: '2026-01-05T09:00:00.000Z',
  value: 121,
  limit: 120,
  unit: 's',
  figure: 'AHD',
  proposal: { en: 'Ask what is being looked for' },
  act: 'message',
  note: '',
};
const surge: Alarm = {
  ...alarm,
  id: '901',
  code: 'surge',
  name: { en: 'Sudden rise of volume' },
  severity: 'critical',
  agentId: undefined,
  agentName: undefined,
  queueId: '11',
  queueName: { en: 'Orders' },
  unit: 'z',
  value: 4.126,
  figure: 'SURGE',
  act: 'queues',
};
const figures = { waiting: 4, longestWaitMillis: 90_000, ready: 0, levelPart: 3, levelWhole: 4 };
const moved: FloorAction = {
  id: '700',
  at: '2026-01-05T09:01:00.000Z',
  by: 'Amy Chen',
  kind: 'queues',
  agents: [{ id: '31', name: 'Bo Lindqvist', outcome: 'done' }],
  added: [{ id: '11', name: { en: 'Orders' } }],
  removed: [],
  why: 'nobody there',
  figure: 'SL',
  scope: [{ id: '11', name: { en: 'Orders' } }],
  before: figures,
  after: { ...figures, waiting: 1, levelPart: 12, levelWhole: 14 },
  afterDue: '2026-01-05T09:16:00.000Z',
  wanted: {},
};

describe('alarms', () => {
  test('stand beside the people, critical ones first, each with a proposal and the figure it is to move', async () => {
    fakeNetwork({ 'GET /floor': board, 'GET /floor/alarms': { alarms: [alarm, surge] } });
    show(<FloorAgentsPage />, { path: '/floor/agents?view=list' });
    const list = await screen.findByRole('region', { name: 'Alarms (2)' });
    const cards = within(list).getAllByRole('listitem');
    expect(within(cards[0]!).getByText('Sudden rise of volume')).toBeInTheDocument();
    expect(within(cards[0]!).getByText('4.13')).toBeInTheDocument();
    expect(within(cards[1]!).getByText('2:01')).toBeInTheDocument();
    expect(within(cards[1]!).getByText('Meant to move: average hold')).toBeInTheDocument();
    expect(within(cards[1]!).getByText('Ask what is being looked for')).toBeInTheDocument();
  });

  test('are taken up with a press, and not offered to be by who may only look', async () => {
    const { sent } = fakeNetwork({
      'GET /floor': board,
      'GET /floor/alarms': { alarms: [alarm] },
      'POST /floor/alarms/{id}/acknowledge': { ...alarm, acknowledgedAt: alarm.raisedAt, acknowledgedBy: 'Amy Chen' },
    });
    const { unmount } = show(<FloorAgentsPage />, { path: '/floor/agents?view=list' });
    await userEvent.click(await screen.findByRole('button', { name: 'Take up' }));
    await waitFor(() => expect(sent('POST', '/floor/alarms/900/acknowledge')).toHaveLength(1));
    unmount();
    show(<FloorAgentsPage />, { path: '/floor/agents?view=list', me: { ...amy, rights: ['floor.view'] } });
    expect(await screen.findByText('Long hold')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Take up' })).not.toBeInTheDocument();
  });

  test('lead to the act they propose, which names them', async () => {
    const { sent } = fakeNetwork({
      'GET /floor': board,
      'GET /floor/alarms': { alarms: [alarm] },
      'POST /floor/actions': { ...moved, kind: 'message' },
    });
    show(<FloorAgentsPage />, { path: '/floor/agents?view=list' });
    await userEvent.click(await screen.findByRole('button', { name: 'Send a message' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('button', { name: 'Do it' })).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Message' }), 'Need help?');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Do it' }));
    await waitFor(() => expect(sent('POST', '/floor/actions')).toHaveLength(1));
    expect(sent('POST', '/floor/actions')[0]!.body).toEqual({
      kind: 'message',
      agents: ['31'],
      alarmId: '900',
      text: 'Need help?',
    });
  });

  test('are measured in their unit', () => {
    expect(measured(125, 's', clock)).toBe('2:05');
    expect(measured(61.26, 'pct', clock)).toBe('61.3%');
    expect(measured(3, 'n', clock)).toBe('3');
    expect(measured(undefined, 'z', clock)).toBe('–');
  });

  test('have rules whose limit is changed with a reason', async () => {
    const rule = {
      code: 'long-hold',
      name: { en: 'Long hold' },
      about: 'agent',
      active: true,
      when: "state = 'hold' and seconds >= limit",
      shows: 'seconds',
      limit: 120,
      lastsSeconds: 0,
      severity: 'warning',
      unit: 's',
      figure: 'AHD',
      proposal: { en: 'Ask' },
      act: 'message',
    };
    const { sent } = fakeNetwork({
      'GET /floor/alarm-rules': {
        items: [
          { version: 3, liveVersion: 2, endsAt: '2026-02-01T00:00:00.000Z', rule },
          {
            version: 1,
            liveVersion: 1,
            rule: { ...rule, code: 'surge', name: { en: 'Sudden rise' }, about: 'queue', unit: 'z' },
          },
        ],
        total: 2,
      },
      'GET /floor/usual-volumes': {
        items: [
          { queueId: '11', queueName: { en: 'Orders' }, arrivals: 0 },
          { queueId: '12', queueName: { en: 'Faults' } },
        ],
        total: 2,
      },
      'GET /floor/alarm-rules/{code}': {
        row: { version: 3, liveVersion: 2, rule },
        versions: [3, 2, 1].map((version) => ({
          version,
          state: version === 3 ? 'draft' : 'approved',
          at: '2026-01-04T09:00:00.000Z',
          by: 'Amy Chen',
          reason: 'agreed',
          ...(version < 3 && { validFrom: '2026-01-04T09:00:00.000Z' }),
        })),
      },
      'POST /floor/alarm-rules/{code}/versions/{version}/take-back': {},
      'PUT /floor/alarm-rules/{code}': { version: 4, liveVersion: 4, rule },
    });
    show(<AlarmRulesPage />);
    expect(await screen.findByText(/^What is usual at this hour is not known yet for: Faults\./)).toBeInTheDocument();
    await userEvent.click(await screen.findByRole('button', { name: 'Edit: Long hold' }));
    const dialog = await screen.findByRole('dialog', { name: 'Long hold' });
    expect(within(dialog).getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.clear(within(dialog).getByRole('spinbutton', { name: 'Limit' }));
    await userEvent.type(within(dialog).getByRole('spinbutton', { name: 'Limit' }), '90');
    await userEvent.type(within(dialog).getByRole('textbox', { name: 'Reason for the change' }), 'calmer');
    fireEvent.change(within(dialog).getByLabelText(/^In service until/), { target: { value: '2031-01-02T00:00' } });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent('PUT', '/floor/alarm-rules/long-hold')).toHaveLength(1));
    expect(sent('PUT', '/floor/alarm-rules/long-hold')[0]!.body).toMatchObject({
      version: 3,
      limit: 90,
      reason: 'calmer',
      validTo: new Date('2031-01-02T00:00').toISOString(),
    });
    expect(screen.getByText(/^until /)).toBeInTheDocument();
    await userEvent.click(await screen.findByRole('button', { name: 'Edit: Long hold' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Take back' }));
    const confirm = (await screen.findByText('Take back the approval of version 2')).closest<HTMLElement>(
      '[role=dialog]',
    )!;
    await userEvent.type(within(confirm).getByLabelText('Reason'), 'fair is off');
    await userEvent.click(within(confirm).getByRole('button', { name: 'Take back' }));
    await waitFor(() =>
      expect(sent('POST', '/floor/alarm-rules/long-hold/versions/2/take-back')[0]?.body).toEqual({
        reason: 'fair is off',
      }),
    );
  });
});

describe('the log of acts', () => {
  test('tells who decided what and the figures before and after', async () => {
    fakeNetwork({ 'GET /floor/actions': { items: [moved], total: 1 } });
    show(<ActionsPage />);
    expect(await screen.findByText('Change queues')).toBeInTheDocument();
    expect(screen.getByText('Bo Lindqvist')).toBeInTheDocument();
    expect(screen.getByText('4 → 1')).toBeInTheDocument();
    expect(screen.getByText('75% → 90% (since then)')).toBeInTheDocument();
  });

  test('is searched by words, time and person, all in the address', async () => {
    const { sent } = fakeNetwork({
      'GET /floor/actions': { items: [], total: 0 },
      'GET /agents': { items: [{ id: '31', name: 'Amy Chen' }], total: 1 },
    });
    const { router } = show(<ActionsPage />, {
      path: '/floor/actions?agent=31&from=2026-01-05T00:00:00.000Z&page=2',
      route: '/floor/actions',
    });
    await userEvent.type(await screen.findByRole('textbox', { name: 'Search' }), 'returns');
    await waitFor(() => expect(router.state.location.search).toContain('q=returns'));
    await waitFor(() =>
      expect(Object.fromEntries(sent('GET', '/floor/actions').at(-1)!.query)).toEqual({
        page: '0',
        size: '50',
        q: 'returns',
        from: '2026-01-05T00:00:00.000Z',
        agentId: '31',
      }),
    );
    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
    expect(await screen.findByText('Amy Chen')).toBeInTheDocument();
  });
});

describe('the wallboard', () => {
  test('shows large figures and the worst alarm, and nothing to press', async () => {
    fakeNetwork({ 'GET /floor': board, 'GET /floor/alarms': { alarms: [surge] } });
    show(<WallboardPage />, { path: '/wallboard' });
    expect(await screen.findByRole('heading', { name: 'Orders' })).toBeInTheDocument();
    expect(await screen.findByText(/Sudden rise of volume · Orders/)).toBeInTheDocument();
    expect(screen.queryAllByRole('button')).toEqual([]);
    expect(screen.queryAllByRole('link')).toEqual([]);
  });

  test('comes round to every queue', () => {
    const rows = Array.from({ length: 14 }, (_, i) => i);
    const shown = new Set([0, 1, 2].flatMap((turn) => handful(rows, turn)));
    expect(shown.size).toBe(14);
    expect(handful(rows, 3)).toEqual(handful(rows, 0));
    expect(handful([], 5)).toEqual([]);
  });
});
