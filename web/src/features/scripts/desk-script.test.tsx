import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { DeskScript, type ScriptFor } from './desk-script';

const place = (step: string) => ({ step, kind: 'ask', title: { en: `Title of ${step}` } });
const step = (more: Record<string, unknown> = {}) => ({
  id: 'what',
  kind: 'ask',
  said: { en: 'What did you notice?', 'zh-Hans': '您注意到什么？' },
  behaviours: [],
  key: true,
  replies: [
    { key: '1', label: { en: 'Used up' } },
    { key: '2', label: { en: 'A high bill' } },
  ],
  free: { returns: [place('line')] },
  skippable: false,
  ...more,
});
const run = (more: Record<string, unknown> = {}) => ({
  id: '9',
  revision: 3,
  script: 'usage',
  version: 2,
  name: { en: 'Data usage' },
  state: 'open',
  language: 'en',
  step: step(),
  trail: [],
  places: [place('what'), place('line'), place('bye')],
  dispositions: [],
  cases: [],
  lookedUp: [] as object[],
  ...more,
});
const page = (more: Record<string, unknown> | null = {}) => ({
  interactionId: '5',
  proposed: 'usage',
  scripts: [{ code: 'usage', name: { en: 'Data usage' } }],
  filled: [] as object[],
  ...(more && { run: run(more) }),
});
const passage = {
  at: '2026-11-22T10:00:00.000Z',
  by: 'Ben',
  mine: false,
  place: place('what'),
  move: 'reply',
  answer: { en: 'Used up' },
};

const SCRIPT = '/desk/interactions/{id}/script';
const SENT = '/desk/interactions/5/script';
const contact = (more: Partial<ScriptFor> = {}): ScriptFor => ({
  id: '5',
  talking: true,
  results: [{ code: 'sold', name: { en: 'Sold' } }],
  chosen: [],
  choose: () => undefined,
  ...more,
});
const open = (more: Partial<ScriptFor> = {}) =>
  show(<DeskScript contact={contact(more)} page={(code) => <p>page {code}</p>} />);
const moves = (sent: ReturnType<typeof fakeNetwork>['sent']) =>
  sent('POST', `${SENT}/moves`).map(({ body }) => body as Record<string, unknown>);

beforeEach(() => sessionStorage.clear());

test('a script that is meant for the contact begins by itself, once', async () => {
  const { sent } = fakeNetwork({ [`GET ${SCRIPT}`]: page(null), [`POST ${SCRIPT}`]: page() });
  open();
  expect(await screen.findByText('What did you notice?')).toBeInTheDocument();
  expect(sent('POST', SENT)).toHaveLength(1);
});

test('nothing begins before the call is taken, and a house without scripts shows nothing', async () => {
  const { sent } = fakeNetwork({ [`GET ${SCRIPT}`]: page(null) });
  const { unmount } = open({ talking: false });
  expect(await screen.findByRole('combobox', { name: 'Another script' })).toBeInTheDocument();
  expect(sent('POST', SENT)).toHaveLength(0);
  unmount();
  fakeNetwork({ [`GET ${SCRIPT}`]: { interactionId: '5', scripts: [], filled: [] } });
  const { container } = open();
  await waitFor(() => expect(container.querySelector('.desk-script')).toBeNull());
});

test('keys 1 to 9 reply, Backspace leads back, and neither takes a key from somebody who types', async () => {
  const { sent } = fakeNetwork({
    [`GET ${SCRIPT}`]: page({ trail: [passage] }),
    [`POST ${SCRIPT}/moves`]: page({ trail: [passage] }),
  });
  show(
    <>
      <textarea aria-label="Notes" />
      <DeskScript contact={contact()} page={() => null} />
    </>,
  );
  await screen.findByText('What did you notice?');
  await userEvent.type(screen.getByRole('textbox', { name: 'Notes' }), '12{Backspace}');
  expect(moves(sent)).toHaveLength(0);
  await userEvent.keyboard('{Alt>}s{/Alt}');
  await userEvent.keyboard('2');
  await waitFor(() => expect(moves(sent)).toEqual([{ revision: 3, act: 'key', key: '2' }]));
  await userEvent.keyboard('{Backspace}');
  await waitFor(() => expect(moves(sent).at(-1)).toEqual({ revision: 3, act: 'back' }));
});

test('what was said stands folded above, with who said it', async () => {
  fakeNetwork({ [`GET ${SCRIPT}`]: page({ trail: [passage] }) });
  open();
  await userEvent.click(await screen.findByText('Said so far: 1 step'));
  expect(screen.getByText('Title of what')).toBeVisible();
  expect(screen.getByText('Used up', { selector: 'q' })).toBeVisible();
  expect(screen.getByText(/Ben/)).toBeVisible();
});

test('something unexpected is written down, survives a reload, and goes where the script lets it', async () => {
  const { sent } = fakeNetwork({ [`GET ${SCRIPT}`]: page(), [`POST ${SCRIPT}/moves`]: page() });
  const { unmount } = open();
  await screen.findByText('What did you notice?');
  await userEvent.keyboard('0');
  await userEvent.type(screen.getByRole('textbox', { name: 'Something else was said' }), 'my watch');
  unmount();
  open();
  expect(await screen.findByRole('textbox', { name: 'Something else was said' })).toHaveValue('my watch');
  await userEvent.click(screen.getByRole('button', { name: 'Keep it, go on: Title of line' }));
  await waitFor(() => expect(moves(sent)).toEqual([{ revision: 3, act: 'free', text: 'my watch', step: 'line' }]));
});

const fill = step({
  id: 'line',
  kind: 'fill',
  replies: [],
  free: undefined,
  skippable: true,
  fill: {
    form: {
      use: 'note',
      sections: [
        {
          code: 'line',
          title: { en: 'Line' },
          items: [
            { code: 'number', kind: 'text', label: { en: 'Number' }, required: true },
            { code: 'since', kind: 'text', label: { en: 'Since' } },
          ],
        },
      ],
    },
    answers: { number: { value: '555' } },
    known: [{ item: 'number', source: 'flow' }],
  },
});

test('what is known is marked with its source and not asked again; it can be corrected', async () => {
  const { sent } = fakeNetwork({ [`GET ${SCRIPT}`]: page({ step: fill }), [`POST ${SCRIPT}/moves`]: page() });
  open();
  expect(await screen.findByText('already known: told the voice')).toBeVisible();
  expect(screen.queryByRole('textbox', { name: /Number/ })).toBeNull();
  await userEvent.type(screen.getByRole('textbox', { name: 'Since' }), 'Monday');
  await userEvent.click(screen.getByRole('button', { name: 'Correct what is known' }));
  const number = screen.getByRole('textbox', { name: /Number/ });
  await userEvent.clear(number);
  await userEvent.type(number, '556');
  await userEvent.keyboard('{Alt>}{Enter}{/Alt}');
  await waitFor(() =>
    expect(moves(sent)).toEqual([
      { revision: 3, act: 'fill', answers: { since: { value: 'Monday' }, number: { value: '556' } } },
    ]),
  );
});

test('a window that is behind shows what there is now, and says so', async () => {
  fakeNetwork({
    [`GET ${SCRIPT}`]: page(),
    [`POST ${SCRIPT}/moves`]: refuse(409, 'edit-conflict', {
      current: page({ revision: 4, step: step({ id: 'bye', said: { en: 'Bye' } }) }),
    }),
  });
  open();
  await screen.findByText('What did you notice?');
  await userEvent.keyboard('1');
  expect(await screen.findByText('Bye')).toBeInTheDocument();
  expect(screen.getByText(/Somebody else has gone on/)).toBeInTheDocument();
});

test('an offer is answered with its value; the proposed result is one click away', async () => {
  const choose = vi.fn();
  const { sent } = fakeNetwork({
    [`GET ${SCRIPT}`]: page({
      dispositions: ['sold'],
      step: step({ kind: 'offer', free: undefined, offer: { code: 'pack', aim: 'add-on', value: 9.9 } }),
    }),
    [`POST ${SCRIPT}/moves`]: page(),
  });
  open({ choose });
  await screen.findByRole('button', { name: /Accepted/ });
  await userEvent.click(screen.getByRole('button', { name: 'Sold' }));
  expect(choose).toHaveBeenCalledWith(['sold']);
  await userEvent.keyboard('1');
  await waitFor(() => expect(moves(sent)).toEqual([{ revision: 3, act: 'offer', accepted: true, value: 9.9 }]));
});

test('the customer’s language comes first, the agent’s own below it', async () => {
  fakeNetwork({ [`GET ${SCRIPT}`]: page({ language: 'zh-Hans' }) });
  open();
  expect(await screen.findByText('您注意到什么？')).toHaveAttribute('lang', 'zh-Hans');
  expect(screen.getByText('What did you notice?')).toHaveClass('script-own');
});

test('what was told in this contact stands open for whoever has it next, even where no script serves', async () => {
  const filled = [
    { form: { en: 'Line' }, label: { en: 'Number' }, said: { en: '138001' }, at: '2026-11-22T10:00:00.000Z' },
    { form: { en: 'Line' }, label: { en: 'Kind' }, said: { en: 'Home, Work' }, at: '2026-11-22T10:00:00.000Z' },
  ];
  fakeNetwork({ [`GET ${SCRIPT}`]: { interactionId: '5', scripts: [], filled } });
  open({ talking: false });
  expect(await screen.findByText('Told in this contact: 2 answers')).toBeVisible();
  expect(screen.getByText('138001')).toBeVisible();
  expect(screen.getByText('Home, Work')).toBeVisible();
});

test('the quiet hint of tone stands with its step, in the agent’s language, and nowhere else', async () => {
  fakeNetwork({
    [`GET ${SCRIPT}`]: page({ step: step({ tone: { en: 'Warm, unhurried', 'zh-Hans': '亲切' } }) }),
    [`POST ${SCRIPT}/moves`]: page({ revision: 4 }),
  });
  open();
  expect(await screen.findByText('Warm, unhurried')).toHaveClass('script-tone');
  await userEvent.keyboard('1');
  await waitFor(() => expect(document.querySelector('.script-tone')).toBeNull());
});

test('while a service is asked one sees it, may go on without it, and is then told what it said', async () => {
  let asked = 0;
  const asking = page({
    step: step({ id: 'stock', kind: 'lookup', said: undefined, title: { en: 'stock' }, replies: [] }),
  });
  const { sent } = fakeNetwork({
    [`GET ${SCRIPT}`]: () =>
      ++asked < 3
        ? asking
        : page({
            revision: 4,
            step: step({ id: 'told', said: { en: 'There are 7' } }),
            lookedUp: [
              { step: 'stock', answered: true, status: 200, told: { left: '7' } },
              { step: 'price-list', answered: false, status: 0, told: {} },
            ],
          }),
    [`POST ${SCRIPT}/moves`]: asking,
  });
  open();
  expect(await screen.findByText('Asking: stock …')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /Go on without it/ }));
  await waitFor(() => expect(moves(sent)).toEqual([{ revision: 3, act: 'skip' }]));
  expect(await screen.findByText('There are 7', {}, { timeout: 5_000 })).toBeInTheDocument();
  const said = screen.getByRole('list', { name: 'Asked of services' });
  expect(said).toHaveTextContent('stock left 7');
  expect(said).toHaveTextContent('price list no answer in time');
});
