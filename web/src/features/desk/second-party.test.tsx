import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { Desk, DeskInteraction } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { CallBar } from './components/call-bar';
import { DeskProvider } from './desk-context';
import { DeskPage } from './desk-page';

const before = (millis: number) => new Date(Date.now() - millis).toISOString();

const call: DeskInteraction = {
  id: '501',
  direction: 'in',
  channel: 'voice',
  state: 'talking',
  from: '+442079460123',
  dialled: '+442079460900',
  language: 'en',
  clientId: '1',
  clientName: { en: 'Harbour Tea' },
  queueId: '12',
  queueName: { en: 'Renewals' },
  arrivedAt: before(60_000),
  queuedAt: before(50_000),
  answeredAt: before(20_000),
  held: false,
  muted: false,
  keys: [],
  attributes: {},
  customer: { id: '71', name: 'Mei Tanaka', language: 'en', openCases: 1, contacts: 7 },
  earlier: [],
  notes: '',
  dispositions: [{ code: 'renewed', name: { en: 'Renewed' } }],
  dispositionRequired: true,
  severalDispositions: false,
  recording: 'on',
};
const talking: Desk = {
  agentId: '31',
  name: 'Amy Chen',
  presence: 'ready',
  since: before(5_000),
  device: 'phone',
  media: { state: 'none' },
  state: 'talking',
  interaction: call,
  counts: { answered: 2, handledMillis: 480_000 },
  queues: [],
};
const targets = {
  agents: [
    { id: '32', name: 'Ben Okoro', state: 'idle', since: before(9_000), skilled: true, granted: true },
    { id: '33', name: 'Bea Lund', state: 'talking', since: before(9_000), skilled: false, granted: true },
    { id: '34', name: 'Bo Away', state: 'signed-out', since: before(9_000), skilled: true, granted: true },
  ],
  queues: [
    { id: '13', name: { en: 'Billing' }, open: true, waiting: 3, longestWaitMillis: 61_000, free: 2, present: false },
    { id: '14', name: { en: 'Night' }, open: false, waiting: 0, longestWaitMillis: 0, free: 0, present: false },
  ],
};
const asking = (state: 'ringing' | 'talking' | 'waiting' | 'together', held = true): Desk => ({
  ...talking,
  interaction: { ...call, held, consult: { state, kind: 'agent', name: 'Ben Okoro', since: before(3_000) } },
});

function deskAt(desk: Desk, found: unknown = targets) {
  const network = fakeNetwork({
    'GET /desk': desk,
    'GET /not-ready-reasons': { items: [], total: 0 },
    'GET /desk/interactions/{id}/targets': found,
    'POST /desk/interactions/{id}/consult': asking('ringing'),
    'DELETE /desk/interactions/{id}/consult': talking,
    'POST /desk/interactions/{id}/consult/{what}': desk,
    'POST /desk/interactions/{id}/hold': desk,
    'POST /desk/interactions/{id}/{what}': talking,
  });
  show(
    <DeskProvider>
      <CallBar />
      <DeskPage />
    </DeskProvider>,
    { path: '/desk' },
  );
  return { network, user: userEvent.setup() };
}

describe('a second party', () => {
  test('is found by typing and asked by Enter, with the call controls still there', async () => {
    const { network, user } = deskAt(talking);
    await screen.findByRole('toolbar', { name: 'Call controls' });
    await user.keyboard('{Alt>}t{/Alt}');
    const search = await screen.findByRole('combobox', { name: 'Colleague, queue or number' });
    expect(search).toHaveFocus();
    await user.type(search, 'be');
    expect(await screen.findByRole('option', { name: /Free Ben Okoro/ })).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByRole('option', { name: /Billing/ })).toHaveTextContent('3 waiting, longest 1:01, 2 free');
    expect(screen.getByRole('button', { name: /Hang up/ })).toBeVisible();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(network.sent('POST', '/desk/interactions/501/consult')).toHaveLength(1));
    expect(network.sent('POST', '/desk/interactions/501/consult')[0]!.body).toEqual({ agentId: '32' });
    expect(network.calls.some((seen) => seen.query.get('q') === 'be')).toBe(true);
    expect(await screen.findByRole('button', { name: /Give up/ })).toBeVisible();
  });

  test('gets the customer unasked only when that is confirmed', async () => {
    const { network, user } = deskAt(talking);
    await user.click(await screen.findByRole('button', { name: /Transfer/ }));
    const search = await screen.findByRole('combobox');
    await screen.findByRole('option', { name: /Billing/ });
    await user.type(search, '{ArrowDown}{ArrowDown}{ArrowDown}{Control>}{Enter}{/Control}');
    expect(screen.getByText(/You leave the call/)).toHaveTextContent('Billing');
    expect(network.sent('POST', '/desk/interactions/501/transfer')).toHaveLength(0);
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(network.sent('POST', '/desk/interactions/501/transfer')).toHaveLength(1));
    expect(network.sent('POST', '/desk/interactions/501/transfer')[0]!.body).toEqual({ queueId: '13' });
  });

  test('who moves on has not confirmed', async () => {
    const { network, user } = deskAt(talking);
    await user.click(await screen.findByRole('button', { name: /Transfer/ }));
    const search = await screen.findByRole('combobox');
    await screen.findByRole('option', { name: /Ben Okoro/ });
    await user.type(search, '{Control>}{Enter}{/Control}{ArrowDown}{ArrowUp}{Control>}{Enter}{/Control}');
    expect(network.sent('POST', '/desk/interactions/501/transfer')).toHaveLength(0);
  });

  test('who lacks the skills, is away or closed is not sent to, and it says why', async () => {
    const { user } = deskAt(talking);
    await user.click(await screen.findByRole('button', { name: /Transfer/ }));
    await user.click(await screen.findByRole('option', { name: /Bea Lund/ }));
    expect(screen.getByRole('button', { name: /Ask Bea Lund first/ })).toBeEnabled();
    expect(screen.getByRole('button', { name: /Send to Bea Lund/ })).toBeDisabled();
    expect(screen.getByText('Lacks the queue’s skills: ask first')).toBeVisible();
    await user.click(screen.getByRole('option', { name: /Bo Away/ }));
    expect(screen.getByRole('button', { name: /Ask Bo Away first/ })).toBeDisabled();
    await user.click(screen.getByRole('option', { name: /Night/ }));
    expect(screen.getByRole('button', { name: /Send to Night/ })).toBeDisabled();
  });

  test('a number shows what the dialling plan says of it', async () => {
    const { user } = deskAt(talking, { agents: [], queues: [], number: { number: '+19005550000', reason: 'premium' } });
    await user.click(await screen.findByRole('button', { name: /Transfer/ }));
    expect(await screen.findByRole('option', { name: /\+19005550000/ })).toBeInTheDocument();
    expect(screen.getByText('Premium number')).toBeVisible();
    expect(screen.getByRole('button', { name: /Send to \+19005550000/ })).toBeDisabled();
  });

  test('is swapped, joined, handed the customer and let go by key', async () => {
    const { network, user } = deskAt(asking('talking'));
    expect(await screen.findByText('Talking; customer on hold')).toBeVisible();
    await user.keyboard('{Alt>}h{/Alt}{Alt>}j{/Alt}{Alt>}o{/Alt}{Alt>}e{/Alt}');
    await waitFor(() => expect(network.sent('DELETE', '/desk/interactions/501/consult')).toHaveLength(1));
    expect(network.sent('POST', '/desk/interactions/501/hold')[0]!.body).toEqual({ on: false });
    expect(network.sent('POST', '/desk/interactions/501/consult/together')).toHaveLength(1);
    expect(network.sent('POST', '/desk/interactions/501/consult/complete')).toHaveLength(1);
  });

  test('a customer on hold is not cut off by the habit of hanging up', async () => {
    const { network, user } = deskAt(asking('talking'));
    await screen.findByText('Talking; customer on hold');
    await user.keyboard('{Alt>}x{/Alt}');
    await waitFor(() => expect(network.sent('DELETE', '/desk/interactions/501/consult')).toHaveLength(1));
    expect(network.sent('POST', '/desk/interactions/501/hang-up')).toHaveLength(0);
  });

  test('nothing is completed before somebody answers', async () => {
    const { network, user } = deskAt(asking('ringing'));
    expect(await screen.findByRole('button', { name: /Give up/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Hand over/ })).not.toBeInTheDocument();
    await user.keyboard('{Alt>}o{/Alt}');
    expect(network.sent('POST', '/desk/interactions/501/consult/complete')).toHaveLength(0);
  });

  test('whoever is asked sees who asks, and has no transfer, hold or disposition of their own', async () => {
    deskAt({ ...talking, interaction: { ...call, asked: { agentName: 'Cy Marsh', state: 'talking' } } });
    expect(await screen.findByText('Cy Marsh asks you')).toBeVisible();
    expect(screen.getByText('The customer hears music')).toBeVisible();
    expect(screen.getByRole('button', { name: /Leave/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Transfer/ })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Hold/ })).not.toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Disposition' })).not.toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: 'Notes' })).toBeVisible();
  });
});
