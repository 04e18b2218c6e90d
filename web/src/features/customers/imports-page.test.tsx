import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { ImportsPage } from './imports-page';

const orders = {
  id: '9',
  version: 0,
  clientId: '1',
  kind: 'orders',
  fields: ['number', 'customer', 'state'],
  fileName: 'orders.csv',
  charset: 'UTF-8',
  delimiter: ',',
  header: ['Order', 'Shoe size'],
  sample: [['A-1', '42']],
  mapping: ['number', ''],
  rule: 'update',
  dryRun: true,
  state: 'draft',
  done: 0,
  made: 0,
  changed: 0,
  skipped: 0,
  wrong: 0,
  fileKept: true,
  createdAt: '2026-03-05T09:00:00Z',
  by: 'Amy',
};

const me = { ...amy, rights: ['customers.merge'] };

test('a file of orders offers what orders have, and is tried as it was mapped', async () => {
  const network = fakeNetwork({
    'GET /customer-imports': { items: [orders], total: 1 },
    'GET /customer-imports/{id}': orders,
    'POST /customer-imports/{id}/run': { ...orders, state: 'done', made: 1 },
  });
  show(<ImportsPage />, { me });
  expect(await screen.findByRole('combobox', { name: 'What the file is of' })).toBeInTheDocument();
  await userEvent.click(await screen.findByRole('button', { name: 'orders.csv' }));
  expect(await screen.findByText(/One line is one order/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('combobox', { name: /^Shoe size/ }));
  expect(await screen.findByTitle('Customer’s number')).toBeInTheDocument();
  expect(screen.queryByTitle('Member level')).not.toBeInTheDocument();
  await userEvent.click(screen.getByTitle('Customer’s number'));
  await userEvent.click(screen.getByRole('button', { name: 'Try it' }));
  expect(network.sent('POST', '/customer-imports/9/run')[0]?.body).toEqual({
    mapping: ['number', 'customer'],
    rule: 'update',
    dryRun: true,
    version: 0,
  });
});
