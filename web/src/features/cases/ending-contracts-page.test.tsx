import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { EndingContractsPage } from './ending-contracts-page';

const contract = (id: string, customerName: string, more: object = {}) => ({
  id,
  clientId: '1',
  customerId: `7${id}`,
  customerName,
  product: { en: 'Fibre 100' },
  until: '2026-12-24',
  reference: `V-${id}`,
  closed: false,
  ...more,
});
const clients = { 'GET /clients': { items: [{ id: '1', code: 'tea', name: { en: 'Harbour Tea' } }], total: 1 } };

test('each contract that ends opens its renewal, or leads to the one there is', async () => {
  const network = fakeNetwork({
    ...clients,
    'GET /ending-contracts': {
      items: [contract('1', 'Grace Liu'), contract('2', 'Amy Wong', { caseId: '900' })],
      total: 2,
    },
    'POST /ending-contracts/{holding}/renewal': { id: '901', subject: 'Fibre 100' },
  });
  show(<EndingContractsPage />);
  const user = userEvent.setup();
  expect(await screen.findByRole('link', { name: 'Grace Liu' })).toHaveAttribute('href', '/desk/customers?record=71');
  expect(screen.getByRole('link', { name: 'Open its task' })).toHaveAttribute('href', '/desk/cases/900');
  expect(network.calls.find((call) => call.path === '/ending-contracts')?.query.get('within')).toBe('60');
  await user.click(screen.getByRole('button', { name: 'Renew for Grace Liu' }));
  await waitFor(() => expect(network.sent('POST', '/ending-contracts/1/renewal')).toHaveLength(1));
  expect(await screen.findByText('elsewhere')).toBeInTheDocument();
});

test('what stands in the way is said', async () => {
  fakeNetwork({
    ...clients,
    'GET /ending-contracts': { items: [contract('1', 'Grace Liu')], total: 1 },
    'POST /ending-contracts/{holding}/renewal': refuse(409, 'no-renewal-task', { title: 'Add the task first' }),
  });
  show(<EndingContractsPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Renew for Grace Liu' }));
  expect(await screen.findByText('Add the task first')).toBeInTheDocument();
});
