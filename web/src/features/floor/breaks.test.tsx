import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { AgentBreak, AgentRow, FloorAction, FloorBoard } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { ActDialog } from './act-dialog';
import { ActionsPage } from './actions-page';
import { AgentBreaks } from './agent-breaks';
import { nameRanks, named, sorted } from './agents';
import { breakStand, isOverdue } from './breaks';

const nine = Date.parse('2026-01-05T09:00:00.000Z');
const at = (minutes: number) => new Date(nine + minutes * 60_000).toISOString();
const planned = (inMinutes: number, more: Partial<AgentBreak> = {}): AgentBreak => ({
  id: '71',
  reason: 'break',
  startsAt: at(inMinutes),
  at: at(inMinutes).slice(11, 16),
  minutes: 15,
  ...more,
});
const agent = (agentId: string, name: string, breaks: AgentBreak[], more: Partial<AgentRow> = {}): AgentRow => ({
  agentId,
  name,
  state: 'ready',
  since: at(-20),
  device: 'browser',
  teamId: '7',
  breaks,
  ...more,
});
const late = agent('31', 'Amy Chen', [planned(-5)]);
const soon = agent('32', 'Bo Lindqvist', [planned(20)]);
const on = agent('33', 'Cai Wen', [planned(-10, { beganAt: at(-4) })]);
const over = agent('34', 'Dee Novak', [planned(-30, { beganAt: at(-25) })]);
const none = agent('35', 'Eli Roy', []);
const later = agent('36', 'Fay Moe', [planned(90)]);
const everybody = [none, later, soon, on, late, over];

describe('how people stand towards their breaks', () => {
  test('a break that began late keeps its length', () => {
    expect(breakStand(on, nine)).toMatchObject({ kind: 'on', inMillis: 11 * 60_000 });
    expect(breakStand(over, nine)).toMatchObject({ kind: 'over', inMillis: -10 * 60_000 });
  });

  test('a minute of grace is given, and who is not there is not late', () => {
    expect(isOverdue(late, nine)).toBe(true);
    expect(isOverdue(agent('1', 'A', [planned(-1)]), nine)).toBe(false);
    expect(breakStand({ ...late, state: 'signed-out' }, nine).kind).toBe('none');
    expect(breakStand(none, nine).kind).toBe('none');
  });

  test('the most overdue come first, those without a break last', () => {
    const names = sorted(everybody, 'break', false, nameRanks(everybody, 'en'), nine).map(({ name }) => name[0]);
    expect(names.join('')).toBe('DACBFE');
  });

  test('the floor is narrowed to who is late or over it, on one, or due soon', () => {
    const only = (breaks: string) =>
      named(everybody, { state: '', team: '', needle: '', breaks, now: nine })
        .map(({ name }) => name[0])
        .join('');
    expect(only('overdue')).toBe('AD');
    expect(only('on')).toBe('CD');
    expect(only('soon')).toBe('BA');
    expect(only('anything')).toBe('EFBCAD');
  });
});

const reasons = [
  { code: 'break', name: { en: 'Break' }, active: true, system: false, planned: true, order: 0 },
  { code: 'admin', name: { en: 'Desk work' }, active: true, system: false, planned: false, order: 1 },
];
const board = { asOf: at(0), queues: [], agents: [late, soon] } as FloorBoard;
const row = (more: Partial<FloorAction>): FloorAction => ({
  id: '901',
  at: at(0),
  by: 'Dana',
  kind: 'break',
  agents: [],
  added: [],
  removed: [],
  why: '',
  figure: 'STR',
  scope: [],
  before: { waiting: 0, longestWaitMillis: 0, ready: 0, levelPart: 0, levelWhole: 0 },
  afterDue: at(15),
  wanted: {},
  ...more,
});

describe('planning from the floor', () => {
  test('a break for a team goes one after another, and only planned reasons are offered', async () => {
    const { sent } = fakeNetwork({
      'GET /floor': board,
      'GET /not-ready-reasons': { items: reasons, total: 2 },
      'GET /teams': { items: [{ id: '7', name: { en: 'Blue' } }], total: 1 },
      'POST /floor/actions': row({ agents: [{ id: '31', name: 'Amy Chen', outcome: 'done' }] }),
    });
    let closed = false;
    show(<ActDialog act={{ kind: 'break', agents: [] }} close={() => (closed = true)} />);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('button', { name: 'Do it' })).toBeDisabled();
    await userEvent.click(await within(dialog).findByRole('combobox', { name: 'Add a team' }));
    await userEvent.click(await screen.findByTitle('Blue'));
    await userEvent.click(within(dialog).getByRole('combobox', { name: 'Kind of break' }));
    expect(screen.queryByTitle('Desk work')).not.toBeInTheDocument();
    await userEvent.click(await screen.findByTitle('Break'));
    fireEvent.change(within(dialog).getByLabelText('Time'), { target: { value: '14:20' } });
    fireEvent.change(within(dialog).getByRole('spinbutton', { name: 'How many at once' }), { target: { value: '1' } });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Do it' }));
    await waitFor(() => expect(closed).toBe(true));
    expect(sent('POST', '/floor/actions')[0]?.body).toEqual({
      kind: 'break',
      agents: ['31', '32'],
      reason: 'break',
      from: '14:20',
      minutes: 15,
      atOnce: 1,
    });
  });

  test('one break is moved by minutes; refusals are said of each', async () => {
    const { sent } = fakeNetwork({
      'GET /floor': board,
      'POST /floor/actions': row({
        kind: 'break-move',
        agents: [{ id: '31', name: 'Amy Chen', outcome: 'break-overlap' }],
      }),
    });
    show(<ActDialog act={{ kind: 'break-move', agents: ['31'], breakId: '71' }} close={() => {}} />);
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByText('By minutes'));
    fireEvent.change(within(dialog).getByRole('spinbutton', { name: 'Minutes later' }), { target: { value: '-10' } });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Do it' }));
    expect(await screen.findByText('Amy Chen: has another break then')).toBeInTheDocument();
    expect(sent('POST', '/floor/actions')[0]?.body).toEqual({
      kind: 'break-move',
      agents: ['31'],
      breakId: '71',
      byMinutes: -10,
    });
  });

  test('overtime asks those on the screen, with words and a time to answer', async () => {
    const { sent } = fakeNetwork({ 'GET /floor': board, 'POST /floor/actions': row({ kind: 'overtime' }) });
    show(<ActDialog act={{ kind: 'overtime', agents: [] }} shown={['32']} close={() => {}} />);
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Add those shown (1)' }));
    await userEvent.click(within(dialog).getByText('Come earlier'));
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Why (they read this)' }), {
      target: { value: 'The storm' },
    });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Do it' }));
    await waitFor(() =>
      expect(sent('POST', '/floor/actions')[0]?.body).toEqual({
        kind: 'overtime',
        agents: ['32'],
        text: 'The storm',
        minutes: 15,
        direction: 'come',
        answerMinutes: 15,
      }),
    );
  });

  test('each break of a person has its own acts; one that has begun is only made longer or shorter', async () => {
    fakeNetwork({ 'GET /not-ready-reasons': { items: reasons, total: 2 } });
    const begun: string[] = [];
    const two = agent('31', 'Amy Chen', [planned(-5, { beganAt: at(-3) }), planned(90, { id: '72' })]);
    show(<AgentBreaks agent={two} begin={(kind, id) => begun.push(`${kind} ${id}`)} />);
    await userEvent.click(screen.getAllByRole('button', { name: 'Longer, shorter' })[0]!);
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
    await userEvent.click(screen.getByRole('button', { name: 'Move' }));
    expect(begun).toEqual(['break-length 71', 'break-off 72', 'break-move 72']);
  });
});

describe('the log of acts', () => {
  test('has both ends of a break, and counts answers', async () => {
    fakeNetwork({
      'GET /floor/actions': {
        items: [
          row({
            kind: 'break-move',
            wanted: { byMinutes: 20 },
            agents: [
              {
                id: '31',
                name: 'Amy Chen',
                outcome: 'done',
                was: { at: '14:00', minutes: 15 },
                is: { at: '14:20', minutes: 15 },
              },
            ],
          }),
          row({
            id: '902',
            kind: 'overtime',
            text: 'The storm',
            wanted: { direction: 'stay', minutes: 60, answerBy: at(30) },
            agents: [
              { id: '31', name: 'Amy Chen', outcome: 'done', answer: 'yes' },
              { id: '32', name: 'Bo Lindqvist', outcome: 'done' },
              { id: '33', name: 'Cai Wen', outcome: 'asked-already' },
            ],
          }),
        ],
        total: 2,
      },
      'GET /agents': { items: [], total: 0 },
    });
    show(<ActionsPage />);
    expect(await screen.findByText('Amy Chen (14:00 (15 min) → 14:20 (15 min))')).toBeInTheDocument();
    expect(screen.getByText('1 yes · 0 no · 1 have not answered (until 09:30)')).toBeInTheDocument();
    expect(screen.getByText(/Cai Wen \(has been asked today already\)/)).toBeInTheDocument();
  });
});
