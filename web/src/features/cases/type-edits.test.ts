import { describe, expect, test } from 'vitest';
import * as edits from './type-edits';

const type = edits.blankType({ en: 'Return' });
const moves = (it: edits.CaseTypeBody) => it.moves.map(({ from, to }) => `${from}>${to.join(',')}`);

describe('a case type', () => {
  test('begins as one that works', () => {
    expect(moves(type)).toEqual(['new>in-progress,done', 'in-progress>done']);
    expect(edits.doubts(type)).toEqual([]);
  });

  test('a new state stands before the end and is part of the way at once', () => {
    const more = edits.withNewState(type);
    expect(more.states.map(({ code }) => code)).toEqual(['new', 'in-progress', 'state', 'done']);
    expect(moves(more)).toEqual(['new>in-progress,done', 'in-progress>state,done', 'state>done']);
    expect(edits.doubts(more)).toEqual([]);
  });

  test('a code follows the name until somebody chooses one, and the moves follow the code', () => {
    const named = edits.withState(edits.withNewState(type), 2, { name: { en: 'At the workshop' } });
    expect(moves(named)).toContain('at-the-workshop>done');
    const chosen = edits.withState(named, 2, { code: 'shop' });
    expect(moves(edits.withState(chosen, 2, { name: { en: 'Elsewhere' } }))).toContain('shop>done');
  });

  test('without a state its moves are gone, too', () => {
    expect(moves(edits.withoutState(type, 1))).toEqual(['new>done']);
    expect(edits.stateMoved(type, 0, -1)).toBe(type);
  });

  test('the first choice among free moves forbids one and keeps the others', () => {
    const free = { ...type, moves: [] };
    const chosen = edits.withMove(free, 'done', 'new', false);
    expect(edits.leads(chosen, 'done', 'new')).toBe(false);
    expect(edits.leads(chosen, 'done', 'in-progress')).toBe(true);
    expect(edits.leads(chosen, 'new', 'done')).toBe(true);
  });

  test('tells what nothing leads to and what leads nowhere', () => {
    const cut = edits.withMove(edits.withMove(type, 'new', 'in-progress', false), 'in-progress', 'done', false);
    expect(edits.doubts(cut).map(({ state, key }) => `${state.code} ${key}`)).toEqual([
      'in-progress unreachable',
      'in-progress dead-end',
    ]);
  });

  test('is the same whatever says nothing is left out or named in another order', () => {
    const { active, ...rest } = type;
    expect(edits.sameType({ active, ...rest, form: null }, type)).toBe(true);
    expect(edits.sameType({ ...type, dueMinutes: 60 }, type)).toBe(false);
  });
});
