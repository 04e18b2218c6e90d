import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { DeskMessages } from './components/desk-messages';

test('what a leader has written stays until it is read', async () => {
  fakeNetwork({
    'GET /desk/messages': {
      messages: [{ id: '5', at: '2026-01-05T09:00:00.000Z', from: 'Dana', text: 'Well done' }],
    },
    'POST /desk/messages/{id}/read': { messages: [] },
  });
  show(<DeskMessages />);
  expect(await screen.findByText(/Well done/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Read' }));
  await waitFor(() => expect(screen.queryByText(/Well done/)).not.toBeInTheDocument());
});

test('nobody but an agent is asked for', async () => {
  const { calls } = fakeNetwork({});
  show(<DeskMessages />, { me: { ...amy, agentId: undefined } });
  expect(calls).toEqual([]);
});
