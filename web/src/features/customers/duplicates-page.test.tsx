import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { DuplicatesPage } from './duplicates-page';

const customer = (id: string, name: string, more: object) => ({
  id,
  version: 2,
  clientId: '1',
  name,
  numbers: [{ number: `+4420794602${id}`, kind: 'mobile', primary: true }],
  language: 'en',
  consent: {},
  createdAt: '2026-01-05T09:00:00Z',
  ...more,
});

const pair = {
  first: customer('71', 'Wu Xiaolin', { memberLevel: 'Gold' }),
  second: customer('72', '吴晓琳', { email: 'wu@example.org', memberLevel: 'Silver' }),
  score: 0.76,
  reasons: ['email', 'name', 'other-email'],
};

const me = { ...amy, rights: ['customers.view', 'customers.merge'] };

test('two records are laid side by side, merged field by field, and taken apart again', async () => {
  const network = fakeNetwork({
    'GET /customer-duplicates': { items: [pair], total: 1 },
    'POST /customers/{id}/merge': pair.first,
    'GET /customers/{id}/merges': [{ id: '9', canUndo: true }],
    'POST /customer-merges/{id}/undo': pair.first,
  });
  show(<DuplicatesPage />, { me });
  expect(await screen.findByText('76 % sure')).toBeInTheDocument();
  expect(screen.getByText('another email')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Compare' }));
  const dialog = await screen.findByRole('dialog');
  await userEvent.click(within(dialog).getByRole('radio', { name: 'Name: Keep “吴晓琳”' }));
  // what only the other record knows comes along by itself
  expect(within(dialog).getByRole('radio', { name: 'Email: Keep “wu@example.org”' })).toBeChecked();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Merge' }));
  expect(network.sent('POST', '/customers/71/merge')[0]?.body).toEqual({
    other: '72',
    fromOther: ['name'],
    version: 2,
    otherVersion: 2,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(network.sent('POST', '/customer-merges/9/undo')).toHaveLength(1);
});

test('two people are told apart', async () => {
  const network = fakeNetwork({
    'GET /customer-duplicates': { items: [pair], total: 1 },
    'POST /customers/{id}/distinct': undefined,
  });
  show(<DuplicatesPage />, { me });
  await userEvent.click(await screen.findByRole('button', { name: 'Two people' }));
  expect(network.sent('POST', '/customers/71/distinct')[0]?.body).toEqual({ other: '72' });
});
