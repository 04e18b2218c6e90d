import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { NoteFiguresPage } from './note-figures-page';

const share = (part: number, whole: number) => ({ part, whole, low: 0.2, high: 0.4 });
const period = 'from=2026-03-01T00:00:00Z&to=2026-03-15T00:00:00Z';

test('causes are counted over time, and what solved stands beside the solution, each with its contacts', async () => {
  const network = fakeNetwork({
    'GET /clients': { items: [], total: 0 },
    'GET /queues': { items: [{ id: '7', code: 'faults', name: { en: 'Faults' } }], total: 1 },
    'GET /products': { items: [], total: 0 },
    'GET /reports/notes': {
      forms: [{ form: 'note-diagnosis', title: { en: 'Diagnosis' }, notes: 4 }],
      form: 'note-diagnosis',
      steps: ['2026-03-01T00:00:00Z', '2026-03-08T00:00:00Z'],
      items: [
        {
          item: 'cause',
          label: { en: 'Root cause' },
          answered: 4,
          values: [{ value: 'settings', name: { en: 'Settings' }, share: share(3, 4), trend: [2, 1] }],
        },
        {
          item: 'solution',
          label: { en: 'Tried last' },
          answered: 4,
          values: [{ value: 'restart', name: { en: 'Restart' }, share: share(2, 4), trend: [2, 0] }],
        },
        { item: 'result', label: { en: 'What came of it' }, answered: 4, values: [] },
      ],
    },
    'GET /reports/notes/cross': {
      columns: [{ value: 'solved', name: { en: 'Solved' } }],
      rows: [{ value: 'restart', name: { en: 'Restart' }, notes: 2, cells: [share(1, 2)] }],
    },
  });
  show(<NoteFiguresPage />, { path: `/insight/notes?${period}&queue=7` });
  const causes = await screen.findByRole('group', { name: 'Root cause' });
  const week = new URL(within(causes).getByRole('link', { name: '1' }).getAttribute('href')!, 'http://x');
  expect(week.pathname).toBe('/insight/interactions');
  expect(Object.fromEntries(week.searchParams)).toEqual({
    from: '2026-03-08T00:00:00Z',
    to: '2026-03-15T00:00:00Z',
    noted: 'note-diagnosis/cause/settings',
    notedQueue: '7',
  });
  const cross = await screen.findByRole('group', { name: 'How answers go together' });
  const cell = new URL(within(cross).getByRole('link', { name: '1 / 2' }).getAttribute('href')!, 'http://x');
  expect(cell.searchParams.get('noted')).toBe('note-diagnosis/solution/restart,note-diagnosis/result/solved');
  const asked = network.calls.find((call) => call.path === '/reports/notes/cross')!.query;
  expect(asked.get('by')).toBe('item:result');
  expect(asked.get('queue')).toBe('7');
});

test('nothing noted is said', async () => {
  fakeNetwork({
    'GET /clients': { items: [], total: 0 },
    'GET /queues': { items: [], total: 0 },
    'GET /products': { items: [], total: 0 },
    'GET /reports/notes': { forms: [], steps: [], items: [] },
  });
  show(<NoteFiguresPage />, { path: `/insight/notes?${period}` });
  expect(await screen.findByText('No template was filled in during this time.')).toBeInTheDocument();
});
