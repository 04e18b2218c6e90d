import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { FlowEditorPage } from './flow-editor-page';

const finding = {
  severity: 'error',
  line: 3,
  column: 32,
  code: 'unknown-step',
  message: 'There is no step by; did you mean bye?',
  proposal: 'bye',
};
const yaml = 'start: hello # as ever\nsteps:\n  hello: {play: welcome, next: by}\n  bye: {hang-up: }\n';
const flow = {
  code: 'main',
  name: { en: 'Main menu' },
  clientId: '1',
  state: 'draft',
  liveVersion: 1,
  latestVersion: 2,
  updatedAt: '2026-01-05T09:00:00.000Z',
  updatedBy: 'Amy Chen',
  yaml,
  findings: [] as unknown[],
  picture: { nodes: [], edges: [] },
  versions: [
    { version: 1, state: 'approved', at: '2026-01-04T09:00:00.000Z', by: 'Amy Chen', reason: 'first' },
    { version: 2, state: 'draft', at: '2026-01-05T09:00:00.000Z', by: 'Amy Chen', reason: 'shorter' },
  ],
};
const lists = (path: string) => ({ [`GET ${path}`]: { items: [], total: 0 } });
const open = (more: Record<string, unknown> = {}, findings: unknown[] = []) => {
  const network = fakeNetwork({
    'GET /flows/{code}': { ...flow, findings },
    'POST /flows/validate': { findings: [], picture: flow.picture },
    'GET /prompts': {
      items: [
        { code: 'welcome', texts: { en: 'Good day' }, audio: [] },
        { code: 'thanks', texts: { en: 'Thank you' }, audio: [] },
      ],
      total: 2,
    },
    ...lists('/clients'),
    ...lists('/queues'),
    ...lists('/flows'),
    ...more,
  });
  show(<FlowEditorPage />, { path: '/settings/flows/main', route: '/settings/flows/:code' });
  return network;
};
const tab = (name: string | RegExp) => userEvent.click(screen.getByRole('tab', { name }));
const text = async () => {
  await tab('Text');
  return screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Definition (YAML)' }).value;
};
const steps = () => userEvent.click(screen.getByText('Steps'));
const saved = async (network: ReturnType<typeof open>) => {
  await userEvent.click(screen.getByRole('button', { name: 'Save as new draft' }));
  await userEvent.type(await screen.findByLabelText('Reason'), 'a comment');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(network.sent('PUT', '/flows/main')).toHaveLength(1));
  return network.sent('PUT', '/flows/main')[0]!.body as { yaml: string };
};
beforeEach(() => sessionStorage.clear());

test('a finding stands beside its field, and its proposal is written by one click, letter by letter', async () => {
  open({}, [finding]);
  await screen.findByRole('button', { name: 'Put version 2 live' });
  expect(screen.getByRole('button', { name: 'Put version 2 live' })).toBeDisabled();
  await tab(/Findings/);
  await userEvent.click(screen.getByRole('button', { name: /Line 3/ }));
  const panel = screen.getByRole('tabpanel', { name: 'Properties' });
  expect(within(panel).getByText(/did you mean bye/)).toBeInTheDocument();
  await userEvent.click(within(panel).getByRole('button', { name: 'Write “bye”' }));
  expect(await text()).toBe(yaml.replace('next: by}', 'next: bye}'));
});

test('what is typed into the text is checked by the server and saved with a reason on the version it began with', async () => {
  const network = open({
    'PUT /flows/{code}': {},
    'POST /flows/validate': { findings: [finding], picture: flow.picture },
  });
  await screen.findByRole('tab', { name: 'Text' });
  await tab('Text');
  const editor = screen.getByRole('textbox', { name: 'Definition (YAML)' });
  await userEvent.click(editor);
  await userEvent.type(editor, '#', { initialSelectionStart: yaml.length });
  await waitFor(() => expect(network.sent('POST', '/flows/validate').length).toBeGreaterThan(0));
  expect(network.sent('POST', '/flows/validate').at(-1)!.body).toEqual({ yaml: `${yaml}#`, clientId: '1' });
  expect(await saved(network)).toEqual({ baseVersion: 2, yaml: `${yaml}#`, reason: 'a comment' });
});

test('a step is put in, led on and taken back by keys alone, and nothing else in the file changes', async () => {
  open();
  await screen.findByRole('tab', { name: 'Properties' });
  await steps();
  const list = screen.getByRole('listbox', { name: 'Steps' });
  await userEvent.click(within(list).getByRole('option', { name: /^hello/ }));
  await userEvent.click(screen.getByText('Add', { selector: '.ant-segmented-item-label' }));
  const kind = screen.getByRole('searchbox', { name: 'Find a kind of step' });
  await userEvent.type(kind, 'opening{Enter}');
  expect(await text()).toBe(
    'start: hello # as ever\nsteps:\n  hello: {play: welcome, next: hours}\n  hours: {hours: "", open: by}\n  bye: {hang-up: }\n',
  );
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(await text()).toBe(yaml);
  await userEvent.keyboard('{Control>}y{/Control}');
  expect(await text()).toContain('hours: {hours:');
});

test('the list walks by arrows, tells where each step leads, and takes one out with its way led on', async () => {
  open();
  await screen.findByRole('tab', { name: 'Properties' });
  await steps();
  const list = screen.getByRole('listbox', { name: 'Steps' });
  expect(within(list).getByRole('option', { name: /hello.*Next: by/ })).toBeInTheDocument();
  within(list)
    .getByRole('option', { name: /^hello/ })
    .focus();
  await userEvent.keyboard('{ArrowDown}');
  expect(within(list).getByRole('option', { name: /^bye/ })).toHaveAttribute('aria-selected', 'true');
  await userEvent.type(screen.getByRole('searchbox', { name: 'Find a step by name or text' }), 'welcome');
  expect(within(list).getAllByRole('option')).toHaveLength(1);
  await userEvent.clear(screen.getByRole('searchbox', { name: 'Find a step by name or text' }));
  within(list)
    .getByRole('option', { name: /^hello/ })
    .focus();
  await userEvent.keyboard('{ArrowUp}{Delete}');
  expect(await text()).toBe('start: by # as ever\nsteps:\n  bye: {hang-up: }\n');
});

test('a field is changed with its own control; broken text keeps the last picture and its list', async () => {
  open();
  await screen.findByRole('tab', { name: 'Properties' });
  await steps();
  await userEvent.click(within(screen.getByRole('listbox', { name: 'Steps' })).getByRole('option', { name: /^hello/ }));
  await tab('Properties');
  await userEvent.click(await screen.findByRole('button', { name: 'Add a piece' }));
  expect(await text()).toContain('hello: {play: [welcome, ""], next: by}');
  const editor = screen.getByRole('textbox', { name: 'Definition (YAML)' });
  await userEvent.click(editor);
  await userEvent.type(editor, ': [[', { initialSelectionStart: 0, initialSelectionEnd: 0 });
  expect(await screen.findByText(/not YAML right now/)).toBeInTheDocument();
  expect(within(screen.getByRole('listbox', { name: 'Steps' })).getAllByRole('option')).toHaveLength(2);
});

test('what was not saved is there again after a reload', async () => {
  sessionStorage.setItem('callosum.draft.flow.main', JSON.stringify({ base: 2, text: `${yaml}# mine\n` }));
  open();
  expect(await screen.findByText(/is here again/)).toBeInTheDocument();
  expect(await text()).toBe(`${yaml}# mine\n`);
  await userEvent.click(screen.getByRole('button', { name: 'Discard it' }));
  expect(await text()).toBe(yaml);
});

test('putting a draft live asks for a reason', async () => {
  const network = open({ 'POST /flows/{code}/versions/{version}/approve': {} });
  await userEvent.click(await screen.findByRole('button', { name: 'Put version 2 live' }));
  await userEvent.type(await screen.findByLabelText('Reason'), 'tested at noon');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(network.sent('POST', '/flows/main/versions/2/approve')[0]?.body).toEqual({ reason: 'tested at noon' }),
  );
});

test('a draft is tried by text: what is heard in three languages, whose turn it is, and one step back', async () => {
  const trial = {
    clock: '2026-12-24T21:30:04',
    atMillis: 4000,
    turn: 'choice',
    at: 'main',
    path: ['hello', 'main'],
    cut: false,
    choices: [{ key: '1', label: 'Orders' }],
    variables: [{ name: 'hours.reason', value: 'within-hours' }],
    lines: [
      { atMillis: 0, kind: 'step', flow: 'main', step: 'hello', said: [], data: {} },
      {
        atMillis: 0,
        kind: 'said',
        flow: 'main',
        step: 'hello',
        said: [{ clip: 'welcome', words: { en: 'Welcome', 'zh-Hans': '欢迎', 'zh-Hant': '歡迎' } }],
        data: {},
      },
    ],
  };
  const network = open({
    'GET /clients': { items: [{ id: '1', name: { en: 'Harbour' }, timeZone: 'Asia/Shanghai' }], total: 1 },
    'POST /flows/try': trial,
  });
  await screen.findByRole('tab', { name: 'Try it' });
  await tab('Try it');
  await userEvent.type(await screen.findByLabelText('Caller’s number'), '4711');
  await userEvent.click(screen.getByRole('button', { name: 'Begin the test call' }));
  const log = await screen.findByRole('log', { name: 'Try it' });
  for (const words of ['Welcome', '欢迎', '歡迎']) expect(log).toHaveTextContent(words);
  await userEvent.click(screen.getByRole('button', { name: '1 Orders' }));
  await userEvent.type(screen.getByLabelText('Keys or words'), 'my order{Enter}');
  await waitFor(() => expect(network.sent('POST', '/flows/try')).toHaveLength(3));
  const sent = network.sent('POST', '/flows/try').map((each) => each.body as { moves: unknown[]; situation: object });
  expect(sent[2]!.moves).toEqual([
    { move: 'press', text: '1' },
    { move: 'write', text: 'my order' },
  ]);
  expect(sent[0]!.situation).toMatchObject({ callerNumber: '4711', zone: 'Asia/Shanghai', language: 'en' });
  await userEvent.click(screen.getByRole('button', { name: 'One move back' }));
  await waitFor(() => expect(network.sent('POST', '/flows/try')).toHaveLength(4));
  expect((network.sent('POST', '/flows/try')[3]!.body as { moves: unknown[] }).moves).toHaveLength(1);
});

test('many callers by chance: what is supposed is sent, where they end is told, and the picture has the figures', async () => {
  const network = open({
    'POST /flows/crowd': {
      callers: 300,
      wanted: 300,
      seed: 5,
      cut: 0,
      meanMillis: 61_000,
      steps: [{ step: 'hello', callers: 300, visits: 300, left: 12 }],
      ways: [{ from: 'hello', to: 'bye', times: 288 }],
      ends: [
        { outcome: 'completed', callers: 288 },
        { outcome: 'caller-left', callers: 12 },
      ],
    },
  });
  await screen.findByRole('tab', { name: 'Many callers' });
  await tab('Many callers');
  const seed = screen.getByRole('spinbutton', { name: /^Seed/ });
  await userEvent.clear(seed);
  await userEvent.type(seed, '5');
  await userEvent.click(screen.getByRole('button', { name: 'Run' }));
  expect(await screen.findByText(/300 of 300 callers, seed 5; mean length 1:01/)).toBeInTheDocument();
  expect(screen.getByRole('row', { name: /the caller left 12 4 %/ })).toBeInTheDocument();
  expect(screen.getByText('300 came, 12 left')).toBeInTheDocument();
  const sent = network.sent('POST', '/flows/crowd')[0]!.body as { yaml: string; seed: number; habits: object };
  expect(sent).toMatchObject({
    yaml,
    seed: 5,
    callers: 300,
    clientId: '1',
    habits: { hangUp: 0.03, answerSeconds: 60 },
  });
});

test('what people do is laid over the picture, and two versions are compared with what chance could make', async () => {
  const share = (part: number, whole: number) => ({ part, whole, low: 0.1, high: 0.9 });
  const network = open({
    'GET /reports/flows/{code}/steps': [
      { flow: 'main', step: 'hello', entered: 40, left: share(10, 40), zero: share(0, 40) },
      { flow: 'waiting', step: 'hello', entered: 9, left: share(0, 9), zero: share(0, 9) },
    ],
    'GET /reports/flows/{code}/now': [{ step: 'hello', contacts: 3 }],
    'GET /reports/flows/{code}/versions': [
      {
        figure: 'contained',
        one: share(11, 12),
        other: share(3, 12),
        difference: 0.667,
        low: 0.27,
        high: 0.85,
        p: 0.0009,
      },
      { figure: 'moved-on', one: share(0, 0), other: share(0, 0) },
    ],
  });
  await screen.findByRole('tab', { name: 'What people do' });
  await tab('What people do');
  expect(await screen.findByText('3 people are in this flow now.')).toBeInTheDocument();
  expect(await screen.findByText('3 now · 40 came, 25 % left')).toBeInTheDocument();
  expect(await screen.findByText(/more than chance would make \(p < 0.001\)/)).toBeInTheDocument();
  expect(screen.getByText('nothing to compare')).toBeInTheDocument();
  const asked = network.calls.find((call) => call.path.endsWith('/versions') && call.method === 'GET')!;
  expect([asked.query.get('one'), asked.query.get('other')].sort()).toEqual(['1', '2']);
});
