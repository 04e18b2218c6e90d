import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { QueueWaitsTable, SilentQueues } from './queue-waits';

const row = {
  queueId: '7',
  queueName: { en: 'Renewals' },
  announced: { contacts: 3, absoluteErrorMillis: 45_000, errorMillis: -15_000 },
  callBacks: { offered: 40, accepted: 25, reached: 20, inTime: 18, open: 2, raised: 3 },
};
const silence = {
  queueId: '7',
  queueName: { en: 'Renewals' },
  flow: 'renewals-main',
  step: 'wait',
  reason: 'no-treatment',
};

test('shows how wrong announced waits were and how call-backs went, as in the example of the metrics', async () => {
  fakeNetwork({ 'GET /waits': [row] });
  show(<QueueWaitsTable />);
  const cells = within((await screen.findByRole('rowheader', { name: 'Renewals' })).closest('tr')!)
    .getAllByRole('cell')
    .map((cell) => cell.textContent);
  expect(cells).toEqual(['3', '15 s', '-5 s', '40', '25 (63%)', '20 (80%)', '72%', '2', '3']);
});

test('names the place where callers wait without a word, and leads there', async () => {
  fakeNetwork({ 'GET /waits/silent': [silence] });
  show(<SilentQueues />);
  expect(await screen.findByText('1 place where callers wait without any information')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Flow renewals-main, step wait' })).toHaveAttribute(
    'href',
    '/settings/flows/renewals-main',
  );
});

test('leads nobody to flows who may not see them', async () => {
  fakeNetwork({ 'GET /waits/silent': [silence] });
  show(<SilentQueues />, { me: { ...amy, rights: ['queues.view'] } });
  expect(await screen.findByText(/Flow renewals-main, step wait/)).toBeInTheDocument();
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
});
