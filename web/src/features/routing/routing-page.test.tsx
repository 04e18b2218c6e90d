import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { RoutingPage } from './routing-page';

const book = {
  liveVersion: 1,
  latestVersion: 2,
  state: 'draft',
  rules: [
    {
      kind: 'team',
      name: 'Refund desk',
      when: [{ fact: 'reason', is: 'one-of', values: ['refund', 'invoice'] }],
      queue: 'tea/refunds',
      skill: 'refund',
      level: 4,
      fallBack: [{ afterSeconds: 60, level: 0 }],
    },
    { kind: 'priority', when: [{ fact: 'customer.rank', is: 'at-least', values: ['4'] }], points: 2 },
    { kind: 'priority', on: false, when: [{ fact: 'selfService.failed', is: 'yes' }], points: 1 },
  ],
  findings: [] as unknown[],
  leftOut: [] as unknown[],
  versions: [
    { version: 2, state: 'draft', at: '2026-01-05T09:00:00.000Z', by: 'Amy Chen', reason: 'refunds apart' },
    { version: 1, state: 'approved', at: '2026-01-04T09:00:00.000Z', by: 'Amy Chen', reason: 'first' },
  ],
  facts: [
    { name: 'reason', type: 'text' },
    { name: 'customer.rank', type: 'number' },
    { name: 'selfService.failed', type: 'truth' },
    { name: 'customer.age', type: 'number', missing: 'no-profile' },
  ],
  queues: [{ code: 'tea/refunds', name: { en: 'Refunds' } }],
  skills: [{ code: 'refund', name: { en: 'Refund handling' } }],
  clients: ['tea'],
};
const trial = {
  id: '7',
  day: '2026-01-04',
  zone: 'Asia/Shanghai',
  version: 2,
  liveVersion: 1,
  seeds: 10,
  state: 'running',
  progress: 40,
  askedAt: '2026-01-05T09:00:00.000Z',
  askedBy: 'Amy Chen',
};
const finished = {
  ...trial,
  state: 'done',
  progress: 100,
  result: {
    contacts: 812,
    agents: 24,
    movedTotal: 1,
    moved: [
      {
        at: '2026-01-04T02:00:00.000Z',
        reason: 'refund',
        fromQueue: '1',
        fromQueueName: 'Front desk',
        fromAgent: '4',
        fromAgentName: 'Bo Li',
        fromWaitMillis: 12_000,
        toQueue: '2',
        toQueueName: 'Refunds',
        toWaitMillis: 31_000,
      },
    ],
    effects: [
      {
        queue: '1',
        queueName: 'Front desk',
        contacts: 812,
        waitBeforeMillis: 41_000,
        waitChangeMillis: -6_200,
        waitHalfMillis: 2_000,
        serviceLevelBefore: 0.71,
        serviceLevelChange: 0.01,
        serviceLevelHalf: 0.02,
        abandonedBefore: 0.08,
        abandonedChange: 0,
      },
    ],
  },
};

function open(more: Record<string, unknown> = {}, page: object = book, me = amy) {
  const network = fakeNetwork({
    'POST /routing/check': [],
    'GET /routing/trials': { items: [], total: 0 },
    ...more,
    'GET /routing': page,
  });
  show(<RoutingPage />, { path: '/settings/routing', me });
  return network;
}

const priorities = () => screen.getAllByRole('button', { name: /^Priority/ }).map((each) => each.textContent);

test('rules stand there as sentences, and one that is switched off says so', async () => {
  open();
  expect(
    await screen.findByRole('button', {
      name: 'Expert team Refund desk receives contacts where reason is refund or invoice: queue Refunds, Refund handling ≥ 4. After 60 s anyone of the queue.',
    }),
  ).toBeInTheDocument();
  expect(priorities()[0]).toContain('get 2 points of priority.');
  expect(priorities()[1]).toMatch(/failed self-service within a day holds get 1 point of priority\..*switched off/);
});

test('keys move a rule within its kind, the new order is checked and saved on the version it began with', async () => {
  const network = open({ 'PUT /routing': book });
  const first = await screen.findByRole('button', { name: /^Priority.*customer value/ });
  first.focus();
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  expect(priorities()[1]).toContain('customer value');
  expect(screen.getByText('Now at place 2')).toBeInTheDocument();
  await waitFor(() => expect(network.sent('POST', '/routing/check')).toHaveLength(1));
  await userEvent.click(screen.getByRole('button', { name: 'Save as new draft' }));
  await userEvent.type(await screen.findByLabelText('Reason'), 'value later');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(network.sent('PUT', '/routing')[0]?.body).toEqual({
      baseVersion: 2,
      rules: [book.rules[0], book.rules[2], book.rules[1]],
      reason: 'value later',
    }),
  );
});

test('a finding stands with its rule and keeps the draft from going into force', async () => {
  open(
    {},
    {
      ...book,
      findings: [
        { rule: 0, field: 'skill', severity: 'error', code: 'unknown-skill', text: 'There is no skill “refund”' },
      ],
    },
  );
  const rule = (await screen.findByRole('button', { name: /^Expert team/ })).closest('li')!;
  expect(within(rule).getByText('There is no skill “refund”')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Put version 2 live' })).toBeDisabled();
});

test('an opened rule is edited by its blanks', async () => {
  open();
  await userEvent.click(await screen.findByRole('button', { name: /^Expert team/ }));
  const level = screen.getByRole('spinbutton', { name: 'Level, 1 to 5' });
  await userEvent.clear(level);
  await userEvent.type(level, '2');
  expect(screen.getByRole('button', { name: /^Expert team.*Refund handling ≥ 2/ })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Add a step' }));
  expect(screen.getByRole('button', { name: /^Expert team.*After 90 s anyone/ })).toBeInTheDocument();
});

test('a house without rules is told what rules are for', async () => {
  open({}, { ...book, liveVersion: undefined, latestVersion: 0, state: 'none', rules: [], versions: [] });
  expect(await screen.findByText('No rules yet')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Add a complexity' }));
  expect(screen.getByRole('button', { name: /^Complexity Contacts about … have complexity 3/ })).toBeInTheDocument();
});

test('rules hold until a moment, are compared, and an approval is taken back', async () => {
  const network = open(
    {
      'POST /routing/versions/{version}/approve': book,
      'POST /routing/versions/{version}/take-back': book,
      'GET /routing/difference': { lines: [{ kind: 'added', text: '"level" : 4' }] },
    },
    {
      ...book,
      versions: [
        book.versions[0],
        { ...book.versions[1], validFrom: '2026-01-04T09:00:00.000Z', validTo: new Date(Date.now() + 86_400_000) },
      ],
    },
  );
  expect(await screen.findByText(/^until .*, then none$/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Put version 2 live' }));
  expect(await screen.findByText(/^New contacts follow it at once/)).toBeInTheDocument();
  await userEvent.type(screen.getByLabelText('Reason'), 'holidays');
  fireEvent.change(screen.getByLabelText(/^In service until/), { target: { value: '2031-01-02T00:00' } });
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(network.sent('POST', '/routing/versions/2/approve')[0]?.body).toEqual({
      reason: 'holidays',
      validTo: new Date('2031-01-02T00:00').toISOString(),
    }),
  );
  await userEvent.click(screen.getAllByRole('button', { name: 'Compare' })[0]!);
  expect(await screen.findByText('+ "level" : 4')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
  await userEvent.type(screen.getByLabelText('Reason'), 'refunds were late');
  await userEvent.click(screen.getAllByRole('button', { name: 'Save' }).at(-1)!);
  await waitFor(() =>
    expect(network.sent('POST', '/routing/versions/1/take-back')[0]?.body).toEqual({ reason: 'refunds were late' }),
  );
});

test('who may only look changes nothing', async () => {
  open({}, book, { ...amy, rights: ['routing.view'] });
  expect(await screen.findByRole('button', { name: /^Expert team/ })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Save as new draft' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Delete/ })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Try version/ })).toBeNull();
});

test('a draft is tried: progress, cancel, then who would have received what and the effect with its span', async () => {
  let answer: object = trial;
  const network = open({
    'POST /routing/trials': trial,
    'GET /routing/trials/{id}': () => answer,
    'POST /routing/trials/{id}/cancel': trial,
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Try version 2' }));
  expect(network.sent('POST', '/routing/trials')[0]?.body).toMatchObject({ version: 2, seeds: 10 });
  expect(await screen.findByRole('progressbar')).toHaveAttribute('aria-valuenow', '40');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(network.sent('POST', '/routing/trials/7/cancel')).toHaveLength(1);
  answer = finished;
  expect(
    await screen.findByText(/Front desk, Bo Li after 0:12 → Refunds, nobody after 0:31/, undefined, { timeout: 5_000 }),
  ).toBeInTheDocument();
  const row = screen.getByRole('row', { name: /Front desk/ });
  expect(row).toHaveTextContent('41 s −6.2 s (−8.2 s to −4.2 s)');
  expect(row).toHaveTextContent('71 % +1 % (−1 % to +3 %) not clear');
});
