import { expect, test } from 'vitest';
import { placed, read, type Flow } from './flow-model';
import { mendOf } from './mends';

const flowOf = (text: string): Flow => {
  const flow = read(text);
  if (!flow) throw new Error(`not readable:\n${text}`);
  return flow;
};

/** The mend of a finding that stands where a word does. */
function mendAt(text: string, code: string, word: string, proposal?: string) {
  const at = text.indexOf(word);
  const before = text.slice(0, at).split('\n');
  const [found] = placed(text, [
    {
      severity: 'error',
      line: before.length,
      column: before.at(-1)!.length + 1,
      code,
      message: 'something',
      ...(proposal !== undefined && { proposal }),
    },
  ]);
  const flow = flowOf(text);
  const mend = mendOf(flow, found!);
  const edited = mend?.edit(flow);
  return mend && { word: mend.word, text: mend.text, to: typeof edited === 'string' ? edited : edited!.text };
}

const open = `flow: main
kind: entry
name: {en: Main}
variables: {order: text}
start: hello
steps:
  hello: {play: welcome}
  choose:
    menu:
      prompt: choices
      options:
        - {key: 1, label: {en: Bills}, next: bye}
        - {key: 1, label: {en: Repairs}, next: bye}
        - {key: 3, label: {en: More}, next: bye}
    otherwise: bye
  ask: {collect: {into: number, prompt: which, max: 8}, next: bye, otherwise: bye}
  note: {set: {count: 3}, next: bye}
  bye: {hang-up: }
`;

test('a step that leads nowhere is led to the end that is there, or to a new one', () => {
  const mended = mendAt(open, 'dead-end', 'hello: {play')!;
  expect(mended.word).toBe('leadToEnd');
  expect(flowOf(mended.to).steps.find(({ id }) => id === 'hello')!.outlets[0]!.target).toBe('bye');
  const without = open.replace('  bye: {hang-up: }\n', '').replaceAll('bye', 'note');
  const made = flowOf(mendAt(without, 'dead-end', 'hello: {play')!.to);
  expect(made.steps.at(-1)).toMatchObject({ id: 'end', kind: 'hang-up' });
  expect(made.steps[0]!.outlets[0]!.target).toBe('end');
  expect(mendAt(open, 'dead-end', 'ask: {collect')).toBeUndefined(); // a circle: somebody has to think
  expect(mendAt(open.replace('kind: entry', 'kind: treatment'), 'dead-end', 'hello: {play')).toBeUndefined();
});

test('a key that stands twice becomes the next that is free', () => {
  const mended = mendAt(open, 'duplicate', '{key: 1, label: {en: Repairs}')!;
  expect(mended).toMatchObject({ word: 'otherKey', text: '2' });
  expect(mended.to).toMatch(/\{key: "?2"?, label: \{en: Repairs\}, next: bye\}/);
});

test('a name that is no variable yet becomes one, of the type of what is put into it', () => {
  const entered = mendAt(open, 'unknown-variable', 'number, prompt')!;
  expect(entered).toMatchObject({ word: 'declare', text: 'number' });
  expect(flowOf(entered.to).variables).toEqual({ order: 'text', number: 'text' });
  expect(flowOf(mendAt(open, 'unknown-variable', 'count: 3')!.to).variables).toEqual({
    order: 'text',
    count: 'number',
  });
});

test('a word that is nearly right and a step that nobody reaches are mended as before', () => {
  expect(mendAt(open, 'missing-prompt', 'welcome', 'welcome-2')).toMatchObject({ word: 'take', text: 'welcome-2' });
  expect(mendAt(open, 'missing-prompt', 'welcome', 'welcome-2')!.to).toContain('hello: {play: welcome-2}');
  const without = flowOf(mendAt(open, 'unreachable-step', 'note: {set')!.to);
  expect(without.steps.map(({ id }) => id)).not.toContain('note');
  expect(mendAt(open, 'menu-too-long', 'choose:')).toBeUndefined();
});
