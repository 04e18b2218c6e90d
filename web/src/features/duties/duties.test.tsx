import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Duty } from '@/api/contract';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { inDays, placeOf } from './duties-query';
import { ReminderNotice } from './reminder-notice';
import { RemindersPage } from './reminders-page';

const duty = (id: string, kind: Duty['kind'], more: Partial<Duty> = {}): Duty => ({
  id,
  kind,
  about: 'page',
  code: 'returns',
  mark: '1',
  title: { en: 'Returning goods' },
  dueAt: '2026-01-05T09:00:00.000Z',
  lateAt: '2026-01-12T09:00:00.000Z',
  late: false,
  asks: true,
  ...more,
});
const reminder = {
  id: '3',
  caseId: '70',
  at: '2026-01-05T08:00:00.000Z',
  by: 'Amy Chen',
  text: 'Ask the carrier',
};
const listOf = (items: unknown[]) => ({ items, total: items.length });
const may = { ...amy, rights: [...amy.rights, 'cases.view', 'cases.edit'] };

test('one strip counts what asks, of cases and of owners alike, and leads to the list', async () => {
  fakeNetwork({
    'GET /duties': listOf([duty('1', 'page-review'), duty('2', 'version-ends', { asks: false })]),
    'GET /cases/reminders': listOf([reminder]),
  });
  show(<ReminderNotice />, { me: may });
  expect(await screen.findByText('2 reminders are due')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Show' })).toHaveAttribute('href', '/desk/reminders');
});

test('what is known or put off asks nobody, and reminders of cases are asked only for who may see cases', async () => {
  const { sent } = fakeNetwork({ 'GET /duties': listOf([duty('2', 'round-late', { asks: false })]) });
  show(<ReminderNotice />, { me: { ...amy, rights: ['desk.work'] } });
  await waitFor(() => expect(sent('GET', '/duties')).toHaveLength(1));
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
  expect(sent('GET', '/cases/reminders')).toHaveLength(0);
});

test('a review is done from the list, an end is known, a doubt put off, a reminder of a case taken away or moved', async () => {
  const { sent } = fakeNetwork({
    'GET /duties': listOf([
      duty('1', 'page-review'),
      duty('2', 'version-ends', { about: 'flow', code: 'sales', title: { en: 'Sales' }, late: true }),
      duty('4', 'page-doubt', { title: { en: 'Delivery' } }),
    ]),
    'GET /cases/reminders': listOf([reminder]),
    'POST /pages/{code}/reviews': {},
    'POST /duties/{id}/noticed': undefined,
    'POST /duties/{id}/put-off': undefined,
    'POST /cases/{id}/reminders': {},
    'DELETE /cases/{id}/reminders/{reminder}': {},
  });
  const user = userEvent.setup();
  show(<RemindersPage />, { path: '/desk/reminders', me: may });
  await user.click(await screen.findByRole('button', { name: 'Still right: Returning goods' }));
  await waitFor(() => expect(sent('POST', '/pages/returns/reviews')[0]?.body).toEqual({ outcome: 'kept', note: '' }));
  expect(screen.getByText('late')).toBeInTheDocument();
  expect(screen.getByRole('link', { name: '“Sales” ends soon' })).toHaveAttribute('href', '/settings/flows/sales');
  await user.click(screen.getByRole('button', { name: 'I know: Sales' }));
  await waitFor(() => expect(sent('POST', '/duties/2/noticed')).toHaveLength(1));
  await user.click(screen.getByRole('button', { name: 'In a week: Delivery' }));
  await waitFor(() => expect(sent('POST', '/duties/4/put-off')[0]?.body).toEqual({ until: inDays(7) }));
  await user.click(screen.getByRole('button', { name: 'Tomorrow: Ask the carrier' }));
  await waitFor(() => expect(sent('DELETE', '/cases/70/reminders/3')).toHaveLength(1));
  expect(sent('POST', '/cases/70/reminders')[0]?.body).toEqual({ at: inDays(1), text: 'Ask the carrier' });
});

test('an empty list says what comes there', async () => {
  fakeNetwork({ 'GET /duties': listOf([]) });
  show(<RemindersPage />, { path: '/desk/reminders', me: { ...amy, rights: ['desk.work'] } });
  expect(await screen.findByText('Nothing waits for you')).toBeInTheDocument();
});

test('each kind of thing has the place where it is done', () => {
  expect(placeOf(duty('1', 'page-doubt'))).toBe('/quality/page-care');
  expect(placeOf(duty('1', 'round-late', { about: 'sheet-type' }))).toBe('/floor/rounds');
  expect(placeOf(duty('1', 'version-ends', { about: 'intents', code: 'client-7' }))).toBe('/settings/intents?client=7');
  expect(placeOf(duty('1', 'version-ends', { about: 'intents', code: 'house' }))).toBe(
    '/settings/intents?client=house',
  );
  expect(placeOf(duty('1', 'version-ends', { about: 'something-new' }))).toBeUndefined();
  expect(inDays(1, new Date(2026, 0, 31, 23))).toBe(new Date(2026, 1, 1, 8).toISOString());
});
