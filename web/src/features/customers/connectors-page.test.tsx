import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { ConnectorsPage } from './connectors-page';

const shop = {
  id: '7',
  version: 3,
  clientId: '1',
  code: 'shop',
  name: { en: 'Shop system' },
  kind: 'orders',
  baseUrl: 'https://shop.example.org',
  authHeader: 'Authorization',
  secretKept: true,
  readPath: '/orders/{order}',
  autoNotes: false,
  mapping: [],
  callers: {
    active: true,
    ownerPath: 'customer.phone',
    ownerIs: 'number',
    statePath: 'status',
    states: [{ theirs: 'In packing', ours: 'confirmed' }],
    cancelPath: '/orders/{order}/cancel',
  },
  spoken: [],
  timeoutMillis: 2000,
  cacheMinutes: 5,
  active: true,
  state: 'closed',
  waiting: 0,
};

const me = { ...amy, rights: ['settings.edit'] };

const network = () =>
  fakeNetwork({
    'GET /connectors': { items: [shop], total: 1 },
    'GET /connectors/{id}': shop,
    'GET /clients': { items: [{ id: '1', code: 'harbour', name: { en: 'Harbour' } }], total: 1 },
    'PUT /connectors/{id}': shop,
    'POST /connectors/{id}/try-caller': {
      status: 200,
      fields: [{ label: 'state', value: 'confirmed' }],
    },
  });

test('an order system is opened for callers, its states row by row', async () => {
  const asked = network();
  show(<ConnectorsPage />, { me });
  await userEvent.click(await screen.findByText('Shop system'));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByDisplayValue('customer.phone')).toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Add a state' }));
  const words = within(dialog).getAllByRole('textbox', { name: 'Their word' });
  await userEvent.type(words[1] as HTMLElement, 'Lying about');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked.sent('PUT', '/connectors/7')).toHaveLength(1));
  expect(asked.sent('PUT', '/connectors/7')[0]?.body).toMatchObject({
    callers: {
      ...shop.callers,
      states: [
        { theirs: 'In packing', ours: 'confirmed' },
        { theirs: 'Lying about', ours: 'placed' },
      ],
    },
  });
});

test('a trial tells what a caller from a number would be told of an order', async () => {
  const asked = network();
  show(<ConnectorsPage />, { me });
  await userEvent.click(await screen.findByText('Shop system'));
  const dialog = await screen.findByRole('dialog');
  const hear = await within(dialog).findByRole('button', { name: 'Hear what they would' });
  expect(hear).toBeDisabled();
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Calling from' }), '13800138000');
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Order number they key in' }), '900100');
  await userEvent.click(hear);
  expect(await within(dialog).findByText('This is what the flow is given.')).toBeInTheDocument();
  expect(within(dialog).getByText('confirmed')).toBeInTheDocument();
  expect(asked.sent('POST', '/connectors/7/try-caller')[0]?.body).toEqual({ number: '13800138000', order: '900100' });
});
