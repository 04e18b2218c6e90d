import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { Desk, DeskBreak, DeskDay } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { DayStrip } from './components/day-strip';
import { NextBreak } from './components/next-break';
import { DeskProvider } from './desk-context';

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const planned = (inMinutes: number, more: Partial<DeskBreak> = {}): DeskBreak => ({
  id: '71',
  reason: 'break',
  startsAt: soon(inMinutes),
  at: '14:20',
  minutes: 15,
  state: 'planned',
  news: false,
  ...more,
});
const desk: Desk = {
  agentId: '31',
  name: 'Amy Chen',
  presence: 'ready',
  since: soon(-10),
  device: 'phone',
  media: { state: 'none' },
  state: 'idle',
  counts: { answered: 0, handledMillis: 0 },
  queues: [],
};
const day = (breaks: DeskBreak[], questions: DeskDay['questions'] = []): DeskDay => ({ breaks, questions });
const network = (today: DeskDay, now: Desk = desk, more: Record<string, unknown> = {}) =>
  fakeNetwork({
    'GET /desk': now,
    'GET /desk/day': today,
    'GET /not-ready-reasons': { items: [{ code: 'break', name: { en: 'Short break' }, order: 0 }], total: 1 },
    'POST /desk/not-ready': { ...now, presence: 'not-ready', reason: 'break' },
    ...more,
  });
const strip = (
  <DeskProvider>
    <DayStrip />
    <NextBreak />
  </DeskProvider>
);

/** The desk's own data comes a moment later, and what stood there is put up anew. */
const stands = (text: RegExp) => waitFor(() => expect(screen.getByText(text)).toBeInTheDocument());

describe('my breaks at the desk', () => {
  test('the next one stands there, and one key leads to it once it is due', async () => {
    const { sent } = network(day([planned(-2)]));
    show(strip);
    await stands(/^Your break is due since 14:20: Short break, 15 min/);
    expect(screen.getByText('Next break 14:20 · 15 min · Short break')).toBeInTheDocument();
    await userEvent.keyboard('{Alt>}[KeyZ]{/Alt}');
    await waitFor(() => expect(sent('POST', '/desk/not-ready')[0]?.body).toEqual({ reason: 'break' }));
    await waitFor(() => expect(screen.queryByText(/^Your break is due/)).not.toBeInTheDocument());
  });

  test('in a conversation nobody is sent: it is said that it waits and keeps its length', async () => {
    const talking: Desk = { ...desk, state: 'talking' };
    const { sent } = network(day([planned(-2)]), talking, {
      'POST /desk/not-ready': { ...talking, presence: 'not-ready', reason: 'break' },
    });
    show(strip);
    await stands(/It keeps its length/);
    expect(screen.getByRole('button', { name: /Go after this/ })).toBeInTheDocument();
    expect(sent('POST', '/desk/not-ready')).toEqual([]);
    await userEvent.keyboard('{Alt>}[KeyZ]{/Alt}');
    await stands(/^Your break begins when this is done/);
    expect(screen.queryByRole('button', { name: /Go after this/ })).not.toBeInTheDocument();
  });

  test('before its time nothing asks for it', async () => {
    network(day([planned(10)]));
    show(strip);
    await stands(/^Next break 14:20/);
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  test('a change says who made it and where the break was, until it is read', async () => {
    network(day([planned(10, { news: true, changedBy: 'Dana', was: { at: '14:00', minutes: 15 } })]), desk, {
      'POST /desk/breaks/{id}/seen': day([planned(10)]),
    });
    show(strip);
    expect(await screen.findByText(/has moved your break from 14:00 to 14:20/)).toHaveTextContent('Dana');
    await userEvent.click(screen.getByRole('button', { name: 'Read' }));
    await waitFor(() => expect(screen.queryByText(/has moved your break/)).not.toBeInTheDocument());
  });

  test('over it is said kindly, and on it until when', async () => {
    network(day([planned(-30, { state: 'begun', beganAt: soon(-25) })]), {
      ...desk,
      presence: 'not-ready',
      reason: 'break',
    });
    show(strip);
    await stands(/Go ready when you are\./);
    expect(screen.getByText(/^On your break until/)).toBeInTheDocument();
  });

  test('nobody but an agent is asked for', () => {
    const { calls } = fakeNetwork({});
    show(<DayStrip />, { me: { ...amy, agentId: undefined } });
    expect(calls).toEqual([]);
  });
});

describe('a call for overtime', () => {
  const question = {
    id: '81',
    by: 'Dana',
    direction: 'stay' as const,
    minutes: 60,
    text: 'The storm',
    answerBy: soon(20),
  };

  test('is answered by key, once, and gone', async () => {
    const { sent } = network(day([], [question]), desk, { 'POST /desk/questions/{id}/answer': day([]) });
    show(strip);
    await stands(/asks whether you can stay 60 minutes longer: The storm/);
    await userEvent.keyboard('{Alt>}[KeyV]{/Alt}');
    await waitFor(() => expect(screen.queryByText(/The storm/)).not.toBeInTheDocument());
    expect(sent('POST', '/desk/questions/81/answer').map(({ body }) => body)).toEqual([{ answer: 'no' }]);
  });

  test('is not shown after its time', async () => {
    network(day([planned(10)], [{ ...question, answerBy: soon(-1) }]));
    show(strip);
    await stands(/^Next break/);
    expect(screen.queryByText(/The storm/)).not.toBeInTheDocument();
  });
});
