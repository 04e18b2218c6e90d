import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Calendar } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { HoursPage } from './hours-page';

const office: Calendar = {
  id: '5',
  version: 2,
  code: 'office',
  name: { en: 'Office hours' },
  timeZone: 'UTC',
  weekly: [
    { day: 1, from: '09:00', to: '12:00' },
    { day: 1, from: '13:00', to: '17:00' },
    { day: 7, from: '10:00', to: '12:00' },
  ],
  exceptions: [{ date: '2026-12-25', name: { en: 'Christmas' }, closed: true }],
};

function open() {
  const network = fakeNetwork({
    'GET /calendars': { items: [office], total: 1 },
    'GET /calendars/{id}': office,
    'GET /calendars/{id}/check': { open: true, reason: 'weekly' },
    'PUT /calendars/{id}': (seen: { body: object }) => ({ ...seen.body, version: 3 }),
  });
  return { network, user: userEvent.setup(), ...show(<HoursPage />, { path: '/?record=5' }) };
}

const sent = (network: ReturnType<typeof fakeNetwork>) => network.sent('PUT', '/calendars/5')[0]!.body as Calendar;

test('hours taken out by mistake come back where they were, and what was changed meanwhile stays', async () => {
  const { network, user } = open();
  await user.click(await screen.findByLabelText('Remove 09:00–12:00'));
  expect(screen.queryByLabelText('Remove 09:00–12:00')).not.toBeInTheDocument();
  await user.click(screen.getByLabelText('Remove 10:00–12:00'));
  expect(await screen.findByText(/“Monday 09:00–12:00” taken out/)).toBeInTheDocument();
  const notice = screen.getByText(/“Monday 09:00–12:00” taken out/);
  await user.click(within(notice).getByRole('button', { name: 'Undo' }));
  expect(await screen.findByLabelText('Remove 09:00–12:00')).toBeInTheDocument();
  await user.click(screen.getByText('Save'));
  await waitFor(() => expect(network.sent('PUT', '/calendars/5')).toHaveLength(1));
  expect(sent(network).weekly).toEqual(office.weekly.slice(0, 2));
});

test('a holiday taken out is named, and the offer goes when the form is saved', async () => {
  const { network, user } = open();
  const removals = await screen.findAllByText('Remove');
  await user.click(removals.at(-1)!);
  expect(await screen.findByText(/“Christmas” taken out/)).toBeInTheDocument();
  await user.click(screen.getByText('Save'));
  await waitFor(() => expect(sent(network).exceptions).toEqual([]));
  await waitFor(() => expect(screen.queryByText(/“Christmas” taken out/)).not.toBeInTheDocument());
});

test('the week begins where the reader’s country begins it', async () => {
  open();
  const days = await screen.findAllByText(/^(Sun|Mon|Satur)day$/);
  expect(days.map((each) => each.textContent)).toEqual(['Sunday', 'Monday', 'Saturday']);
});
