import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { historyOf, redone, stepped, undone } from '@/lib/history';
import { marksOf } from './flow-difference';
import * as edits from './flow-edits';
import { outletsOf, placed, read, usesOf, type Flow } from './flow-model';
import { pathAt, removed, set, swapped, treeOf, written } from './flow-text';
import { layoutOf } from './layout';
import { stepKinds } from './step-kinds';
import { inline, type Plain } from './yaml-write';

const folder = resolve(import.meta.dirname, '../../../../playbook/src/main/resources/playbook/flows');
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => [name, readFileSync(resolve(folder, name), 'utf8')] as const);

const flowOf = (text: string): Flow => {
  const flow = read(text);
  if (!flow) throw new Error(`not readable:\n${text}`);
  return flow;
};
const plain = (text: string): Record<string, Plain> => treeOf(text)!.toJS() as Record<string, Plain>;
const linesNotOf = (text: string, id: string): string[] => {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => /^steps:/.test(line));
  const indent = lines
    .slice(head + 1)
    .find((line) => /^ +[^# ]/.test(line))!
    .search(/\S/);
  const start = lines.findIndex((line, at) => at > head && line.startsWith(`${' '.repeat(indent)}${id}:`));
  const deeper = (line: string) => line.search(/\S/) > lines[start]!.search(/\S/);
  let end = start + 1;
  while (end < lines.length && (deeper(lines[end]!) || (lines[end] === '' && deeper(lines[end + 1] ?? '')))) end++;
  return [...lines.slice(0, start), ...lines.slice(end)];
};

/** Seeded chance, so that a failure can be had again. */
function chanceOf(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

const odd = `# A remark at the top.
flow: odd   # beside
kind: entry
name: { en: "Odd, isn't it" , zh-Hans: 怪 }
unheard-of: {x: 1}
start: "hello"
steps:
    # hello is greeted
    hello: {play: [welcome, {digits: n}], next: menu}   # first
    menu:
        menu:
            say: |
              not a map, and kept
            options:
            - key: 1
              label: {en: One}
              # the way of one
              next: bye
            - {key: "*", label: {en: Star}, next: hello, extra: kept}
        otherwise: 'bye'

    bye: {hang-up: }
`;
const texts = [
  ...shipped,
  ['odd.yaml', odd] as const,
  ['windows.yaml', shipped[0]![1].replaceAll('\n', '\r\n')] as const,
];

function anyEdit(flow: Flow, chance: (below: number) => number): edits.Edited | string {
  const step = flow.steps[chance(flow.steps.length)]!;
  const outlets = flow.steps.flatMap((each) => each.outlets);
  const outlet = outlets[chance(outlets.length)];
  const kind = stepKinds[chance(stepKinds.length)]!.kind;
  switch (chance(10)) {
    case 0:
      return edits.inserted(flow, kind, 'en', { on: outlet });
    case 1:
      return edits.inserted(flow, kind, 'zh-Hans', { at: { x: chance(900), y: -chance(900) } });
    case 2:
      return edits.deleted(flow, [step.id]);
    case 3:
      return edits.renamed(flow, step.id, edits.freeId(flow, 'renamed'));
    case 4:
      return edits.duplicated(flow, [step.id, flow.steps[0]!.id].slice(0, step.id === flow.steps[0]!.id ? 1 : 2));
    case 5:
      return outlet ? edits.connected(flow, outlet, step.id) : flow.text;
    case 6:
      return outlet ? edits.disconnected(flow, outlet) : flow.text;
    case 7:
      return edits.moved(flow.text, { [step.id]: { x: chance(500), y: chance(500) } });
    case 8:
      return edits.pasted(flow, edits.carried(flow, [step.id]));
    default:
      return edits.arranged(flow);
  }
}

describe('edits of a flow’s text', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('any sequence taken back leaves the very same characters: seed %i', (seed) => {
    const chance = chanceOf(seed * 7919);
    for (const [name, text] of texts) {
      let history = historyOf({ text });
      for (let step = 0; step < 25; step++) {
        const before = flowOf(history.now.text);
        const edited = anyEdit(before, chance);
        const next = typeof edited === 'string' ? edited : edited.text;
        expect(read(next), `${name}, step ${step}:\n${next}`).toBeDefined();
        history = stepped(history, { text: next }, undefined, Infinity);
        // a remark goes with its step or stays; nothing else of the head is touched
        expect(next.startsWith(text.slice(0, text.indexOf('start:')))).toBe(true);
      }
      const last = history.now.text;
      const steps = history.past.length;
      for (let step = 0; step < steps; step++) history = undone(history);
      expect(history.now.text).toBe(text);
      for (let step = 0; step < steps; step++) history = redone(history);
      expect(history.now.text).toBe(last);
    }
  });

  test('a change within one step leaves every other line as it was', () => {
    for (const [name, text] of texts) {
      const flow = flowOf(text);
      for (const step of flow.steps) {
        for (const outlet of step.outlets) {
          const next = edits.connected(flow, outlet, flow.steps[0]!.id);
          expect(linesNotOf(next, step.id), `${name} ${outlet.path.join('/')}`).toEqual(linesNotOf(text, step.id));
          const here = flowOf(next).steps.find((each) => each.id === step.id)!;
          expect(here.outlets.find((each) => each.path.join() === outlet.path.join())?.target).toBe(flow.steps[0]!.id);
          const without = edits.disconnected(flow, outlet);
          expect(linesNotOf(without, step.id), `${name} without ${outlet.path.join('/')}`).toEqual(
            linesNotOf(text, step.id),
          );
        }
      }
    }
  });

  test('what is written is what is read, whatever it holds', () => {
    const words = [
      'plain',
      'a, b',
      'x: y',
      '#no',
      "'order'",
      'true',
      'no',
      '12',
      '1e3',
      '{brace}',
      'line\nbreak',
      ' blank',
      '您好，世界。',
      '*',
      '"',
      'a # b',
      '- a',
      'null',
      '',
      '5s',
    ];
    for (const word of words)
      for (const [, text] of texts) {
        const flow = flowOf(text);
        const id = flow.steps.at(-1)!.id;
        expect(
          (plain(set(text, ['steps', id, 'note'], word)).steps as Record<string, Record<string, Plain>>)[id]!.note,
          word,
        ).toBe(word);
        expect(plain(`a: ${inline([word])}`).a).toEqual([word]);
      }
  });

  test('groups that are not there are made, and go when they are empty', () => {
    const main = shipped.find(([name]) => name === 'bench-queue.yaml')![1];
    const more = set(main, ['steps', 'queue', 'exits', 'closed'], 'busy');
    expect((plain(more).steps as Record<string, Record<string, Plain>>).queue!.exits).toEqual({ closed: 'busy' });
    expect(removed(more, ['steps', 'queue', 'exits', 'closed'])).toBe(main);
  });

  test('two new values of one group are both written, in their order', () => {
    const next = written(odd, [
      [
        ['layout', 'hello'],
        [1, 2],
      ],
      [
        ['layout', 'bye'],
        [3, 4],
      ],
    ]);
    expect(plain(next).layout).toEqual({ hello: [1, 2], bye: [3, 4] });
  });

  test('a step put into a connection leads on to where that led', () => {
    const flow = flowOf(shipped.find(([name]) => name === 'main.yaml')![1]);
    const on = flow.steps.find((step) => step.id === 'welcome')!.outlets[0]!;
    const { text, selected } = edits.inserted(flow, 'menu', 'en', { on });
    const next = flowOf(text);
    expect(selected).toEqual(['menu']);
    expect(next.steps.find((step) => step.id === 'welcome')!.outlets[0]!.target).toBe('menu');
    expect(next.steps.map((step) => step.id).slice(0, 3)).toEqual(['welcome', 'menu', 'recording']);
    const said = edits.inserted(flow, 'say', 'en', { on });
    expect(flowOf(said.text).steps.find((step) => step.id === 'say')!.outlets[0]!.target).toBe('recording');
  });

  test('what led to a step that is taken out leads on to where it led', () => {
    const main = shipped.find(([name]) => name === 'main.yaml')![1];
    const { text } = edits.deleted(flowOf(main), ['welcome', 'recording']);
    expect(flowOf(text).start).toBe('opening');
    expect(text).not.toContain('recording');
    // the remark right above it belongs to it; one further up does not
    expect(edits.deleted(flowOf(odd), ['hello']).text).not.toContain('# hello is greeted');
    expect(edits.deleted(flowOf(odd), ['bye']).text).toContain('# the way of one');
  });

  test('another id is written wherever the step is named', () => {
    const flow = flowOf(edits.moved(odd, { hello: { x: 1, y: 2 } }));
    const next = flowOf(edits.renamed(flow, 'hello', 'greeting').text);
    expect(next.start).toBe('greeting');
    expect(next.layout).toEqual({ greeting: { x: 1, y: 2 } });
    expect(next.steps.flatMap((step) => step.outlets).filter((outlet) => outlet.target === 'greeting')).toHaveLength(1);
    expect(next.text).toContain('greeting: {play: [welcome, {digits: n}], next: menu}   # first');
    expect(edits.renamed(flow, 'hello', 'bye').text).toBe(flow.text);
    expect(edits.renamed(flow, 'hello', 'Not a code').text).toBe(flow.text);
  });

  test('copies lead to each other where the originals did', () => {
    const { text, selected } = edits.duplicated(flowOf(odd), ['hello', 'menu']);
    expect(selected).toEqual(['hello-2', 'menu-2']);
    const next = flowOf(text);
    expect(next.steps.find((step) => step.id === 'hello-2')!.outlets[0]!.target).toBe('menu-2');
    expect(next.steps.find((step) => step.id === 'menu-2')!.outlets.map((outlet) => outlet.target)).toEqual([
      'bye',
      'hello-2',
      'bye',
    ]);
    expect(next.steps.find((step) => step.id === 'hello')!.outlets[0]!.target).toBe('menu');
  });

  test('options change places with their own spelling', () => {
    const next = swapped(odd, ['steps', 'menu', 'menu', 'options'], 0, 1);
    const options = (
      (plain(next).steps as Record<string, Record<string, Record<string, Plain>>>).menu!.menu!.options as Record<
        string,
        Plain
      >[]
    ).map((each) => each.key);
    expect(options).toEqual(['*', 1]);
    expect(swapped(next, ['steps', 'menu', 'menu', 'options'], 1, 0)).toBe(odd);
  });
});

describe('what is read of a flow', () => {
  test('every way out of every kind of step, from the form of the file', () => {
    const flow = flowOf(shipped.find(([name]) => name === 'harbour-main.yaml')![1]);
    const targets = (id: string) =>
      flow.steps.find((step) => step.id === id)!.outlets.map(({ name, detail, target }) => [name, detail, target]);
    expect(targets('opening')).toEqual([
      ['open', '', 'short-way'],
      ['closed', '', 'why-closed'],
    ]);
    expect(targets('menu')).toEqual([
      ['options', '1', 'order-number'],
      ['options', '2', 'connect-returns'],
      ['options', '3', 'tell-hours'],
      ['options', '4', 'once-more'],
      ['options', '0', 'connect-orders'],
      ['otherwise', '', 'connect-orders'],
    ]);
    expect(targets('orders')).toEqual([
      ['overflow', '', 'message'],
      ['callback', '', undefined],
      ['voicemail', '', 'message'],
      ['closed', '', 'why-closed'],
      ['next', '', undefined],
      ['otherwise', '', 'full'],
    ]);
    expect(flow.steps.every((step) => stepKinds.some(({ kind }) => kind === step.kind))).toBe(true);
  });

  test('a new step of any kind is a step of that kind', async () => {
    const { beginningOf } = await import('./step-kinds');
    for (const { kind } of stepKinds) {
      const value = beginningOf(kind, 'en');
      expect(Object.keys(value)).toContain(kind);
      expect(outletsOf('x', value).every((outlet) => outlet.target === undefined)).toBe(true);
    }
  });

  test('a place in the text is a step and a field', () => {
    const tree = treeOf(odd)!;
    expect(pathAt(odd, tree, odd.indexOf('Star'))).toEqual(['steps', 'menu', 'menu', 'options', 1, 'label', 'en']);
    expect(pathAt(odd, tree, odd.indexOf('menu:\n        menu'))).toEqual(['steps', 'menu']);
    const [found] = placed(odd, [{ severity: 'error', line: 9, column: 51, code: 'unknown-step', message: '' }]);
    expect(found).toMatchObject({ step: 'hello', path: ['steps', 'hello', 'next'] });
  });

  test('each variable with the steps that set and read it', () => {
    const flow = flowOf(shipped.find(([name]) => name === 'ask-call-back.yaml')![1]);
    expect(usesOf(flow).find((each) => each.name === 'number')).toEqual({
      name: 'number',
      type: 'text',
      sets: ['own', 'other'],
      reads: ['confirm', 'later', 'promise'],
    });
  });

  test('two versions differ by what steps hold, not by their spelling', () => {
    const before = flowOf(odd);
    const after = flowOf(
      edits.deleted(flowOf(odd.replace('next: bye\n', 'next: hello\n').replace('{hang-up: }', '{ hang-up: }')), [
        'hello',
      ]).text,
    );
    expect(marksOf(after, before, 'added')).toEqual({ menu: 'changed' });
    expect(marksOf(before, after, 'removed')).toEqual({ hello: 'removed', menu: 'changed' });
  });

  test('steps stand in columns and never on one another', () => {
    for (const [name, text] of texts) {
      const flow = flowOf(text);
      const spots = Object.entries(layoutOf(flow));
      expect(spots).toHaveLength(flow.steps.length);
      for (const [id, spot] of spots)
        for (const [other, place] of spots)
          if (id < other && spot.x === place.x)
            expect(Math.abs(spot.y - place.y), `${name}: ${id}, ${other}`).toBeGreaterThanOrEqual(62);
    }
  });
});
