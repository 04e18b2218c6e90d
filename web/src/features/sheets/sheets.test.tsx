import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { FillPage } from './fill-page';
import { KindsPage } from './kinds-page';
import { RecordPage } from './record-page';
import { RecordsPage } from './records-page';
import { RoundsPage } from './rounds-page';

const me = { ...amy, rights: [...amy.rights, 'sheets.view', 'sheets.fill', 'sheets.configure'] };
const form = {
  use: 'checklist',
  title: { en: 'Patrol' },
  sections: [
    {
      code: 'walk',
      title: { en: 'The walk' },
      items: [
        { code: 'route', kind: 'text', label: { en: 'Route' }, required: true },
        {
          code: 'finding',
          kind: 'choice',
          label: { en: 'Finding' },
          required: true,
          options: [
            { code: 'nothing', name: { en: 'Nothing to note' } },
            { code: 'equipment', name: { en: 'Equipment fails' } },
          ],
        },
      ],
    },
  ],
};
const type = {
  code: 'patrol',
  name: { en: 'Patrol' },
  version: 2,
  liveVersion: 2,
  mayFill: true,
  mayRead: true,
  type: {
    name: { en: 'Patrol' },
    form: 'patrol',
    subject: 'team',
    due: { every: 'shift', times: ['08:00', '16:00'], days: [], withinMinutes: 240 },
    fillers: ['team-leader'],
    readers: [],
    findings: [{ item: 'finding', answers: ['equipment'], caseType: 'equipment-fault' }],
    active: true,
  },
};
const blank = {
  type: 'patrol',
  version: 2,
  name: { en: 'Patrol' },
  subject: 'team',
  formCode: 'patrol',
  formVersion: 3,
  form,
};
const row = {
  id: '70',
  type: 'patrol',
  typeName: { en: 'Patrol' },
  subjectKind: 'team',
  subjectId: '5',
  subjectName: { en: 'Team East' },
  at: '2026-01-05T09:00:00.000Z',
  filledAt: '2026-01-05T09:04:00.000Z',
  filledName: 'Amy Chen',
  criticalErrors: 0,
  findings: 1,
  files: 0,
  cases: 0,
  withdrawn: false,
};
const sheet = {
  row,
  typeVersion: 2,
  formCode: 'patrol',
  formVersion: 3,
  form,
  answers: { route: { value: 'Rows 1 to 4' }, finding: { value: 'equipment' } },
  answersVersion: 0,
  mayChange: true,
  findings: [{ item: 'finding', label: { en: 'Finding' }, caseType: 'equipment-fault' }],
  cases: [],
  files: [],
  changes: [
    {
      at: '2026-01-05T09:20:00.000Z',
      author: 'Amy Chen',
      field: 'answers.route',
      before: 'Rows 1',
      after: 'Rows 1 to 4',
      masked: false,
      reason: 'all of them',
    },
  ],
};
const due = (more: object) => ({
  type: 'patrol',
  typeName: { en: 'Patrol' },
  subjectId: '5',
  subjectName: { en: 'Team East' },
  state: 'late',
  from: '2026-01-05T08:00:00.000Z',
  until: '2026-01-05T16:00:00.000Z',
  dueBy: '2026-01-05T12:00:00.000Z',
  kept: [true, true, false],
  ...more,
});
const lists = {
  'GET /sheet-types': { items: [type], total: 1 },
  'GET /sheet-types/{code}/blank': blank,
  'GET /sheet-types/{code}/subjects': {
    items: [
      { id: '5', name: { en: 'Team East' } },
      { id: '6', name: { en: 'Team West' } },
    ],
    total: 2,
  },
  'GET /case-types': { items: [{ code: 'equipment-fault', name: { en: 'Equipment fault' } }], total: 1 },
  'GET /forms': { items: [{ code: 'patrol', name: { en: 'Patrol' } }], total: 1 },
  'GET /forms/{code}': { latest: { form } },
  'GET /roles': { items: [{ id: '9', code: 'team-leader', name: { en: 'Team leader' } }], total: 1 },
};

beforeEach(() => sessionStorage.clear());

test('a round says what is late, what was kept, and leads to an empty sheet about it', async () => {
  fakeNetwork({
    ...lists,
    'GET /sheets/due': {
      items: [
        due({}),
        due({ subjectId: '6', subjectName: { en: 'Team West' }, state: 'done', sheetId: '70', kept: [] }),
      ],
      leftOut: 4,
    },
  });
  show(<RoundsPage />, { path: '/floor/rounds', me });
  const east = (await screen.findByText('Team East')).closest('li')!;
  expect(within(east).getByText('late')).toBeVisible();
  expect(within(east).getByText('2 of the last 3 kept')).toBeVisible();
  expect(within(east).getByRole('link', { name: 'Fill in' })).toHaveAttribute(
    'href',
    '/floor/rounds/new?type=patrol&subject=5',
  );
  const west = screen.getByText('Team West').closest('li')!;
  expect(within(west).getByRole('link', { name: 'Read' })).toHaveAttribute('href', '/floor/records/70');
  expect(screen.getByRole('status')).toHaveTextContent('1 to do 4 more are not shown.');
});

test('a sheet is asked for whole, sent once with its key, and leads to what it calls for', async () => {
  const { sent } = fakeNetwork({ ...lists, 'POST /sheets': sheet, 'POST /sheets/{id}/files': { id: '1' } });
  const { router } = show(<FillPage />, { path: '/floor/rounds/new?type=patrol&subject=5', me });
  const user = userEvent.setup();
  await screen.findByLabelText(/Route/);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(sent('POST', '/sheets')).toHaveLength(0);
  await user.type(screen.getByLabelText(/Route/), 'Rows 1 to 4');
  await user.click(screen.getByRole('radio', { name: 'Equipment fails' }));
  fireEvent.change(screen.getByLabelText('Add a photo', { selector: 'input' }), {
    target: { files: [new File(['%PDF-'], 'row.pdf', { type: 'application/pdf' })] },
  });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/floor/records/70'));
  expect(sent('POST', '/sheets')).toHaveLength(1);
  expect(sent('POST', '/sheets')[0]!.body).toMatchObject({
    type: 'patrol',
    version: 2,
    formVersion: 3,
    subjectId: '5',
    answers: { route: { value: 'Rows 1 to 4' }, finding: { value: 'equipment' } },
  });
  expect((sent('POST', '/sheets')[0]!.body as { draftKey: string }).draftKey).not.toBe('');
  expect(sent('POST', '/sheets/70/files')).toHaveLength(1);
  expect(sessionStorage).toHaveLength(0);
});

test('a photo that does not go through is sent again alone; the sheet is not sent twice', async () => {
  let tries = 0;
  const { sent } = fakeNetwork({
    ...lists,
    'POST /sheets': { ...sheet, findings: [] },
    'POST /sheets/{id}/files': () => (tries++ === 0 ? refuse(503, 'busy') : { id: '1' }),
  });
  const { router } = show(<FillPage />, { path: '/floor/rounds/new?type=patrol&subject=5', me });
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText(/Route/), 'Rows');
  await user.click(screen.getByRole('radio', { name: 'Nothing to note' }));
  fireEvent.change(screen.getByLabelText('Add a photo', { selector: 'input' }), {
    target: { files: [new File(['%PDF-'], 'row.pdf', { type: 'application/pdf' })] },
  });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: 'Send the photos again' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/floor/rounds'));
  expect(sent('POST', '/sheets')).toHaveLength(1);
  expect(sent('POST', '/sheets/70/files')).toHaveLength(2);
});

test('what the server refuses stands beside its item, and what was typed survives a reload', async () => {
  fakeNetwork({
    ...lists,
    'POST /sheets': refuse(400, 'fields-invalid', {
      fields: [{ field: 'answers.route', code: 'too-long', message: 'That route is too long' }],
    }),
  });
  const user = userEvent.setup();
  const first = show(<FillPage />, { path: '/floor/rounds/new?type=patrol&subject=5', me });
  await user.type(await screen.findByLabelText(/Route/), 'All rows');
  await user.click(screen.getByRole('radio', { name: 'Nothing to note' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('That route is too long')).toBeVisible();
  first.unmount();
  show(<FillPage />, { path: '/floor/rounds/new?type=patrol&subject=5', me });
  expect(await screen.findByLabelText(/Route/)).toHaveValue('All rows');
});

test('a finding opens its case with the record named in it', async () => {
  const { sent } = fakeNetwork({ ...lists, 'GET /sheets/{id}': sheet, 'POST /sheets/{id}/cases': sheet });
  show(<RecordPage />, { path: '/floor/records/70', route: '/floor/records/:id', me });
  const user = userEvent.setup();
  expect(await screen.findByText('all of them')).toBeVisible();
  await user.click(await screen.findByRole('button', { name: 'Open: Equipment fault' }));
  const dialog = await screen.findByRole('dialog');
  await user.clear(within(dialog).getByLabelText('Subject'));
  await user.type(within(dialog).getByLabelText('Subject'), 'Headset in row 3');
  await user.click(within(dialog).getByRole('button', { name: 'Open the case' }));
  await waitFor(() => expect(sent('POST', '/sheets/70/cases')).toHaveLength(1));
  expect(sent('POST', '/sheets/70/cases')[0]!.body).toMatchObject({
    item: 'finding',
    clientId: '1',
    subject: 'Headset in row 3',
    note: expect.stringContaining('/floor/records/70'),
  });
});

test('a correction and a withdrawal can be taken back', async () => {
  const { sent } = fakeNetwork({
    ...lists,
    'GET /sheets/{id}': sheet,
    'PUT /sheets/{id}/answers': { ...sheet, answersVersion: 1 },
    'POST /sheets/{id}/withdraw': { ...sheet, row: { ...row, withdrawn: true } },
    'POST /sheets/{id}/restore': sheet,
  });
  show(<RecordPage />, { path: '/floor/records/70', route: '/floor/records/:id', me });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Correct' }));
  await user.type(await screen.findByLabelText(/Route/), ' and 5');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(sent('PUT', '/sheets/70/answers')).toHaveLength(2));
  expect(sent('PUT', '/sheets/70/answers')[0]!.body).toMatchObject({
    answersVersion: 0,
    answers: { route: { value: 'Rows 1 to 4 and 5' } },
  });
  expect(sent('PUT', '/sheets/70/answers')[1]!.body).toMatchObject({
    answersVersion: 1,
    answers: { route: { value: 'Rows 1 to 4' }, finding: { value: 'equipment' } },
  });
  await user.click(screen.getByRole('button', { name: 'Take back' }));
  await waitFor(() => expect(sent('POST', '/sheets/70/withdraw')).toHaveLength(1));
});

test('the list filters, and draws the scores of one kind', async () => {
  const { calls } = fakeNetwork({
    ...lists,
    'GET /sheets': { items: [{ ...row, score: 0.5 }], total: 1 },
    'GET /sheets/scores': [
      { id: '1', at: '2026-01-01T09:00:00.000Z', score: 1, criticalErrors: 0 },
      { id: '2', at: '2026-01-05T09:00:00.000Z', score: 0.5, criticalErrors: 1 },
    ],
  });
  show(<RecordsPage />, { path: '/floor/records?type=patrol', me });
  expect(await screen.findByText('1 found, 0 cases')).toBeVisible();
  expect(screen.getByText('50 %')).toBeVisible();
  expect(await screen.findByRole('img', { name: 'Scores over time' })).toBeInTheDocument();
  expect(screen.getByText(/2 scores, 75 % on average/)).toBeVisible();
  expect(calls.find(({ path }) => path === '/sheets')?.query.get('type')).toBe('patrol');
});

test('a kind is drafted and put into service in one go, faults beside their fields', async () => {
  let refused = true;
  const { sent } = fakeNetwork({
    ...lists,
    'GET /sheet-types/{code}': { row: type, state: 'approved', versions: [] },
    'POST /sheet-types/{code}/drafts': () =>
      refused
        ? refuse(400, 'fields-invalid', {
            fields: [{ field: 'type.due.times', code: 'wrong-time', message: 'is a time such as 09:00' }],
          })
        : { row: { ...type, version: 3 } },
    'POST /sheet-types/{code}/versions/{version}/approve': { row: { ...type, version: 3 } },
  });
  show(<KindsPage />, { path: '/floor/record-kinds', me });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Patrol' }));
  await user.type(await screen.findByLabelText('Why it changes'), 'nights too');
  await user.click(screen.getByRole('button', { name: 'Put into service' }));
  expect(await screen.findByText('is a time such as 09:00')).toBeVisible();
  refused = false;
  await user.click(screen.getByRole('button', { name: 'Put into service' }));
  await waitFor(() => expect(sent('POST', '/sheet-types/patrol/versions/3/approve')).toHaveLength(1));
  expect(sent('POST', '/sheet-types/patrol/drafts')[1]!.body).toMatchObject({
    baseVersion: 2,
    reason: 'nights too',
    type: {
      subject: 'team',
      due: { every: 'shift', times: ['08:00', '16:00'], withinMinutes: 240 },
      fillers: ['team-leader'],
      findings: [{ item: 'finding', answers: ['equipment'], caseType: 'equipment-fault' }],
    },
  });
});

test('a kind serves until a moment, says so before, and an approval is taken back with a reason', async () => {
  const ends = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const version = (number: number, more = {}) => ({
    version: number,
    state: 'approved',
    at: '2026-01-04T09:00:00.000Z',
    by: 'Amy Chen',
    reason: 'agreed',
    validFrom: '2026-01-04T09:00:00.000Z',
    ...more,
  });
  const whole = {
    row: { ...type, version: 3 },
    state: 'approved',
    versions: [version(3, { validTo: ends }), version(2)],
  };
  const { sent } = fakeNetwork({
    ...lists,
    'GET /sheet-types': { items: [{ ...type, version: 3, liveVersion: 3, endsAt: ends }], total: 1 },
    'GET /sheet-types/{code}': whole,
    'POST /sheet-types/{code}/drafts': { row: { ...type, version: 4 } },
    'POST /sheet-types/{code}/versions/{version}/approve': whole,
    'POST /sheet-types/{code}/versions/{version}/take-back': whole,
  });
  show(<KindsPage />, { path: '/floor/record-kinds', me });
  const user = userEvent.setup();
  expect(await screen.findByText(/^until /)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Patrol' }));
  await user.type(await screen.findByLabelText('Why it changes'), 'winter');
  fireEvent.change(screen.getByLabelText(/^In service until/), { target: { value: '2031-01-02T00:00' } });
  await screen.findByText('Version 3');
  await user.click(screen.getByRole('button', { name: 'Put into service' }));
  await waitFor(() =>
    expect(sent('POST', '/sheet-types/patrol/versions/4/approve')[0]?.body).toEqual({
      reason: 'winter',
      validTo: new Date('2031-01-02T00:00').toISOString(),
    }),
  );
  await user.click(await screen.findByRole('button', { name: 'Patrol' }));
  await user.click(await screen.findByRole('button', { name: 'Take back' }));
  const confirm = (await screen.findByText('Take back the approval of version 3')).closest<HTMLElement>(
    '[role=dialog]',
  )!;
  const accept = within(confirm).getByRole('button', { name: 'Take back' });
  expect(accept).toBeDisabled();
  await user.type(within(confirm).getByLabelText('Reason'), 'nobody walks');
  await user.click(accept);
  await waitFor(() =>
    expect(sent('POST', '/sheet-types/patrol/versions/3/take-back')[0]?.body).toEqual({ reason: 'nobody walks' }),
  );
});
