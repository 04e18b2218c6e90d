import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { OwnDay } from './components/own-day';

const means = (handleMillis: number) => ({ handleMillis, holdMillis: 10_000, wrapUpMillis: 40_000 });

test('own means stand beside the queue’s, with promises and role plays', async () => {
  fakeNetwork({
    'GET /desk/own-day': {
      since: '2026-11-22T00:00:00Z',
      queues: [
        { queueId: '7', name: { en: 'Orders' }, contacts: 12, mine: means(250_000), all: means(275_000) },
        { queueId: '8', name: { en: 'Faults' }, contacts: 1, mine: means(60_000) },
      ],
      promises: { kept: 3, due: 4 },
      rolePlays: { count: 2, lastId: '55', lastAt: '2026-11-20T09:00:00Z', lastScore: 0.82 },
    },
  });
  show(<OwnDay />);
  const orders = (await screen.findByRole('rowheader', { name: /Orders/ })).closest('tr')!;
  expect(orders).toHaveTextContent('4:10');
  expect(within(orders).getAllByTitle('all who served it today')[0]).toHaveTextContent('4:35');
  const faults = screen.getByRole('rowheader', { name: /Faults/ }).closest('tr')!;
  expect(within(faults).queryByTitle('all who served it today')).not.toBeInTheDocument();
  expect(screen.getByText('Follow-ups due today: 3 of 4 kept')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: /82 %/ })).toHaveAttribute('href', '/desk/role-plays/55');
});

test('a day that has not begun says nothing', async () => {
  const network = fakeNetwork({
    'GET /desk/own-day': {
      since: '2026-11-22T00:00:00Z',
      queues: [],
      promises: { kept: 0, due: 0 },
      rolePlays: { count: 0 },
    },
  });
  show(<OwnDay />);
  await expect.poll(() => network.sent('GET', '/desk/own-day').length).toBe(1);
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
  expect(screen.queryByText(/Follow-ups due/)).not.toBeInTheDocument();
});
