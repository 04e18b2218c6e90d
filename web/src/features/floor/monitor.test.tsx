import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { Monitor } from './monitor';

const row = {
  id: '1',
  interactionId: '501',
  agentId: '32',
  by: 'Amy Chen',
  mode: 'listen',
  why: '',
  beganAt: '2026-01-05T09:00:00.000Z',
};

test('a conversation is entered, and left again', async () => {
  let rows: unknown[] = [];
  const { sent } = fakeNetwork({
    'GET /floor/monitoring': () => ({ rows }),
    'POST /floor/monitoring': () => {
      rows = [row];
      return row;
    },
    'DELETE /floor/monitoring/{id}': () => {
      rows = [];
      return undefined;
    },
  });
  show(<Monitor interactionId="501" />);
  await userEvent.click(await screen.findByRole('button', { name: 'Listen' }));
  expect(sent('POST', '/floor/monitoring')[0]!.body).toEqual({ interactionId: '501', mode: 'listen' });
  await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Leave' })).not.toBeInTheDocument());
  expect(sent('DELETE', '/floor/monitoring/501')).toHaveLength(1);
});

test('who may only listen is not offered to speak', async () => {
  fakeNetwork({ 'GET /floor/monitoring': { rows: [] } });
  show(<Monitor interactionId="501" />, { me: { ...amy, rights: ['floor.view', 'recordings.listen'] } });
  expect(await screen.findByRole('button', { name: 'Listen' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Whisper' })).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Take over' })).not.toBeInTheDocument();
});
