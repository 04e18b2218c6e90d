import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { HelpList } from './help-list';

const request = {
  id: '7',
  interactionId: '501',
  agentId: '32',
  agentName: 'Bo Lin',
  queueName: { en: 'Orders' },
  reason: 'authority',
  text: 'may I refund 80?',
  askedAt: '2026-01-05T09:00:00.000Z',
  answer: '',
};

test('a request is taken, then answered in words or by coming in', async () => {
  let requests: unknown[] = [request];
  const { sent } = fakeNetwork({
    'GET /floor/help': () => ({ requests }),
    'GET /floor/help-log': { items: [], total: 0 },
    'GET /floor/monitoring': { rows: [] },
    'GET /floor/monitoring-rule': { version: 0, announce: 'silent', queues: {} },
    'POST /floor/help/{id}/take': () => {
      requests = [{ ...request, takenAt: request.askedAt, takenBy: 'Amy Chen' }];
      return requests[0];
    },
    'POST /floor/help/{id}/answer': () => {
      requests = [];
      return request;
    },
  });
  show(<HelpList />);
  expect(await screen.findByText('may I refund 80?')).toBeInTheDocument();
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'I see to it' }));
  expect(await screen.findByRole('button', { name: 'Whisper' })).toBeInTheDocument();
  await userEvent.type(await screen.findByRole('textbox', { name: 'Answer to Bo Lin' }), 'yes, up to 100{Enter}');
  expect(await screen.findByText('Nobody asks for help.')).toBeInTheDocument();
  expect(sent('POST', '/floor/help/7/answer')[0]!.body).toEqual({ text: 'yes, up to 100' });
});

test('who only looks sees it, and what became of earlier ones', async () => {
  fakeNetwork({
    'GET /floor/help': { requests: [request] },
    'GET /floor/help-log': {
      items: [
        {
          ...request,
          id: '6',
          closedAt: '2026-01-05T09:01:05.000Z',
          closedWhy: 'answered',
          answeredHow: 'whisper',
          answeredBy: 'Dana',
        },
      ],
      total: 1,
    },
  });
  show(<HelpList />, { me: { ...amy, rights: ['floor.view'] } });
  expect(await screen.findByText(/Dana whispered/)).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'I see to it' })).not.toBeInTheDocument();
});
