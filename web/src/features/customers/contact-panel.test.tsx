import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { ContactPanel, type Contacts } from './contact-panel';

const told: Contacts = {
  blocked: false,
  timeZone: null,
  zoneInForce: 'Asia/Shanghai',
  index: 0.75,
  pressure: [
    { window: 'day', points: 3, cap: 4 },
    { window: 'week', points: 3, cap: 10 },
    { window: 'month', points: 3, cap: 25 },
  ],
  consents: [
    {
      id: '1',
      at: '2026-01-05T09:00:00Z',
      channel: 'call',
      scope: 'all',
      kind: 'given',
      source: 'web',
      proof: 'form 7',
    },
  ],
  attempts: [
    {
      id: '3',
      at: '2026-01-05T10:00:00Z',
      channel: 'sms',
      purpose: 'marketing',
      by: 'Amy Chen',
      verdict: 'refused',
      reason: 'consent-missing',
    },
    {
      id: '2',
      at: '2026-01-05T09:30:00Z',
      channel: 'call',
      purpose: 'service',
      by: '',
      verdict: 'allowed',
      reason: '',
    },
  ],
};

test('answers who contacted the customer, why, and on what consent', async () => {
  fakeNetwork({ 'GET /customers/{id}/contacts': told });
  show(<ContactPanel customer="7" />, { me: { ...amy, rights: ['customers.view'] } });
  expect(await screen.findByText('Within 24 hours: 3 of 4 points')).toBeInTheDocument();
  expect(screen.getByText('No consent for this purpose')).toBeInTheDocument();
  expect(screen.getByText('Consent given · Phone · Any purpose')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Export all contacts' })).toHaveAttribute(
    'href',
    '/api/customers/7/contacts/export',
  );
  expect(screen.queryByRole('button', { name: 'Note' })).not.toBeInTheDocument();
});

test('notes what the customer said, with its proof', async () => {
  const network = fakeNetwork({
    'GET /customers/{id}/contacts': told,
    'POST /customers/{id}/consents': { ...told, blocked: true },
  });
  show(<ContactPanel customer="7" />, { me: { ...amy, rights: ['customers.view', 'customers.edit'] } });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Proof' }), 'recording 12');
  await userEvent.click(screen.getByRole('button', { name: 'Note' }));
  expect(await screen.findByText('No contact wanted')).toBeInTheDocument();
  expect(network.sent('POST', '/customers/7/consents')[0]?.body).toEqual({
    kind: 'given',
    channel: 'call',
    scope: 'all',
    source: 'phone',
    proof: 'recording 12',
  });
});
