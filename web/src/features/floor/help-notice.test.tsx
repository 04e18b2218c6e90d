import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { HelpNotice } from './help-notice';

const request = {
  id: '7',
  interactionId: '501',
  agentId: '32',
  agentName: 'Bo Lin',
  reason: 'authority',
  text: '',
  askedAt: '2026-01-05T09:00:00.000Z',
  answer: '',
};

test('who may help is told on other pages than the floor, until somebody sees to it', async () => {
  let requests: unknown[] = [request];
  fakeNetwork({ 'GET /floor/help': () => ({ requests }) });
  const { queries } = show(<HelpNotice />, { path: '/desk' });
  expect(await screen.findByText('Bo Lin asks for help')).toBeInTheDocument();
  requests = [{ ...request, takenAt: request.askedAt, takenBy: 'Dana' }];
  await queries.invalidateQueries();
  await waitFor(() => expect(screen.queryByText('Bo Lin asks for help')).not.toBeInTheDocument());
});

test('an agent is not told of others', () => {
  const { calls } = fakeNetwork({});
  show(<HelpNotice />, { path: '/desk', me: { ...amy, rights: ['desk.work'] } });
  expect(calls).toEqual([]);
});
