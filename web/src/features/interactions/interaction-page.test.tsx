import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { InteractionPage } from './interaction-page';
import { bars } from './player';
import { offset } from './timeline';

const at = (millis: number) => new Date(Date.UTC(2026, 0, 5, 9) + millis).toISOString();
const record = {
  id: '501',
  at: at(0),
  direction: 'in',
  channel: 'voice',
  from: '+442079460123',
  clientId: '1',
  queueName: { en: 'Renewals' },
  agentName: 'Amy Chen',
  outcome: 'handled',
  waitMillis: 21_407,
  talkMillis: 65_000,
  dispositions: [{ en: 'Renewed' }],
  recordingIds: ['r1'],
  dialled: '+442079460900',
  language: 'en',
  keys: [],
  attributes: {},
  timeline: [
    { at: at(0), type: 'arrived', data: {} },
    {
      at: at(21_000),
      type: 'offered',
      data: { agent: 'Amy Chen', candidates: 4, rule: 'longest-idle', waitMillis: 20_000 },
    },
    { at: at(21_407), type: 'answered', data: { agent: 'Amy Chen' } },
    { at: at(86_407), type: 'ended', data: { by: 'CUSTOMER' } },
  ],
  speech: [
    {
      agentId: '31',
      beganAt: at(21_407),
      conversationMillis: 200_000,
      silenceMillis: 10_000,
      silences: 2,
      longestSilenceMillis: 6_000,
      overtalkMillis: 6_000,
      customer: {
        speechMillis: 75_000,
        interruptions: 1,
        syllablesPerMinute: 240,
        raisedMillis: 4_000,
        raisedTimes: 1,
        segments: [],
      },
      agent: {
        speechMillis: 90_000,
        interruptions: 2,
        syllablesPerMinute: 220,
        raisedMillis: 0,
        raisedTimes: 0,
        segments: [],
      },
    },
  ],
  recordings: [{ id: 'r1', startedAt: at(21_407), durationMillis: 65_000, state: 'complete' }],
  notes: [],
  coded: [{ revision: 1, at: at(90_000), by: 'Amy Chen', codes: ['renewed'], names: [{ en: 'Renewed' }], reason: '' }],
  cases: [],
};
const network = () =>
  fakeNetwork({
    'GET /interactions/{id}': record,
    'GET /recordings/{id}/peaks': { durationMillis: 65_000, bucketMillis: 100, left: [0, 1], right: [1, 0] },
  });

test('tells the call step by step, to the millisecond, with why the agent was chosen', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  expect(await screen.findByText('Offered to Amy Chen')).toBeInTheDocument();
  expect(screen.getByText('Amy Chen was idle longest among 4 who could take it. Waited 0:20.')).toBeInTheDocument();
  expect(screen.getByText('+0:21.407')).toBeInTheDocument();
  expect(screen.getByText('Ended by the customer')).toBeInTheDocument();
});

test('shows how the conversation sounded, side by side', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  expect(await screen.findByText('5% · 2 times, longest 0:06')).toBeInTheDocument();
  expect(screen.getByText('3%')).toBeInTheDocument();
  expect(screen.getByText('54.5% of the talking, 220 syllables/min, broke in 2 times')).toBeInTheDocument();
  expect(screen.getByText(/raised voice 0:04/)).toBeInTheDocument();
});

test('moves through the recording by keyboard', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  const position = await screen.findByRole('slider', { name: 'Position in the recording' });
  position.focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
  expect(position).toHaveAttribute('aria-valuetext', '0:05 / 1:05');
});

test('keeps the sound from whoever may not listen', async () => {
  network();
  show(<InteractionPage />, {
    path: '/insight/interactions/501',
    route: '/insight/interactions/:id',
    me: { ...amy, rights: ['interactions.view'] },
  });
  expect(await screen.findByText('You may not listen to recordings.')).toBeInTheDocument();
  expect(screen.queryByRole('slider')).not.toBeInTheDocument();
});

test('a bar shows the loudest peak of its stretch', () => expect(bars([0, 0.9, 0.1, 0.2], 2)).toEqual([0.9, 0.2]));
test('offsets keep their milliseconds', () => expect([offset(0), offset(61_005)]).toEqual(['+0:00.000', '+1:01.005']));

describe('correcting dispositions', () => {
  const choices = [
    { id: '1', code: 'renewed', name: { en: 'Renewed' }, group: {}, queueIds: [], active: true, order: 1 },
    { id: '2', code: 'declined', name: { en: 'Declined' }, group: {}, queueIds: [], active: true, order: 2 },
    { id: '3', code: 'elsewhere', name: { en: 'Elsewhere' }, group: {}, queueIds: ['99'], active: true, order: 3 },
  ];
  const open = async (put: unknown) => {
    const net = fakeNetwork({
      'GET /interactions/{id}': record,
      'GET /recordings/{id}/peaks': { durationMillis: 65_000, bucketMillis: 100, left: [0], right: [0] },
      'GET /dispositions': { items: choices, total: 3 },
      'PUT /interactions/{id}/dispositions': put,
    });
    const user = userEvent.setup();
    show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
    await user.click(await screen.findByRole('button', { name: 'Correct dispositions' }));
    return { net, user };
  };

  test('needs a reason, and says which revision it saw', async () => {
    const { net, user } = await open(record);
    await user.click(screen.getByRole('combobox', { name: 'Dispositions' }));
    expect(screen.queryByTitle('Elsewhere')).not.toBeInTheDocument();
    await user.click(await screen.findByTitle('Declined'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Choose a reason')).toBeInTheDocument();
    expect(net.sent('PUT', '/interactions/501/dispositions')).toHaveLength(0);
    await user.click(screen.getByRole('combobox', { name: 'Why' }));
    await user.click(await screen.findByTitle('Quality review'));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(net.sent('PUT', '/interactions/501/dispositions')).toHaveLength(1));
    expect(net.sent('PUT', '/interactions/501/dispositions')[0]!.body).toEqual({
      codes: ['renewed', 'declined'],
      revision: 1,
      reason: 'review',
    });
  });
});
