import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { MonitoringStrip } from './monitoring-strip';

const row = {
  id: '2',
  stayId: '1',
  interactionId: '501',
  agentId: '32',
  agentName: 'Bo Lin',
  by: 'Amy Chen',
  mode: 'whisper',
  why: '',
  beganAt: '2026-01-05T09:00:00.000Z',
};

test('who listens is told so on every page, and leaves from there', async () => {
  let rows: unknown[] = [row];
  const { sent } = fakeNetwork({
    'GET /floor/monitoring': () => ({ rows }),
    'DELETE /floor/monitoring/{id}': () => {
      rows = [];
      return undefined;
    },
  });
  show(<MonitoringStrip />);
  expect(await screen.findByText('You whisper to Bo Lin')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Leave' }));
  await waitFor(() => expect(screen.queryByText('You whisper to Bo Lin')).not.toBeInTheDocument());
  expect(sent('DELETE', '/floor/monitoring/501')).toHaveLength(1);
});

test('nobody is asked for who may not listen', () => {
  const { calls } = fakeNetwork({});
  show(<MonitoringStrip />, { me: { ...amy, rights: ['desk.work'] } });
  expect(calls).toEqual([]);
});
