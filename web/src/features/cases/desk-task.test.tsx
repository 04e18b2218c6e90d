import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { DeskInteraction } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { DeskTask } from './desk-task';

const state = { code: 'new', name: { en: 'New' }, closed: false };
const type = (code: string, name: string, clientId?: string) => ({
  code,
  version: 1,
  liveVersion: 1,
  name: { en: name },
  ...(clientId && { clientId }),
  states: [state],
  moves: [],
  reasons: [],
  dispositions: [],
  escalation: [],
  notesRequired: false,
  active: true,
});
const form = {
  use: 'case',
  title: { en: 'Order' },
  scales: [],
  sections: [
    {
      code: 'order',
      title: { en: 'Order' },
      items: [
        {
          code: 'article',
          kind: 'text',
          label: { en: 'Article' },
          required: true,
          notApplicable: false,
          comment: 'none',
        },
      ],
    },
  ],
};
const call = {
  id: '501',
  clientId: '1',
  clientName: { en: 'Harbour' },
  customer: { id: '71', name: 'Mei', language: 'en', openCases: 0, contacts: 1 },
} as DeskInteraction;

test('a task whose type names a script is led through by it', async () => {
  const made = { id: '900', subject: 'Two pots', type: 'quick-order-harbour', state: 'new', clientId: '1' };
  const network = fakeNetwork({
    'GET /case-types': {
      items: [{ ...type('quick-order-harbour', 'Quick order', '1'), script: 'script-task-order' }],
      total: 1,
    },
    'POST /cases': made,
    'POST /desk/interactions/{id}/script': { id: '501', scripts: [], filled: [] },
    'GET /cases/{id}': {
      ...made,
      form: { code: 'app-order', version: 1, form },
      answers: {},
      answersVersion: 0,
      reminders: [],
      related: [],
      changes: [],
    },
  });
  const user = userEvent.setup();
  show(<DeskTask call={call} />);
  await user.keyboard('{Alt>}w{/Alt}');
  await user.click(await screen.findByRole('combobox'));
  await user.click((await screen.findAllByText('Quick order')).at(-1)!);
  await user.type(screen.getByLabelText('In one line'), 'Two pots');
  await user.click(screen.getByRole('button', { name: 'Open it' }));
  await waitFor(() =>
    expect(network.sent('POST', '/desk/interactions/501/script')[0]?.body).toEqual({ caseId: '900' }),
  );
  expect(await screen.findByText(/Its script leads through it/)).toBeInTheDocument();
});

test('an order is taken at the desk: the client’s own tasks come first, another client’s are not offered', async () => {
  const made = { id: '900', subject: 'Two pots', type: 'quick-order-harbour', state: 'new', clientId: '1' };
  const network = fakeNetwork({
    'GET /case-types': {
      items: [type('ticket', 'Ticket'), type('quick-order-harbour', 'Quick order', '1'), type('x', 'Elsewhere', '2')],
      total: 3,
    },
    'POST /cases': made,
    'GET /cases/{id}': {
      ...made,
      form: { code: 'app-order', version: 1, form },
      answers: {},
      answersVersion: 0,
      reminders: [],
      related: [],
      changes: [],
    },
  });
  const user = userEvent.setup();
  show(<DeskTask call={call} />);
  await user.keyboard('{Alt>}w{/Alt}');
  await user.click(await screen.findByRole('combobox'));
  await waitFor(() => expect(screen.getAllByText(/Quick order|Ticket/).length).toBeGreaterThan(0));
  expect(screen.queryByText('Elsewhere')).not.toBeInTheDocument();
  await user.click(screen.getAllByText('Quick order').at(-1)!);
  await user.type(screen.getByLabelText('In one line'), 'Two pots');
  await user.click(screen.getByRole('button', { name: 'Open it' }));
  await waitFor(() =>
    expect(network.sent('POST', '/cases')[0]?.body).toEqual({
      type: 'quick-order-harbour',
      subject: 'Two pots',
      clientId: '1',
      interactionId: '501',
      customerId: '71',
    }),
  );
  expect(await screen.findByLabelText(/Article/)).toBeInTheDocument();
});
