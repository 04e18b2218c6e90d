import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { CaseTypePage } from './case-type-page';
import { blankType } from './type-edits';

const page = {
  code: 'return',
  name: { en: 'Return' },
  liveVersion: 1,
  latestVersion: 1,
  versions: [{ version: 1, state: 'approved', at: '2026-01-04T09:00:00.000Z', by: 'Amy Chen', reason: 'first' }],
  latest: { version: 1, state: 'approved', type: blankType({ en: 'Return' }) },
};
const open = (more: Record<string, unknown> = {}) => {
  const network = fakeNetwork({
    ...more,
    'GET /case-types/{code}': page,
    'POST /case-types/check': { findings: [] },
    'GET /forms': { items: [{ code: 'return-form', name: { en: 'Return of goods' } }], total: 1 },
    'GET /teams': { items: [], total: 0 },
    'GET /dispositions': { items: [], total: 0 },
  });
  const me = { ...amy, rights: [...amy.rights, 'cases.configure'] };
  show(<CaseTypePage />, { path: '/settings/case-types/return', route: '/settings/case-types/:code', me });
  return network;
};

beforeEach(() => sessionStorage.clear());

test('a state is added, named and allowed to lead on, and the picture tells of it', async () => {
  const network = open({ 'POST /case-types/{code}/drafts': {} });
  fireEvent.click(await screen.findByText('Add a state'));
  const added = screen.getByDisplayValue('state').closest('li')!;
  fireEvent.change(added.querySelector('.names input')!, { target: { value: 'On its way' } });
  fireEvent.click(screen.getByLabelText('From “New” to “On its way”'));
  expect(screen.getByLabelText(/New → On its way/)).toBeInTheDocument();
  fireEvent.click(screen.getByText('Save as new draft'));
  fireEvent.change(await screen.findByLabelText('Reason'), { target: { value: 'parcels take time' } });
  fireEvent.click(screen.getByText('Save'));
  await waitFor(() => expect(network.sent('POST', '/case-types/return/drafts')).toHaveLength(1));
  const sent = network.sent('POST', '/case-types/return/drafts')[0]!.body as {
    baseVersion: number;
    type: { states: { code: string }[]; moves: { from: string; to: string[] }[] };
  };
  expect(sent.baseVersion).toBe(1);
  expect(sent.type.states.map(({ code }) => code)).toEqual(['new', 'in-progress', 'on-its-way', 'done']);
  expect(sent.type.moves).toContainEqual({ from: 'new', to: ['in-progress', 'on-its-way', 'done'] });
});

test('a time is chosen in hours or days and kept in minutes; each step can be taken back', async () => {
  open();
  const time = await screen.findByLabelText('Time to finish');
  expect(time).toHaveValue('1');
  fireEvent.change(time, { target: { value: '3' } });
  await waitFor(() =>
    expect(JSON.parse(sessionStorage.getItem('callosum.draft.case-type.return')!).type.dueMinutes).toBe(3 * 1440),
  );
  fireEvent.click(screen.getByLabelText(/^Undo/));
  await waitFor(() => expect(sessionStorage.getItem('callosum.draft.case-type.return')).toBeNull());
});

test('what leads nowhere is told of', async () => {
  open();
  fireEvent.click(await screen.findByLabelText('From “In progress” to “Done”'));
  expect(screen.getByText('“In progress” leads nowhere and is not an end.')).toBeInTheDocument();
});
