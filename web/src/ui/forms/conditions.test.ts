import { describe, expect, test } from 'vitest';
import examples from '@/testing/conditions.json';
import { complaint } from '@/testing/sample-form';
import { evaluate, shownIn, type Value } from './conditions';
import type { Tree } from './model';

const of = (op: string, ...parts: Tree[]): Tree => ({ op, parts });
const value = (it: string | number | boolean): Tree => ({ op: 'value', value: it });
const name = (it: string): Tree => ({ op: 'name', name: it });
const known: Record<string, Value> = {
  yes: true,
  no: false,
  tenth: 0.1,
  fifth: 0.2,
  code: 'a',
  set: new Set(['a', 'b']),
};
const result = (tree: Tree) => evaluate(tree, (it) => known[it]);
const nobodyKnows = name('never-asked');

describe('a condition', () => {
  test.each<[string, Tree, Value]>([
    ['false decides an and, whatever is unknown', of('and', nobodyKnows, name('no')), false],
    ['an and with something unknown is unknown', of('and', nobodyKnows, name('yes')), undefined],
    ['true decides an or', of('or', nobodyKnows, name('yes')), true],
    ['an or of an unknown and a false part is unknown', of('or', nobodyKnows, name('no')), undefined],
    ['the opposite of the unknown is unknown', of('not', nobodyKnows), undefined],
    ['whether something is unknown is always known', of('absent', nobodyKnows), true],
    ['a comparison with the unknown is unknown', of('=', nobodyKnows, value('a')), undefined],
    ['unequal to the unknown is unknown, too', of('≠', value('a'), nobodyKnows), undefined],
    ['else takes the place of the unknown', of('>', of('else', nobodyKnows, value(7)), value(6)), true],
    ['both ends are within', of('between', value(5), value(1), value(5)), true],
    ['one of several', of('in', name('code'), value('b'), value('a')), true],
    ['none of several, one of them unknown', of('in', name('code'), value('b'), nobodyKnows), undefined],
    ['a member of a set', of('member', value('b'), name('set')), true],
    ['no member of it', of('member', value('c'), name('set')), false],
    ['tenths add up as decimals do', of('=', of('+', name('tenth'), name('fifth')), value(0.3)), true],
    ['a division by zero is unknown', of('absent', of('/', value(1), value(0))), true],
    ['a remainder', of('=', of('%', value(7), value(4)), value(3)), true],
    ['an operator of a newer server is unknown', of('matches', name('code'), value('a')), undefined],
  ])('%s', (_, tree, expected) => expect(result(tree)).toBe(expected));
});

describe('what is shown', () => {
  test('follows the answers, item by item and section by section', () => {
    expect([...shownIn(complaint, {})]).toEqual(['order-number', 'damaged']);
    expect([...shownIn(complaint, { damaged: { value: true } })]).toEqual(['order-number', 'damaged', 'amount']);
    expect(shownIn(complaint, { damaged: { value: true }, amount: { value: 50 } })).toContain('mood');
    expect(shownIn(complaint, { damaged: { value: true }, amount: { value: 49.99 } })).not.toContain('mood');
    expect(shownIn(complaint, { 'order-number': { value: 'VIP' } })).toContain('mood');
  });

  test('an answer to what is hidden counts for nothing further down', () => {
    expect(shownIn(complaint, { damaged: { value: false }, amount: { value: 90 } })).not.toContain('mood');
    expect(shownIn(complaint, { damaged: { value: true, notApplicable: true }, amount: { value: 90 } })).not.toContain(
      'amount',
    );
  });

  test('a condition that cannot be read shows its part, so that its author sees it', () => {
    const broken = structuredClone(complaint);
    broken.sections[0]!.items[2]!.whenTree = null;
    expect(shownIn(broken, {})).toContain('amount');
  });
});

describe('the examples that the server was asked, too', () => {
  type Example = { condition: string; tree: Tree; cases: { answers: Record<string, unknown>; result: string }[] };

  test.each((examples as Example[]).map((example) => [example.condition, example] as const))(
    '%s',
    (_, { tree, cases }) => {
      for (const { answers, result: expected } of cases) {
        const given = (it: string): Value => {
          const answer = answers[it];
          return Array.isArray(answer) ? new Set(answer as string[]) : ((answer ?? undefined) as Value);
        };
        expect(String(evaluate(tree, given) ?? 'unknown'), JSON.stringify(answers)).toBe(expected);
      }
    },
  );

  test('are some', () => expect(examples.length).toBeGreaterThan(20));
});
