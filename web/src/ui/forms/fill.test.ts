import { beforeEach, expect, test } from 'vitest';
import { complaint } from '@/testing/sample-form';
import { faultsIn } from './faults';
import { allLeft, answeredNow, begun, isDirty, keep, left, received, saidFaults, settled, type Stored } from './fill';
import { sentFor } from './merge';
import type { Answers } from './model';

const stored = (answers: Answers, version = 3): Stored => ({ answers, version });
const typed = (answers: Answers, now: Answers) => answeredNow(begun(stored(answers), 'case.7'), now, 'damaged');

beforeEach(() => sessionStorage.clear());

test('what others answered elsewhere is taken over without a question', () => {
  const mine = typed({ damaged: { value: false } }, { damaged: { value: true } });
  const met = received(mine, stored({ damaged: { value: false }, 'order-number': { value: 'A-1' } }, 4));
  expect(met.clash).toBeUndefined();
  expect(met.answers).toEqual({ damaged: { value: true }, 'order-number': { value: 'A-1' } });
  expect(met.takenOver).toEqual(['order-number']);
  expect(met.base.version).toBe(4);
});

test('both answered the same item differently: nothing is lost until one chooses', () => {
  const mine = typed({}, { damaged: { value: true }, 'order-number': { value: 'A-1' } });
  const met = received(mine, stored({ damaged: { value: false } }, 4));
  expect(met.clash?.version).toBe(4);
  expect(met.answers['damaged']).toEqual({ value: true });
  expect(settled(met, new Set(['damaged'])).answers).toEqual({
    damaged: { value: false },
    'order-number': { value: 'A-1' },
  });
  const own = settled(met, new Set());
  expect(own.answers['damaged']).toEqual({ value: true });
  expect(own.base.version).toBe(4);
});

test('the same answer from both is no conflict, in whatever order several were chosen', () => {
  const mine = typed({}, { signs: { value: ['law', 'loud'] } });
  const met = received(mine, stored({ signs: { value: ['loud', 'law'], comment: '' } }, 4));
  expect(met.clash).toBeUndefined();
  expect(isDirty(met)).toBe(false);
});

test('a reload brings back what was typed, merged with what was saved meanwhile', () => {
  keep(typed({}, { damaged: { value: true } }), 'case.7');
  const again = begun(stored({ 'order-number': { value: 'A-1' } }, 4), 'case.7');
  expect(again.restored).toBe(true);
  expect(again.answers).toEqual({ damaged: { value: true }, 'order-number': { value: 'A-1' } });
  keep({ ...again, answers: again.base.answers }, 'case.7');
  expect(begun(stored({}), 'case.7').restored).toBe(false);
});

test('what this browser kept in another shape is not trusted', () => {
  sessionStorage.setItem('callosum.draft.case.7', '{"answers": 3}');
  expect(begun(stored({}), 'case.7').restored).toBe(false);
});

test('only what changed is sent; what is no longer shown is cleared', () => {
  const base: Answers = { 'order-number': { value: 'A-1' }, damaged: { value: true }, amount: { value: 9 } };
  expect(sentFor(complaint, base, { ...base, damaged: { value: false } })).toEqual({
    damaged: { value: false, comment: null, notApplicable: false },
    amount: { value: null, comment: null, notApplicable: false },
  });
  expect(sentFor(complaint, base, { ...base, bank: { masked: true } })).toEqual({});
});

test('a field says what is wrong once it was left, and all of them when it is sent', () => {
  const now = typed({}, { damaged: { value: true }, amount: { value: 600 } });
  expect(saidFaults(complaint, now)).toEqual([]);
  expect(saidFaults(complaint, left(now, 'amount'))).toEqual([
    { item: 'amount', key: 'too-large', values: { max: 500 } },
  ]);
  expect(saidFaults(complaint, allLeft(complaint, now)).map(({ item, key }) => `${item} ${key}`)).toEqual([
    'order-number required',
    'amount too-large',
    'mood required',
  ]);
});

test('what the server refuses stands beside its field until it is answered anew', () => {
  const refused = { ...typed({}, {}), refused: [{ item: 'order-number', key: 'unknown-item' }] };
  expect(saidFaults(complaint, refused)).toHaveLength(1);
  expect(saidFaults(complaint, answeredNow(refused, { 'order-number': { value: 'B' } }, 'order-number'))).toEqual([]);
});

test('each kind of item has its own faults', () => {
  const keys = (answers: Answers) => faultsIn(complaint, answers).map(({ item, key }) => `${item} ${key}`);
  const sound: Answers = { 'order-number': { value: 'A-17' }, damaged: { value: true }, amount: { value: 12.5 } };
  expect(keys(sound)).toEqual([]);
  expect(keys({ ...sound, 'order-number': { value: '?' } })).toEqual(['order-number wrong-pattern']);
  expect(keys({ ...sound, amount: { value: 0.999 } })).toEqual(['amount too-small']);
  expect(keys({ ...sound, amount: { value: 1.999 } })).toEqual(['amount too-many-decimals']);
  expect(keys({ ...sound, amount: { value: 60 }, mood: { notApplicable: true } })).toEqual([]);
  expect(keys({ ...sound, amount: { value: 60 }, mood: { value: 'gone' } })).toEqual(['mood unknown-option']);
  expect(keys({ ...sound, amount: { value: 60 }, mood: { value: 'calm' }, signs: { value: ['x'] } })).toEqual([
    'signs unknown-option',
  ]);
  expect(keys({ ...sound, bank: { masked: true } })).toEqual([]);
});
