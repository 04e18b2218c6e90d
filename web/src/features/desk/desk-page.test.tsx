import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { Desk, DeskInteraction } from '@/api/contract';
import type { Live } from '@/api/live';
import { LiveContext } from '@/lib/live-context';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { deskQuery } from './api/desk-query';
import { CallBar } from './components/call-bar';
import { DeskProvider } from './desk-context';
import { DeskPage } from './desk-page';

const soon = (millis: number) => new Date(Date.now() + millis).toISOString();

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
  arrivedAt: soon(-60_000),
  queuedAt: soon(-50_000),
  answeredAt: soon(-20_000),
  held: false,
  muted: false,
  keys: [{ prompt: 'menu-main', digits: '3', meaning: { en: 'Renew my plan' } }],
  attributes: {},
  customer: { id: '71', name: 'Mei Tanaka', language: 'en', openCases: 1, contacts: 7 },
  earlier: [],
  notes: '',
  dispositions: [
    { code: 'renewed', name: { en: 'Renewed' } },
    { code: 'refused', name: { en: 'Refused' } },
  ],
  dispositionRequired: true,
  severalDispositions: false,
  recording: 'on',
};
const idle: Desk = {
  agentId: '31',
  name: 'Amy Chen',
  presence: 'ready',
  since: soon(-5_000),
  device: 'phone',
  media: { state: 'none' },
  state: 'idle',
  counts: { answered: 2, handledMillis: 480_000 },
  queues: [],
};
const offered: Desk = {
  ...idle,
  state: 'offered',
  interaction: { ...call, state: 'offered' },
  offer: {
    id: '501-1',
    interactionId: '501',
    queueId: '12',
    queueName: { en: 'Renewals' },
    madeAt: soon(-2_000),
    deadline: soon(18_000),
    explanation: {
      candidates: 4,
      rule: 'best-proficiency',
      score: 5,
      waitMillis: 48_000,
      step: 0,
      preference: 'ordinary',
    },
  },
};
const talking: Desk = { ...idle, state: 'talking', interaction: call };
const wrapping: Desk = {
  ...idle,
  state: 'wrapping-up',
  interaction: { ...call, state: 'wrapping-up', wrapUpDeadline: soon(40_000) },
};

function deskAt(desk: Desk, more: Record<string, unknown> = {}) {
  const network = fakeNetwork({
    ...more,
    'GET /desk': desk,
    'GET /not-ready-reasons': {
      items: [{ id: '9', code: 'lunch', name: { en: 'Lunch' }, active: true, system: false, order: 1 }],
      total: 1,
    },
    'POST /desk/{act}': desk,
    'POST /desk/offers/{id}/{what}': talking,
    'POST /desk/interactions/{id}/{what}': desk,
    'PUT /desk/interactions/{id}/notes': desk,
  });
  const shown = show(
    <DeskProvider>
      <CallBar />
      <DeskPage />
    </DeskProvider>,
    { path: '/desk' },
  );
  return { network, user: userEvent.setup(), ...shown };
}

describe('the desk', () => {
  test('announces an offer with who, queue and why, and accepts it by key', async () => {
    const { network, user } = deskAt(offered);
    expect(await screen.findByRole('alert')).toHaveTextContent('Incoming call from Mei Tanaka for Renewals');
    expect(screen.getByText(/You know this best among 4/)).toBeInTheDocument();
    expect(screen.getByText('Renew my plan', { exact: false })).toBeInTheDocument();
    await user.keyboard('{Alt>}a{/Alt}');
    await waitFor(() => expect(network.sent('POST', '/desk/offers/501-1/accept')).toHaveLength(1));
    expect(network.sent('POST', '/desk/offers/501-1/accept')[0]!.csrf).toBe('token-of-amy');
    expect(await screen.findByRole('toolbar', { name: 'Call controls' })).toBeInTheDocument();
  });

  test('keeps what it was told while an act was under way: the answer may be older', async () => {
    const heard = new Map<string, (data: unknown) => void>();
    const live = {
      state: 'on',
      on: (topic: string, listener: (data: unknown) => void) => {
        heard.set(topic, listener);
        return () => {};
      },
      onGap: () => () => {},
      onState: () => () => {},
    } as unknown as Live;
    fakeNetwork({
      'GET /desk': offered,
      'POST /desk/offers/{id}/accept': () => {
        act(() => heard.get('desk')!({ ...talking, interaction: { ...call, recording: 'on' } }));
        return { ...talking, interaction: { ...call, recording: 'off' } };
      },
    });
    show(
      <LiveContext.Provider value={live}>
        <DeskProvider>
          <CallBar />
          <DeskPage />
        </DeskProvider>
      </LiveContext.Provider>,
      { path: '/desk' },
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('Incoming call');
    await userEvent.setup().keyboard('{Alt>}a{/Alt}');
    expect(await screen.findByRole('button', { name: 'Card pause' })).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Hold' })).toBeEnabled());
    expect(screen.getByRole('button', { name: 'Card pause' })).toBeInTheDocument();
  });

  test('says so when the offer was already settled, and reads the desk afresh', async () => {
    const { network, user } = deskAt(offered, {
      'POST /desk/offers/{id}/accept': () => refuse(409, 'offer-already-settled'),
    });
    await user.click(await screen.findByRole('button', { name: /Accept/ }));
    expect(await screen.findByText('This call was already answered, withdrawn or passed on.')).toBeInTheDocument();
    await waitFor(() => expect(network.sent('GET', '/desk').length).toBeGreaterThan(1));
  });

  test('mutes, holds and hangs up with keys while the notes have the focus', async () => {
    const { network, user } = deskAt(talking);
    await user.click(await screen.findByRole('textbox', { name: 'Notes' }));
    await user.keyboard('{Alt>}m{/Alt}{Alt>}h{/Alt}{Alt>}x{/Alt}');
    await waitFor(() => expect(network.sent('POST', '/desk/interactions/501/hang-up')).toHaveLength(1));
    expect(network.sent('POST', '/desk/interactions/501/mute')[0]!.body).toEqual({ on: true });
    expect(network.sent('POST', '/desk/interactions/501/hold')[0]!.body).toEqual({ on: true });
  });

  test('finishes also while the hang-up before is still under way', async () => {
    const { network, user, queries } = deskAt(talking, {
      'POST /desk/interactions/{id}/hang-up': () => new Promise(() => undefined),
    });
    await screen.findByRole('button', { name: /Hang up/ });
    await user.keyboard('{Alt>}x{/Alt}');
    act(() => queries.setQueryData(deskQuery.queryKey, wrapping));
    await user.click(await screen.findByRole('radio', { name: /Renewed/ }));
    await user.click(screen.getByRole('button', { name: /Finish, go ready/ }));
    await waitFor(() => expect(network.sent('POST', '/desk/interactions/501/wrap-up')).toHaveLength(1));
  });

  test('accepts an offer also while another act is under way', async () => {
    const { network, user, queries } = deskAt(wrapping, {
      'POST /desk/interactions/{id}/wrap-up': () => new Promise(() => undefined),
    });
    await user.click(await screen.findByRole('radio', { name: /Renewed/ }));
    await user.click(screen.getByRole('button', { name: /Finish, go ready/ }));
    await waitFor(() => expect(network.sent('POST', '/desk/interactions/501/wrap-up')).toHaveLength(1));
    act(() => queries.setQueryData(deskQuery.queryKey, offered));
    await user.click(await screen.findByRole('button', { name: /Accept/ }));
    await waitFor(() => expect(network.sent('POST', `/desk/offers/${offered.offer!.id}/accept`)).toHaveLength(1));
  });

  test('tells a telephone that rings from a conversation, and has nobody to hold', async () => {
    const outgoing = { kind: 'call-back' as const, state: 'ringing' as const };
    const { queries } = deskAt({ ...talking, interaction: { ...call, outgoing } });
    expect(await screen.findByText(/Call-back: it rings/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Hold/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /Transfer/ })).toBeNull();
    expect(screen.getByRole('button', { name: /Hang up/ })).toBeInTheDocument();
    const busy = { kind: 'call-out' as const, state: 'busy' as const };
    act(() =>
      queries.setQueryData(deskQuery.queryKey, {
        ...wrapping,
        interaction: { ...wrapping.interaction!, outgoing: busy },
      }),
    );
    expect(await screen.findByText('the line was busy')).toBeInTheDocument();
  });

  test('asks why a customer holds while they hold', async () => {
    const { network, user } = deskAt(
      { ...talking, interaction: { ...call, held: true } },
      {
        'GET /desk-reasons': {
          items: [
            { id: '1', kind: 'hold', code: 'looking-up', name: { en: 'Searching documents' }, active: true, order: 1 },
          ],
          total: 1,
        },
      },
    );
    await user.click(await screen.findByRole('combobox', { name: 'Why the hold?' }));
    await user.click(await screen.findByText('Searching documents', { selector: '.ant-select-item-option-content' }));
    await waitFor(() =>
      expect(network.sent('POST', '/desk/interactions/501/hold')[0]!.body).toEqual({ on: true, reason: 'looking-up' }),
    );
  });

  test('asks for the disposition before it finishes, then sends notes first and the choice after', async () => {
    const { network, user } = deskAt(wrapping);
    await user.type(await screen.findByRole('textbox', { name: 'Notes' }), 'wants 24 months');
    await user.click(screen.getByRole('button', { name: /Finish, go ready/ }));
    expect(screen.getByText('Choose at least one before you finish.')).toBeInTheDocument();
    expect(network.sent('POST', '/desk/interactions/501/wrap-up')).toHaveLength(0);
    await user.keyboard('{Alt>}2{/Alt}');
    expect(screen.getByRole('radio', { name: /Refused/ })).toBeChecked();
    await user.keyboard('{Alt>}f{/Alt}');
    await waitFor(() => expect(network.sent('POST', '/desk/interactions/501/wrap-up')).toHaveLength(1));
    expect(network.sent('POST', '/desk/interactions/501/wrap-up')[0]!.body).toEqual({
      dispositions: ['refused'],
      ready: true,
    });
    const order = network.calls.filter((seen) => seen.path.startsWith('/desk/interactions')).map((seen) => seen.path);
    expect(order.indexOf('/desk/interactions/501/notes')).toBeLessThan(order.indexOf('/desk/interactions/501/wrap-up'));
  });

  test('goes not ready with a reason of the site', async () => {
    const { network, user } = deskAt(idle);
    await user.click(await screen.findByRole('button', { name: /Not ready…/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Lunch' }));
    await waitFor(() => expect(network.sent('POST', '/desk/not-ready')[0]?.body).toEqual({ reason: 'lunch' }));
  });

  test('tells who missed a call what happened to it', async () => {
    deskAt({ ...idle, presence: 'not-ready', reason: 'no-answer', state: 'none' });
    expect(await screen.findByRole('heading', { name: 'You missed a call' })).toBeInTheDocument();
  });

  test('keeps what is typed when the desk changes from outside', async () => {
    const { user, queries } = deskAt(talking);
    const notes = await screen.findByRole('textbox', { name: 'Notes' });
    await user.type(notes, 'half a sen');
    act(() =>
      queries.setQueryData(deskQuery.queryKey, { ...talking, interaction: { ...call, held: true, notes: 'older' } }),
    );
    expect(await within(screen.getByRole('toolbar')).findByRole('button', { name: 'Resume' })).toBeInTheDocument();
    expect(notes).toHaveValue('half a sen');
  });
});
