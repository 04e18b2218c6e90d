import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { IntentsPage } from './intents-page';

const judgement = { tried: 10, answered: 8, right: 7, low: 0.53, high: 0.98, remarks: [] as object[] };
const page = {
  liveVersion: 1,
  latestVersion: 2,
  state: 'draft',
  table: {
    intents: [
      { code: 'bill', name: { en: 'Bills' }, phrases: ['my bill is wrong'] },
      { code: 'repair', name: { en: 'Repairs', 'zh-Hans': '维修' }, phrases: ['it is broken', '我要修车'] },
    ],
  },
  judgement,
  versions: [
    { version: 2, state: 'draft', at: '2026-03-02T10:00:00Z', by: 'Amy', reason: 'spring' },
    { version: 1, state: 'approved', at: '2026-03-01T10:00:00Z', by: 'Amy', reason: 'first' },
  ],
};

const network = (more: object = {}) =>
  fakeNetwork({
    'GET /clients': { items: [{ id: '1', code: 'tea', name: { en: 'Harbour Tea' } }], total: 1 },
    'GET /intents': page,
    'GET /intents/misses': { items: [], total: 0 },
    'POST /intents/judge': {
      ...judgement,
      remarks: [
        {
          intent: 'repair',
          phrase: 'my bill is wrong',
          code: 'shared',
          other: 'bill',
          text: 'It already stands for bill.',
        },
      ],
    },
    'POST /intents/try': {
      intent: 'repair',
      candidates: [
        { intent: 'repair', name: { en: 'Repairs' }, confidence: 0.91, phrase: 'it is broken', likeness: 0.8 },
        { intent: 'bill', name: { en: 'Bills' }, confidence: 0.04, phrase: 'my bill is wrong', likeness: 0.1 },
      ],
    },
    ...more,
  });

test('a phrase that stands for two wishes is told beside it and keeps the draft back', async () => {
  network();
  const user = userEvent.setup();
  show(<IntentsPage />, { path: '/settings/intents' });
  await user.click(await screen.findByRole('button', { name: /Repairs/ }));
  expect(screen.getByRole('button', { name: 'Put version 2 live' })).toBeEnabled();
  await user.click(screen.getByLabelText('Phrases, one a line'));
  await user.paste('\nmy bill is wrong');
  expect(await screen.findByText('It already stands for bill.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Put version 2 live' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(screen.getByLabelText('Phrases, one a line')).toHaveValue('it is broken\n我要修车'));
});

test('a sentence is tried as it is typed and leads to its wish', async () => {
  network();
  const user = userEvent.setup();
  show(<IntentsPage />, { path: '/settings/intents' });
  await user.type(await screen.findByLabelText('As a customer would write it'), 'my car broke');
  const found = await screen.findByRole('button', { name: /Repairs 91 % nearest to “it is broken”/ });
  await user.click(found);
  expect(screen.getByRole('heading', { name: 'Repairs' })).toBeVisible();
});

test('an empty house is told how to begin', async () => {
  network({ 'GET /intents': { ...page, latestVersion: 0, state: 'none', table: { intents: [] }, versions: [] } });
  const user = userEvent.setup();
  show(<IntentsPage />, { path: '/settings/intents' });
  expect(await screen.findByText('No intents yet')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Add' }));
  const panel = screen.getByRole('heading', { name: 'wish' }).closest('section')!;
  expect(within(panel).getByLabelText('Code')).toHaveValue('wish');
});

test('a table is put live until a moment, and the approval before is taken back', async () => {
  const { sent } = network({
    'POST /intents/versions/{version}/approve': page,
    'POST /intents/versions/{version}/take-back': page,
  });
  const user = userEvent.setup();
  show(<IntentsPage />, { path: '/settings/intents' });
  await user.click(await screen.findByRole('button', { name: 'Put version 2 live' }));
  await user.type(await screen.findByLabelText('Reason'), 'spring');
  fireEvent.change(screen.getByLabelText(/^In service until/), { target: { value: '2031-01-02T00:00' } });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent('POST', '/intents/versions/2/approve')[0]?.body).toEqual({
      reason: 'spring',
      validTo: new Date('2031-01-02T00:00').toISOString(),
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Take back' }));
  await user.type(screen.getByLabelText('Reason'), 'too early');
  await user.click(screen.getAllByRole('button', { name: 'Save' }).at(-1)!);
  await waitFor(() => expect(sent('POST', '/intents/versions/1/take-back')[0]?.body).toEqual({ reason: 'too early' }));
});

test('what nobody understood becomes a phrase by a press, is seen to with the table, or is put aside', async () => {
  const { sent } = network({
    'GET /intents/misses': {
      items: [
        {
          words: 'my scooter ####  stands still?',
          count: 3,
          firstAt: '2026-03-01T10:00:00Z',
          lastAt: '2026-03-02T10:00:00Z',
          nearest: 'repair',
        },
        { words: 'ahem', count: 1, firstAt: '2026-03-01T10:00:00Z', lastAt: '2026-03-02T10:00:00Z' },
      ],
      total: 2,
    },
    'PUT /intents': page,
    'POST /intents/misses/settled': undefined,
  });
  const user = userEvent.setup();
  show(<IntentsPage />, { path: '/settings/intents' });
  expect(await screen.findByText(/^3 times/)).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Add as a phrase: ahem' })).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Put aside: ahem' }));
  await waitFor(() => expect(sent('POST', '/intents/misses/settled')[0]?.body).toEqual({ words: 'ahem' }));
  await user.click(screen.getByRole('button', { name: /^Add as a phrase: my scooter/ }));
  expect(screen.getByLabelText('Phrases, one a line')).toHaveValue('it is broken\n我要修车\nmy scooter stands still?');
  expect(screen.getByText(/^among the phrases/)).toBeInTheDocument();
  expect(sent('POST', '/intents/misses/settled')).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Save as new draft' }));
  await user.type(await screen.findByLabelText('Reason'), 'scooters');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent('POST', '/intents/misses/settled')[1]?.body).toEqual({ words: 'my scooter ####  stands still?' }),
  );
});
