import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { complaint } from '@/testing/sample-form';
import { CasePage } from './case-page';
import { CasesPage } from './cases-page';
import { movesFrom } from './cases-query';

const state = (code: string, en: string, closed = false) => ({ code, name: { en }, closed });
const type = {
  code: 'complaint',
  name: { en: 'Complaint' },
  active: true,
  states: [state('new', 'New'), state('working', 'In progress'), state('closed', 'Closed', true)],
  moves: [
    { from: 'new', to: ['working'] },
    { from: 'working', to: ['closed'] },
  ],
  reasons: [{ code: 'broken', name: { en: 'Arrived broken' }, openingHours: false }],
};
const row = {
  id: '7',
  version: 3,
  type: 'complaint',
  typeName: { en: 'Complaint' },
  state: 'new',
  stateName: { en: 'New' },
  reason: 'broken',
  clientId: '1',
  customerId: '71',
  customerName: 'Mei Tanaka',
  overdue: false,
  createdAt: '2026-01-05T09:00:00.000Z',
  subject: 'The pot came in pieces',
  notes: [{ at: '2026-01-05T09:10:00.000Z', author: 'Amy Chen', text: 'She sends a picture.' }],
};
const record = {
  ...row,
  form: { code: 'complaint', version: 2, form: complaint },
  answers: { 'order-number': { value: 'A-17' }, damaged: { value: false } },
  answersVersion: 4,
  reminders: [{ id: '1', at: '2026-01-07T09:00:00.000Z', text: 'Ask the carrier', by: 'Amy Chen' }],
  related: [{ id: '5', kind: 'caused-by', outgoing: true, caseId: '9', subject: 'Pallet dropped' }],
  changes: [
    { at: '2026-01-05T09:20:00.000Z', by: 'Amy Chen', field: 'answers.damaged', from: null, to: false, masked: false },
    { at: '2026-01-05T09:18:00.000Z', by: 'Amy Chen', field: 'answers.bank', masked: true },
    { at: '2026-01-05T09:15:00.000Z', by: 'Amy Chen', field: 'ownerId', from: null, to: '1', masked: false },
  ],
};
const lists = {
  'GET /case-types': { items: [type], total: 1 },
  'GET /cases/owners': { items: [{ id: '1', displayName: 'Amy Chen' }], total: 1 },
  'GET /teams/names': { items: [], total: 0 },
  'GET /clients': { items: [], total: 0 },
};
const open = (more: Record<string, unknown> = {}) => {
  const network = fakeNetwork({ ...more, ...lists, 'GET /cases/{id}': record });
  show(<CasePage />, { path: '/desk/cases/7', route: '/desk/cases/:id' });
  return network;
};
const board = (more: Record<string, unknown> = {}) => {
  const network = fakeNetwork({ ...more, ...lists, 'GET /cases': { items: [row], total: 1 } });
  show(<CasesPage />, { path: '/desk/cases?view=board' });
  return network;
};

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

test('the moves of a type decide; a type without moves lets every state follow', () => {
  expect(movesFrom(type as never, 'new')).toEqual(['working']);
  expect(movesFrom(type as never, 'closed')).toEqual([]);
  expect(movesFrom({ ...type, moves: [] } as never, 'new')).toEqual(['working', 'closed']);
});

test('a case shows its fields, notes, reminders, relations and what changed, in words', async () => {
  open();
  expect(await screen.findByRole('heading', { level: 1, name: 'The pot came in pieces' })).toBeInTheDocument();
  expect(screen.getByRole('textbox', { name: /Order number/ })).toHaveValue('A-17');
  expect(screen.getByText('She sends a picture.')).toBeInTheDocument();
  expect(await screen.findByText('Arrived broken')).toBeInTheDocument();
  expect(screen.getByText(/Ask the carrier/)).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Pallet dropped' })).toHaveAttribute('href', '/desk/cases/9');
  expect(screen.getByText('Damaged?: – → No')).toBeInTheDocument();
  expect(await screen.findByText('Owner: – → Amy Chen')).toBeInTheDocument();
  expect(screen.getByText('Bank account: hidden from you → hidden from you')).toBeInTheDocument();
});

test('only the answers that changed are sent, against the version they were read with', async () => {
  const network = open({ 'PUT /cases/{id}/answers': { ...record, answersVersion: 5 } });
  await userEvent.click(within(await screen.findByRole('radiogroup', { name: /Damaged/ })).getByText('Yes'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(network.sent('PUT', '/cases/7/answers')[0]?.body).toEqual({
      answersVersion: 4,
      answers: { damaged: { value: true, comment: null, notApplicable: false } },
    }),
  );
});

test('what is missing does not hold up saving; it is marked when the case cannot be closed', async () => {
  const network = fakeNetwork({
    ...lists,
    'GET /cases/{id}': { ...record, state: 'working', answers: {} },
    'PUT /cases/{id}': refuse(422, 'case-incomplete', {
      fields: [{ field: 'answers.order-number', code: 'required', message: 'Please fill this in.' }],
    }),
    'PUT /cases/{id}/answers': { ...record, answers: { damaged: { value: true } }, answersVersion: 5 },
  });
  show(<CasePage />, { path: '/desk/cases/7', route: '/desk/cases/:id' });
  await userEvent.click(await screen.findByRole('button', { name: 'Closed' }));
  expect(await screen.findByLabelText(/Order number/)).toHaveAccessibleDescription('Please fill this in.');
  await userEvent.click(within(screen.getByRole('radiogroup', { name: /Damaged/ })).getByText('Yes'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(network.sent('PUT', '/cases/7/answers')).toHaveLength(1));
});

test('a change of another part by somebody else is kept beside mine; the same part is told of', async () => {
  const current = { ...row, version: 4, subject: 'Two pots came in pieces' };
  const sent: { version: number }[] = [];
  open({
    'PUT /cases/{id}': ({ body }: { body: { version: number; subject: string } }) => {
      sent.push(body);
      return body.version === 4 ? { ...current, ...body } : refuse(409, 'edit-conflict', { current });
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'In progress' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toMatchObject({ version: 4, state: 'working', subject: 'Two pots came in pieces' });
  const subject = screen.getByRole('textbox', { name: 'Subject' });
  await userEvent.clear(subject);
  await userEvent.type(subject, 'Mine');
  await userEvent.tab();
  expect(await screen.findByText(/Somebody else changed this record/)).toBeInTheDocument();
  expect(sent.filter(({ version }) => version === 4)).toHaveLength(1);
});

test('whoever moves a case twice in a hurry does not stumble over themselves', async () => {
  let stored = { ...record, version: 3 };
  const sent: string[] = [];
  const network = fakeNetwork({
    ...lists,
    'GET /case-types': { items: [{ ...type, moves: [] }], total: 1 },
    'GET /cases/{id}': () => stored,
    'PUT /cases/{id}': ({ body }: { body: { version: number; state: string } }) => {
      if (body.version !== stored.version) return refuse(409, 'edit-conflict', { current: stored });
      sent.push(body.state);
      stored = { ...stored, ...body, version: body.version + 1 };
      return stored;
    },
  });
  show(<CasePage />, { path: '/desk/cases/7', route: '/desk/cases/:id' });
  const [working, closed] = [
    await screen.findByRole('button', { name: 'In progress' }),
    screen.getByRole('button', { name: 'Closed' }),
  ];
  working.click();
  working.click();
  closed.click();
  await waitFor(() => expect(sent).toEqual(['working', 'closed']));
  expect(network.sent('PUT', '/cases/7')).toHaveLength(2);
});

test('a note that is being written survives a reload', async () => {
  const network = open({ 'POST /cases/{id}/notes': record });
  const field = await screen.findByRole('textbox', { name: 'Add a note' });
  await userEvent.type(field, 'Promised a new one');
  expect(sessionStorage.getItem('callosum.draft.case-note.7')).toBe('Promised a new one');
  await userEvent.click(screen.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(network.sent('POST', '/cases/7/notes')[0]?.body).toEqual({ text: 'Promised a new one' }));
  await waitFor(() => expect(sessionStorage.getItem('callosum.draft.case-note.7')).toBeNull());
});

test('a card goes on by key, is stored, and a move that has a way back can be taken back', async () => {
  const puts: { state: string }[] = [];
  let now: object = row;
  fakeNetwork({
    ...lists,
    'GET /case-types': { items: [{ ...type, moves: [] }], total: 1 },
    'GET /cases': () => ({ items: [now], total: 1 }),
    'PUT /cases/{id}': ({ body }: { body: { state: string } }) => {
      puts.push(body);
      now = { ...row, version: 4, ...body };
      return now;
    },
  });
  show(<CasesPage />, { path: '/desk/cases?view=board' });
  const card = await screen.findByRole('link', { name: 'The pot came in pieces' });
  expect(screen.getByRole('region', { name: 'New' })).toContainElement(card);
  card.focus();
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  await waitFor(() => expect(puts[0]?.state).toBe('working'));
  expect(screen.getByRole('link', { name: 'The pot came in pieces' })).toHaveFocus();
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(puts[1]?.state).toBe('new'));
});

test('a move without a way back is told of, and nothing is offered that would be refused', async () => {
  const network = board({ 'PUT /cases/{id}': ({ body }: { body: object }) => ({ ...row, version: 4, ...body }) });
  (await screen.findByRole('link', { name: 'The pot came in pieces' })).focus();
  await userEvent.keyboard('{Alt>}{ArrowRight}{/Alt}');
  expect(await screen.findAllByText('“The pot came in pieces” is now “In progress”')).not.toHaveLength(0);
  expect(network.sent('PUT', '/cases/7')).toHaveLength(1);
  expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
});

test('a move that the type does not know is explained and never sent', async () => {
  const network = board();
  const card = (await screen.findByRole('link', { name: 'The pot came in pieces' })).closest('li')!;
  const closed = screen.getByRole('region', { name: 'Closed' });
  fireEvent.dragStart(card);
  expect(closed).toHaveAttribute('data-open', 'false');
  fireEvent.drop(closed);
  expect(await screen.findAllByText(/it cannot go to “Closed”; possible: In progress/)).not.toHaveLength(0);
  expect(network.sent('PUT', '/cases/7')).toHaveLength(0);
});

test('filters kept as a view come back with one choice', async () => {
  let kept: object[] = [];
  fakeNetwork({
    ...lists,
    'GET /cases': { items: [row], total: 1 },
    'GET /views': () => ({ views: kept, teams: [] }),
    'POST /views': ({ body }: { body: object }) => {
      kept = [{ id: '5', mine: true, ...body }];
      return { views: kept, teams: [] };
    },
  });
  const { router } = show(<CasesPage />, { path: '/desk/cases?overdue=true&owner=1&page=2' });
  await userEvent.click(await screen.findByRole('button', { name: /Saved views/ }));
  await userEvent.click(await screen.findByText('Keep these filters as a view'));
  await userEvent.type(await screen.findByLabelText('Name'), 'My late ones{Enter}');
  await router.navigate('/desk/cases');
  await userEvent.click(await screen.findByRole('button', { name: /Saved views/ }));
  await userEvent.click(await screen.findByText('My late ones'));
  await waitFor(() => expect(router.state.location.search).toBe('?overdue=true&owner=1'));
});

test('an address from before cases had a page leads to the page', async () => {
  fakeNetwork({ ...lists, 'GET /cases': { items: [], total: 0 } });
  const { router } = show(<CasesPage />, { path: '/desk/cases?record=7' });
  await waitFor(() => expect(router.state.location.pathname).toBe('/desk/cases/7'));
});

test('a case opened by hand for a customer goes to its page, where its own fields are asked', async () => {
  const network = fakeNetwork({
    ...lists,
    // the list's filter says which type, not the order of all types
    'GET /case-types': { items: [{ ...type, code: 'another' }, type], total: 2 },
    'GET /cases': { items: [], total: 0 },
    'GET /customers/{id}': { id: '71', version: 1, clientId: '1', name: 'Mei Tanaka' },
    'POST /cases': row,
  });
  const { router } = show(<CasesPage />, { path: '/desk/cases?type=complaint&record=new&customer=71&interaction=601' });
  await userEvent.type(await screen.findByLabelText('Subject'), 'The pot came in pieces');
  await userEvent.type(screen.getByLabelText('Add a note'), 'Sounds calm');
  await waitFor(() => expect(screen.getByText('Mei Tanaka')).toBeInTheDocument());
  await userEvent.click(screen.getByRole('button', { name: 'Open the case' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/desk/cases/7'));
  expect(network.sent('POST', '/cases')[0]?.body).toEqual({
    type: 'complaint',
    clientId: '1',
    customerId: '71',
    interactionId: '601',
    ownerId: amy.account.id,
    subject: 'The pot came in pieces',
    note: 'Sounds calm',
  });
});

test('a case is begun, named and opened by keys alone', async () => {
  const network = fakeNetwork({ ...lists, 'GET /cases': { items: [row], total: 1 }, 'POST /cases': row });
  const { router } = show(<CasesPage />, { path: '/desk/cases' });
  await screen.findByRole('table');
  await userEvent.keyboard('{Alt>}c{/Alt}');
  await waitFor(() => expect(screen.getByLabelText('Subject')).toHaveFocus());
  await userEvent.keyboard('The pot came in pieces{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/desk/cases/7'));
  expect(network.sent('POST', '/cases')[0]?.body).toMatchObject({ subject: 'The pot came in pieces' });
});

test('a search that is still to be asked leaves the case that was begun meanwhile', async () => {
  fakeNetwork({ ...lists, 'GET /cases': { items: [row], total: 1 } });
  const { router } = show(<CasesPage />, { path: '/desk/cases' });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Search' }), 'pot');
  await userEvent.keyboard('{Alt>}c{/Alt}');
  await waitFor(() => expect(router.state.location.search).toContain('q=pot'));
  expect(router.state.location.search).toContain('record=new');
});

test('a view that searches says so in the search', async () => {
  fakeNetwork({
    ...lists,
    'GET /cases': { items: [row], total: 1 },
    'GET /views': { views: [{ id: '5', mine: true, name: 'Pots', search: 'q=pot' }], teams: [] },
  });
  const { router } = show(<CasesPage />, { path: '/desk/cases' });
  await userEvent.click(await screen.findByRole('button', { name: /Saved views/ }));
  await userEvent.click(await screen.findByText('Pots'));
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Search' })).toHaveValue('pot'));
  await router.navigate('/desk/cases');
  await waitFor(() => expect(screen.getByRole('textbox', { name: 'Search' })).toHaveValue(''));
});

test('what several cases were given is taken back from each', async () => {
  const other = { ...row, id: '8', subject: 'Tea tastes of soap', ownerId: '4' };
  const puts: { id: string; version: number; ownerId?: string }[] = [];
  fakeNetwork({
    ...lists,
    'GET /cases': { items: [row, other], total: 2 },
    'POST /cases/bulk': [
      { id: '7', changed: true },
      { id: '8', changed: true },
    ],
    'GET /cases/{id}': ({ path }: { path: string }) => ({
      ...(path.endsWith('8') ? other : row),
      version: 4,
      ownerId: amy.account.id,
    }),
    'PUT /cases/{id}': ({ body }: { body: { id: string; version: number; ownerId?: string } }) => {
      puts.push(body);
      return body;
    },
  });
  show(<CasesPage />, { path: '/desk/cases' });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose all on this page' }));
  await userEvent.click(screen.getByRole('button', { name: 'Owner' }));
  await userEvent.type(await screen.findByLabelText('Reason'), 'shift is over');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(puts.map(({ id, ownerId }) => [id, ownerId])).toEqual([
      ['7', undefined],
      ['8', '4'],
    ]),
  );
  expect(puts.map(({ version }) => version)).toEqual([4, 4]);
});

test('one change for several cases: each is judged by itself, and what was refused is told', async () => {
  const network = fakeNetwork({
    ...lists,
    'GET /cases': { items: [row, { ...row, id: '8', subject: 'Tea tastes of soap' }], total: 2 },
    'POST /cases/bulk': [
      { id: '7', changed: true },
      { id: '8', changed: false, problem: 'case-move-refused', message: 'It cannot go there' },
    ],
  });
  show(<CasesPage />, { path: '/desk/cases' });
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Choose all on this page' }));
  await userEvent.click(screen.getByRole('button', { name: 'Owner' }));
  await userEvent.type(await screen.findByLabelText('Reason'), 'shift is over');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/It cannot go there/)).toBeInTheDocument();
  expect(network.sent('POST', '/cases/bulk')[0]?.body).toEqual({
    ids: ['7', '8'],
    change: { ownerId: amy.account.id },
    reason: 'shift is over',
  });
});
