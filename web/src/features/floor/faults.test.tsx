import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { EquipmentLine } from './equipment';
import { FaultsPage } from './faults-page';

const fault = {
  caseId: '7',
  clientId: '1',
  subject: 'The switch of row 3',
  equipment: { en: 'Network' },
  effect: { en: 'Several people cannot work' },
  closed: false,
  overdue: true,
  outage: true,
  from: '2026-01-05T08:00:00.000Z',
  outageMinutes: 90,
  agentsAffected: 12,
};
const faults = { items: [fault], open: 1, stopped: 1, agentsStopped: 12, outageMinutes: 90, agentMinutes: 1080 };
const improvements = {
  counts: [
    { way: 'service-method', name: { en: 'How we serve' }, open: 0, closed: 0, done: 0 },
    { way: 'environment', name: { en: 'Where we work' }, open: 1, closed: 2, done: 2 },
  ],
  items: [
    {
      caseId: '9',
      clientId: '1',
      subject: 'A quieter row',
      way: 'environment',
      wayName: { en: 'Where we work' },
      figure: { en: 'Quality score' },
      closed: false,
      createdAt: '2026-01-04T09:00:00.000Z',
    },
  ],
};

test('faults stand with their minutes and people, improvements with the figure they are meant to move', async () => {
  const { calls } = fakeNetwork({
    'GET /cases/equipment-faults': faults,
    'GET /cases/improvements': improvements,
  });
  show(<FaultsPage />, { path: '/floor/faults' });
  const row = (await screen.findByRole('link', { name: 'The switch of row 3' })).closest('tr')!;
  expect(within(row).getByText('90')).toBeVisible();
  expect(within(row).getByText('12')).toBeVisible();
  expect(within(row).getByText('overdue')).toBeVisible();
  expect(screen.getByText('1,080')).toBeVisible();
  const better = (await screen.findByRole('link', { name: 'A quieter row' })).closest('tr')!;
  expect(within(better).getByText('Quality score')).toBeVisible();
  expect(screen.getByText(/1 open, 2 done/)).toBeVisible();
  await userEvent.click(screen.getByText('90 days'));
  await waitFor(() =>
    expect(
      calls.filter(({ path, query }) => path === '/cases/improvements' && query.get('days') === '90'),
    ).toHaveLength(1),
  );
});

test('the board says what is down, and nothing of what a house does not have', async () => {
  fakeNetwork({
    'GET /telephony/equipment': {
      phones: 4,
      phonesRegistered: 3,
      trunks: 2,
      down: [{ name: 'North line', problem: 'no answer' }],
    },
    'GET /cases/equipment-faults': faults,
  });
  const first = show(<EquipmentLine />);
  expect(await screen.findByText('3 of 4 desk phones registered')).toHaveAttribute('data-alert');
  expect(screen.getByText('Lines down: North line')).toBeVisible();
  expect(await screen.findByRole('link', { name: '1 open fault, 12 people cannot work' })).toHaveAttribute(
    'href',
    '/floor/faults',
  );
  first.unmount();
  fakeNetwork({
    'GET /telephony/equipment': { phones: 0, phonesRegistered: 0, trunks: 0, down: [] },
    'GET /cases/equipment-faults': { ...faults, open: 0, stopped: 0, agentsStopped: 0, items: [] },
  });
  show(<EquipmentLine />);
  expect(await screen.findByRole('link', { name: 'No open faults' })).toBeVisible();
  expect(screen.queryByText(/desk phones/)).not.toBeInTheDocument();
  expect(screen.queryByText(/line/)).not.toBeInTheDocument();
});
