import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { DeskInteraction } from '@/api/contract';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { AboutContact } from './about-contact';

const me = { ...amy, rights: ['desk.work', 'customers.view', 'cases.view'] };
const call = { id: '99', clientId: '1', customer: { id: '7' } } as unknown as DeskInteraction;
const product = (id: string, en: string, clientId = '1') => ({
  id,
  clientId,
  code: `p${id}`,
  name: { en },
  kind: 'product',
  active: true,
});
const answers = (put: unknown) =>
  fakeNetwork({
    'GET /interactions/{id}/subjects': { orders: ['21'], products: [], cases: [] },
    'PUT /interactions/{id}/subjects': put,
    'GET /customers/{id}/glance': {
      id: '7',
      products: [{ id: '1', productId: '11', name: { en: 'Fibre 100' } }],
      orders: [],
    },
    'GET /products': {
      items: [product('11', 'Fibre 100'), product('12', 'Router R2'), product('13', 'Tea', '2')],
      total: 3,
    },
    'GET /cases': {
      items: [{ id: '5', subject: 'Router hums', typeName: { en: 'Ticket' }, stateName: { en: 'Open' } }],
      total: 1,
    },
  });

const option = (name: string) => screen.findByText(name, { selector: '.ant-select-item-option-content' });

test('products and cases are found by key and typing, what the customer has first', async () => {
  const network = answers({ orders: ['21'], products: ['12'], cases: [] });
  const user = userEvent.setup();
  show(<AboutContact call={call} />, { me });
  const box = await screen.findByRole('combobox', { name: 'Products it is about' });
  await screen.findByRole('combobox', { name: 'Cases it is about' });
  await user.keyboard('{Alt>}{Shift>}b{/Shift}{/Alt}');
  expect(box).toHaveFocus();
  await user.keyboard('Router');
  await user.click(await option('Router R2'));
  await waitFor(() => expect(network.sent('PUT', '/interactions/99/subjects')[0]?.body).toEqual({ products: ['12'] }));
  await user.click(screen.getByRole('combobox', { name: 'Cases it is about' }));
  await user.keyboard('hums');
  await user.click(await option('Router hums · Open'));
  await waitFor(() => expect(network.sent('PUT', '/interactions/99/subjects')[1]?.body).toEqual({ cases: ['5'] }));
  expect(screen.queryByText('Tea')).not.toBeInTheDocument();
});

test('what is refused is taken back and said', async () => {
  const network = answers(refuse(409, 'too-late', { detail: 'That product is not sold here' }));
  const user = userEvent.setup();
  const { queries } = show(<AboutContact call={call} />, { me });
  await user.click(await screen.findByRole('combobox', { name: 'Products it is about' }));
  await user.click(await option('Fibre 100 · they have it'));
  await waitFor(() => expect(network.sent('PUT', '/interactions/99/subjects')).toHaveLength(1));
  expect(await screen.findByText('That product is not sold here')).toBeInTheDocument();
  expect(queries.getQueryData(['subjects', '99'])).toMatchObject({ products: [] });
});
