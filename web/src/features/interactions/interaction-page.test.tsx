import { screen, waitFor, within } from '@testing-library/react';
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
    { at: at(500), type: 'wish-understood', data: { intent: 'renew' } },
    { at: at(900), type: 'wish-understood', data: { intent: '' } },
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
  recordings: [
    { id: 'r1', startedAt: at(21_407), durationMillis: 65_000, state: 'complete', keptUntil: '2026-09-02T09:00:00Z' },
  ],
  notes: [],
  coded: [{ revision: 1, at: at(90_000), by: 'Amy Chen', codes: ['renewed'], names: [{ en: 'Renewed' }], reason: '' }],
  cases: [],
  recordingRules: { listen: true, download: true, note: { en: 'For quality only.' } },
  repeats: {
    windowHours: 168,
    earlier: [
      { id: '498', at: at(-86_400_000), queueName: { en: 'Renewals' }, agentName: 'Bo Lin', outcome: 'handled' },
    ],
    later: [],
  },
};
const network = () =>
  fakeNetwork({
    'GET /interactions/{id}': record,
    'GET /interactions/{id}/told': [
      { form: { en: 'Line' }, label: { en: 'Number' }, said: { en: '138001' }, at: at(40_000) },
    ],
    'GET /recordings/{id}/peaks': { durationMillis: 65_000, bucketMillis: 100, left: [0, 1], right: [1, 0] },
  });

test('tells the call step by step, to the millisecond, with why the agent was chosen', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  expect(await screen.findByText('Offered to Amy Chen')).toBeInTheDocument();
  expect(screen.getByText('Amy Chen was idle longest among 4 who could take it. Waited 0:20.')).toBeInTheDocument();
  expect(screen.getByText('+0:21.407')).toBeInTheDocument();
  expect(screen.getByText('Said what they want in their own words; understood as renew')).toBeInTheDocument();
  expect(screen.getByText('Said what they want in their own words; understood as nothing known')).toBeInTheDocument();
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

test('links the contacts that come again about perhaps the same wish', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  const panel = (await screen.findByRole('heading', { name: 'Repeated contacts' })).closest('section')!;
  expect(within(panel).getByRole('link')).toHaveAttribute('href', '/insight/interactions/498');
  expect(panel).toHaveTextContent('within 168 hours');
  expect(panel).toHaveTextContent('Renewals · Bo Lin · Handled');
  expect(within(panel).queryByText('Afterwards')).toBeNull();
});

test('the legs of the contact stand under its sound, and a press goes there', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  const legs = await screen.findByRole('list', { name: 'Legs of the contact' });
  expect(legs).toHaveTextContent('Talk · Amy Chen');
  const position = screen.getByRole('slider', { name: 'Position in the recording' });
  position.focus();
  await userEvent.keyboard('{End}');
  await userEvent.click(within(legs).getByRole('button', { name: 'Play from 0:00: Talk · Amy Chen' }));
  expect(position).toHaveAttribute('aria-valuetext', '0:00 / 1:05');
});

test('says how long a recording is kept and gives no copy without a reason', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  expect(await screen.findByText(/Kept until Sep 2, 2026\. For quality only\./)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /Download WAV/ }));
  const dialog = await screen.findByRole('dialog');
  const take = within(dialog).getByRole('button', { name: 'Download WAV' });
  expect(take).toBeDisabled();
  await userEvent.click(within(dialog).getByRole('radio', { name: 'Complaint' }));
  expect(take).toBeEnabled();
});

test('a client’s standard may keep its recordings from somebody with the right, or in the house', async () => {
  fakeNetwork({
    'GET /interactions/{id}': { ...record, recordingRules: { listen: false, download: false } },
  });
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  expect(await screen.findByText('You may not listen to recordings.')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Download WAV/ })).toBeNull();
});

test('what a script filled in stands beside the facts, for whoever reads the contact later', async () => {
  network();
  show(<InteractionPage />, { path: '/insight/interactions/501', route: '/insight/interactions/:id' });
  const told = (await screen.findByText('Told in this contact: 1 answer')).closest('section, .panel') as HTMLElement;
  expect(within(told).getByText('Number')).toBeInTheDocument();
  expect(within(told).getByText('138001')).toBeInTheDocument();
});
