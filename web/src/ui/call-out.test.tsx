import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { CallOut } from './call-out';

const choice = {
  customerId: '7',
  name: 'Priya Larkin',
  numbers: [
    { number: '+442079460213', kind: 'home', primary: false },
    { number: '+447700900123', kind: 'mobile', primary: true },
  ],
  reasons: [{ code: 'case-follow-up', name: { en: 'News about a case' }, purpose: 'service' }],
  queues: [{ id: '3', name: { en: 'Faults' } }],
  queueId: '3',
};

async function opened(label: string) {
  await userEvent.click(await screen.findByRole('button', { name: label }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByText('+447700900123');
  return dialog;
}

async function choosesTheReason(dialog: HTMLElement) {
  await userEvent.click(within(dialog).getByRole('combobox', { name: 'Reason' }));
  await userEvent.click(await screen.findByText('News about a case', { selector: '.ant-select-item-option-content' }));
}

test('a call needs a reason and goes to a number of the record', async () => {
  const net = fakeNetwork({
    'GET /desk/call': choice,
    'POST /desk/call': { presence: 'ready', state: 'talking' },
  });
  show(<CallOut from={{ customerId: '7' }} />);
  const dialog = await opened('Call');
  const call = within(dialog).getByRole('button', { name: 'Call' });
  expect(call).toBeDisabled();
  expect(within(dialog).getByRole('radio', { name: /\+447700900123/ })).toBeChecked();
  await choosesTheReason(dialog);
  await userEvent.click(call);
  await waitFor(() =>
    expect(net.sent('POST', '/desk/call')[0]?.body).toEqual({
      customerId: '7',
      number: '+447700900123',
      reason: 'case-follow-up',
    }),
  );
});

test('what the gate refuses is said in the server’s words', async () => {
  fakeNetwork({
    'GET /desk/call': choice,
    'POST /desk/call': refuse(409, 'call-refused', {
      detail: 'It is outside the allowed hours where the customer is',
    }),
  });
  show(<CallOut from={{ caseId: '9' }} number="+442079460213" />);
  const dialog = await opened('Call +442079460213');
  expect(within(dialog).getByRole('radio', { name: /\+442079460213/ })).toBeChecked();
  await choosesTheReason(dialog);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Call' }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('outside the allowed hours');
});

test('who may not call sees no button', async () => {
  fakeNetwork({});
  show(<CallOut from={{ customerId: '7' }} />, { me: { ...amy, rights: ['desk.work'] } });
  expect(screen.queryByRole('button')).toBeNull();
});
