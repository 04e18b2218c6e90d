import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { FlowEditorPage } from './flow-editor-page';

const finding = {
  severity: 'error',
  line: 3,
  column: 3,
  code: 'unknown-step',
  message: 'There is no step “by”; did you mean “bye”?',
};
const flow = {
  code: 'main',
  name: { en: 'Main menu' },
  clientId: '1',
  state: 'draft',
  liveVersion: 1,
  latestVersion: 2,
  updatedAt: '2026-01-05T09:00:00.000Z',
  updatedBy: 'Amy Chen',
  yaml: 'start: hello\nsteps:\n  hello: {play: welcome, next: bye}\n',
  findings: [] as unknown[],
  picture: { nodes: [], edges: [] },
  versions: [
    { version: 1, state: 'approved', at: '2026-01-04T09:00:00.000Z', by: 'Amy Chen', reason: 'first' },
    { version: 2, state: 'draft', at: '2026-01-05T09:00:00.000Z', by: 'Amy Chen', reason: 'shorter' },
  ],
};
const open = (more: Record<string, unknown> = {}, findings: unknown[] = []) => {
  const network = fakeNetwork({
    ...more,
    'GET /flows/{code}': { ...flow, findings },
    'POST /flows/validate': { findings: [finding], picture: flow.picture },
  });
  show(<FlowEditorPage />, { path: '/settings/flows/main', route: '/settings/flows/:code' });
  return network;
};

test('a finding leads to its line, and an error keeps the flow from going live', async () => {
  open({}, [finding]);
  await userEvent.click(await screen.findByRole('button', { name: /Line 3/ }));
  const editor = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Definition (YAML)' });
  expect(editor).toHaveFocus();
  expect(editor.value.slice(editor.selectionStart, editor.selectionEnd)).toBe('hello: {play: welcome, next: bye}');
  expect(screen.getByRole('button', { name: 'Put version 2 live' })).toBeDisabled();
});

test('what is typed is checked by the server and saved with a reason on the version it began with', async () => {
  const network = open({ 'PUT /flows/{code}': {} });
  await userEvent.type(await screen.findByRole('textbox', { name: 'Definition (YAML)' }), '#');
  expect(await screen.findByRole('button', { name: /did you mean “bye”/ })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Save as new draft' }));
  await userEvent.type(await screen.findByLabelText('Reason'), 'a comment');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(network.sent('PUT', '/flows/main')[0]?.body).toEqual({
      baseVersion: 2,
      yaml: `${flow.yaml}#`,
      reason: 'a comment',
    }),
  );
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
