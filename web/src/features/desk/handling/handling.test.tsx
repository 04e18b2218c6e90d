import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { DeskHandling } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { WrapUp } from '../components/wrap-up';
import type { DeskValue } from '../desk-context';
import { EscalationPanel } from './escalation-panel';
import { NeedPanel } from './need-panel';

const type = (kind: string, code: string, name: string, active = true) => ({
  id: code,
  version: 0,
  kind,
  code,
  name: { en: name },
  signs: { en: `signs of ${code}` },
  causes: {},
  handling: { en: `handling of ${code}` },
  active,
  order: 0,
});
const nothing: DeskHandling = {
  interactionId: '501',
  signs: [],
  escalations: [],
  notesBefore: [],
  followUps: {},
};
const escalated: DeskHandling['escalations'][number] = {
  caseId: '900',
  routeId: '7',
  routeName: { en: 'Billing' },
  departmentName: { en: 'Customer accounts' },
  sign: 'repeated',
  way: 'consult',
  agentId: '31',
  agentName: 'Amy Chen',
  at: '2026-11-22T12:00:00.000Z',
  situation: '',
  tried: '',
  explained: false,
  whole: false,
};
const route = {
  id: '7',
  version: 0,
  code: 'billing',
  name: { en: 'Billing' },
  clientId: '1',
  departmentId: '3',
  departmentName: { en: 'Customer accounts' },
  agentIds: ['32'],
  agentNames: ['Ben Okoro'],
  active: true,
  order: 0,
};

function network(now: DeskHandling, after: DeskHandling = now) {
  return fakeNetwork({
    'GET /need-types': {
      items: [
        type('need', 'clear', 'Clear request'),
        type('need', 'short-of-time', 'Short of time'),
        type('decision', 'quick', 'Decides quickly', false),
      ],
      total: 3,
    },
    'GET /desk/interactions/{id}/handling': now,
    'PUT /desk/interactions/{id}/mark': after,
    'POST /desk/interactions/{id}/escalation': after,
    'PUT /desk/interactions/{id}/escalation': after,
    'GET /escalation-routes': { items: [route], total: 1 },
  });
}

describe('what a contact needs', () => {
  test('is marked with one key and shows what helps; what is switched off is not offered', async () => {
    const sent = network(nothing, { ...nothing, need: 'short-of-time' });
    const user = userEvent.setup();
    show(<NeedPanel interactionId="501" />);
    await screen.findByRole('radio', { name: /Short of time/ });
    expect(screen.queryByText('Decides quickly')).not.toBeInTheDocument();
    await user.keyboard('{Alt>}{Shift>}2{/Shift}{/Alt}');
    await waitFor(() =>
      expect(sent.sent('PUT', '/desk/interactions/501/mark')[0]?.body).toEqual({ kind: 'need', code: 'short-of-time' }),
    );
    expect(await screen.findByText('handling of short-of-time')).toBeInTheDocument();
    expect(screen.getByRole('radio', { name: /Short of time/ })).toBeChecked();
  });
});

describe('escalation', () => {
  const panel = (openTransfer = () => {}) => (
    <EscalationPanel interactionId="501" clientId="1" talking openTransfer={openTransfer} />
  );

  test('goes through its steps by keyboard and opens the search at the end', async () => {
    let opened = false;
    const sent = network(
      { ...nothing, signs: [{ code: 'repeated', name: { en: 'Came back' } }] },
      { ...nothing, escalations: [escalated] },
    );
    const user = userEvent.setup();
    show(panel(() => (opened = true)));
    expect(await screen.findByText(/Came back: consider escalating/)).toBeInTheDocument();
    await user.keyboard('{Alt>}g{/Alt}');
    expect(await screen.findByRole('radio', { name: /Came back several times/ })).toBeChecked();
    const on = () => user.keyboard('{Control>}{Enter}{/Control}');
    await on();
    expect(await screen.findByRole('radio', { name: /Billing/ })).toBeChecked();
    expect(screen.getByText('People: Ben Okoro')).toBeInTheDocument();
    screen.getByRole('radio', { name: /Billing/ }).focus();
    await on();
    expect(await screen.findByText(/Let them finish/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /Next/ }));
    screen.getByRole('radio', { name: /Ask first/ }).focus();
    await on();
    await waitFor(() =>
      expect(sent.sent('POST', '/desk/interactions/501/escalation')[0]?.body).toEqual({
        routeId: '7',
        sign: 'repeated',
        way: 'consult',
      }),
    );
    expect(await screen.findByText('Escalated to Customer accounts')).toBeInTheDocument();
    expect(opened).toBe(true);
  });

  test('says what its notes still lack, and keeps them', async () => {
    const whole = { ...escalated, situation: 'Wrong bill', tried: 'Checked', explained: true, whole: true };
    const sent = network({ ...nothing, escalations: [escalated] }, { ...nothing, escalations: [whole] });
    const user = userEvent.setup();
    show(panel());
    expect(await screen.findByText(/Still needed before you can finish/)).toBeInTheDocument();
    await user.type(screen.getByLabelText(/The situation/), 'Wrong bill');
    await user.type(screen.getByLabelText('What was tried'), 'Checked');
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'Keep the notes' }));
    await waitFor(() =>
      expect(sent.sent('PUT', '/desk/interactions/501/escalation')[0]?.body).toEqual({
        situation: 'Wrong bill',
        tried: 'Checked',
        explained: true,
      }),
    );
    expect(await screen.findByText(/Everything the next person needs/)).toBeInTheDocument();
  });

  test('shows whoever received the contact what was written before', async () => {
    network({
      ...nothing,
      escalations: [{ ...escalated, agentId: '99', agentName: 'Ben Okoro', situation: 'Wrong bill', tried: 'Checked' }],
      notesBefore: [{ at: '2026-11-22T12:00:00.000Z', author: 'Ben Okoro', text: 'Speaks softly.' }],
    });
    show(panel());
    const before = (await screen.findByText('Escalated before it came to you')).closest('section')!;
    expect(within(before).getByText('Wrong bill')).toBeInTheDocument();
    expect(within(before).getByText('Speaks softly.')).toBeInTheDocument();
  });
});

describe('the end of a contact', () => {
  test('proposes results first, and a pending one becomes a dated case', async () => {
    const acts: { path: string; body?: unknown }[] = [];
    const chosen: string[][] = [];
    fakeNetwork({
      'GET /desk/interactions/{id}/handling': { ...nothing, followUps: { pending: 'follow-up' } },
      'GET /desk/interactions/{id}/suggestions': [{ code: 'pending', source: 'path', part: 6, whole: 8 }],
      'GET /cases/owners': { items: [{ id: '2', displayName: 'Ben Okoro' }], total: 1 },
    });
    const value = {
      desk: {
        state: 'wrapping-up',
        since: new Date().toISOString(),
        interaction: {
          id: '501',
          dispositions: [
            { code: 'solved', name: { en: 'Solved' } },
            { code: 'pending', name: { en: 'Pending' } },
          ],
          dispositionRequired: true,
          severalDispositions: false,
        },
      },
      chosen: ['pending'],
      choose: (codes: string[]) => chosen.push(codes),
      flush: () => Promise.resolve(),
      act: (act: { path: string; body?: unknown }) => {
        acts.push(act);
        return Promise.resolve();
      },
    } as unknown as DeskValue;
    const user = userEvent.setup();
    show(<WrapUp value={value} />);
    const proposals = await screen.findByRole('group', { name: 'Probably' });
    expect(within(proposals).getByRole('button', { name: 'Pending' })).toHaveAttribute(
      'title',
      'after this key, 6 of 8',
    );
    await user.type(await screen.findByLabelText('What is still to do'), 'Call after the delivery');
    const due = screen.getByLabelText('Until when');
    fireEvent.change(due, { target: { value: '2026-12-24T10:00' } });
    await user.keyboard('{Alt>}f{/Alt}');
    await waitFor(() => expect(acts).toHaveLength(1));
    expect(acts[0]).toMatchObject({
      path: '/interactions/501/wrap-up',
      body: {
        dispositions: ['pending'],
        ready: true,
        followUp: { dueAt: new Date('2026-12-24T10:00').toISOString(), note: 'Call after the delivery' },
      },
    });
  });
});
