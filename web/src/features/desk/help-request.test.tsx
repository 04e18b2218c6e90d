import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { HelpRequest } from './components/help-request';

const asked = {
  id: '7',
  interactionId: '501',
  agentId: '31',
  reason: 'knowledge',
  text: 'which form?',
  askedAt: '2026-01-05T09:00:00.000Z',
  answer: '',
};

test('help is asked for with a key and one line, and is no longer needed', async () => {
  let request: unknown;
  const { sent } = fakeNetwork({
    'GET /desk/help': () => ({ request }),
    'POST /desk/help': () => {
      request = asked;
      return { request };
    },
    'DELETE /desk/help': () => {
      request = { ...asked, closedAt: '2026-01-05T09:01:00.000Z', closedWhy: 'withdrawn' };
      return { request };
    },
  });
  show(<HelpRequest interactionId="501" />);
  expect(await screen.findByRole('button', { name: 'Ask for help' })).toBeInTheDocument();
  await userEvent.keyboard('{Alt>}u{/Alt}');
  await userEvent.type(await screen.findByRole('textbox'), 'which form?{Enter}');
  expect(await screen.findByText('You asked for help')).toBeInTheDocument();
  expect(sent('POST', '/desk/help')[0]!.body).toEqual({ reason: 'knowledge', text: 'which form?' });
  await userEvent.click(screen.getByRole('button', { name: 'No longer needed' }));
  await waitFor(() => expect(screen.queryByText('You asked for help')).not.toBeInTheDocument());
});

test('whoever sees to it is named, and what was asked about another customer is not shown', async () => {
  fakeNetwork({ 'GET /desk/help': { request: { ...asked, takenBy: 'Dana', takenAt: asked.askedAt } } });
  const { unmount } = show(<HelpRequest interactionId="501" />);
  expect(await screen.findByText('Dana sees to it')).toBeInTheDocument();
  unmount();
  show(<HelpRequest interactionId="502" />);
  expect(await screen.findByRole('button', { name: 'Ask for help' })).toBeInTheDocument();
  expect(screen.queryByText('Dana sees to it')).not.toBeInTheDocument();
});
