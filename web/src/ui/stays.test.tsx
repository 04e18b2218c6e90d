import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { Stays } from './stays';

const row = {
  id: '2',
  stayId: '1',
  interactionId: '501',
  agentId: '32',
  agentName: 'Bo Lin',
  by: 'Amy Chen',
  mode: 'whisper',
  why: 'first week',
  announced: 'agent',
  beganAt: '2026-01-05T09:00:00.000Z',
  endedAt: '2026-01-05T09:02:00.000Z',
};
const stay = {
  id: '1',
  interactionId: '501',
  by: 'Amy Chen',
  own: true,
  beganAt: row.beganAt,
  endedAt: row.endedAt,
  heardMillis: 120_000,
  rows: [row],
  hints: [{ at: row.beganAt, text: 'offer the refund', readAt: row.endedAt }],
  note: '',
  coaching: false,
};

test('who was in it notes something for coaching', async () => {
  const { sent } = fakeNetwork({
    'GET /floor/monitoring-stays': { items: [stay], total: 1 },
    'PUT /floor/monitoring-stays/{id}': { ...stay, note: 'good opening', coaching: true },
  });
  show(<Stays of={{ interaction: '501' }} />);
  expect(await screen.findByText(/whispered · Bo Lin · announced to the agent · first week/)).toBeInTheDocument();
  expect(screen.getByText(/Hint: offer the refund/)).toBeInTheDocument();
  await userEvent.type(screen.getByRole('textbox', { name: 'Note about this stay' }), 'good opening');
  await userEvent.click(screen.getByRole('checkbox', { name: 'Use for coaching' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(sent('PUT', '/floor/monitoring-stays/1')[0]!.body).toEqual({ note: 'good opening', coaching: true });
});

test('others read it, and who may not listen does not ask', async () => {
  const { calls } = fakeNetwork({
    'GET /floor/monitoring-stays': { items: [{ ...stay, own: false, note: 'good opening', coaching: true }], total: 1 },
  });
  const { unmount } = show(<Stays of={{ agent: '32' }} />);
  expect(await screen.findByText('good opening')).toBeInTheDocument();
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  unmount();
  const before = calls.length;
  show(<Stays of={{ agent: '32' }} />, { me: { ...amy, rights: ['desk.work'] } });
  expect(calls).toHaveLength(before);
});
