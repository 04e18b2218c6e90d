import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { KnownCustomer } from './known-customer';

const glance = {
  id: '7',
  name: 'Wu Xiaolin',
  since: '2019-01-01',
  preferredChannel: 'call',
  preferredFrom: '09:00',
  preferredTo: '11:30',
  worth: { rank: 3, computedRank: 4, contributionMinor: 128000, currency: 'CNY', months: 12 },
  contacts: 4,
  openCases: 0,
  orderCount: 7,
  products: [
    {
      id: '1',
      version: 0,
      customerId: '7',
      productId: '11',
      name: { en: 'Fibre 100' },
      since: '2024-03-01',
      state: 'active',
    },
  ],
  orders: [
    {
      id: '21',
      number: '2611220042',
      placedAt: '2026-01-05T09:00:00Z',
      state: 'shipped',
      currency: 'CNY',
      totalMinor: 25600,
      lines: 2,
      first: 'Green tea',
    },
  ],
};

const me = { ...amy, rights: ['desk.work', 'customers.view', 'customers.value'] };

test('tells in one look what a customer uses, ordered, wishes and is worth', async () => {
  fakeNetwork({ 'GET /customers/{id}/glance': glance });
  show(<KnownCustomer customer="7" />, { me });
  expect(await screen.findByRole('link', { name: 'Fibre 100' })).toHaveAttribute('href', '/desk/products?record=11');
  expect(screen.getByText(/Contribution CN¥1,280.00 in 12 months · by the rule 4/)).toBeInTheDocument();
  expect(screen.getByText('Prefers Phone call, 09:00–11:30')).toBeInTheDocument();
  expect(screen.getByText('Green tea +1')).toBeInTheDocument();
  expect(screen.getByText('Shipped')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'All 7 orders' })).toHaveAttribute('href', '/desk/orders?customer=7');
});

test('shows what is open with them, to whoever may see cases', async () => {
  const network = fakeNetwork({
    'GET /customers/{id}/glance': { ...glance, openCases: 1 },
    'GET /cases': {
      items: [{ id: '5', subject: 'Router hums', typeName: { en: 'Ticket' }, stateName: { en: 'In progress' } }],
      total: 1,
    },
  });
  show(<KnownCustomer customer="7" />, { me: { ...me, rights: [...me.rights, 'cases.view'] } });
  expect(await screen.findByRole('link', { name: 'Router hums' })).toHaveAttribute('href', '/desk/cases/5');
  expect(screen.getByText('In progress')).toBeInTheDocument();
  expect(network.calls.find((call) => call.path === '/cases')?.query.get('customer')).toBe('7');
});

test('is reached by key, and what the contact is about is marked there', async () => {
  const network = fakeNetwork({
    'GET /customers/{id}/glance': glance,
    'GET /interactions/{id}/subjects': { orders: [], products: [], cases: [] },
    'PUT /interactions/{id}/subjects': { orders: ['21'], products: [], cases: [] },
  });
  show(<KnownCustomer customer="7" interaction="99" />, { me });
  const box = await screen.findByRole('checkbox', { name: 'The contact is about order 2611220042' });
  await userEvent.keyboard('{Alt>}b{/Alt}');
  expect(screen.getByRole('region', { name: 'Products and orders' })).toHaveFocus();
  await userEvent.tab();
  expect(screen.getByRole('link', { name: 'Fibre 100' })).toHaveFocus();
  await userEvent.click(box);
  expect(await screen.findByRole('checkbox', { checked: true })).toBeInTheDocument();
  expect(network.sent('PUT', '/interactions/99/subjects')[0]?.body).toEqual({ orders: ['21'] });
});

test('stays away from whoever may not see customers', () => {
  const network = fakeNetwork({ 'GET /customers/{id}/glance': glance });
  show(<KnownCustomer customer="7" />, { me: { ...amy, rights: ['desk.work'] } });
  expect(network.calls).toEqual([]);
});
