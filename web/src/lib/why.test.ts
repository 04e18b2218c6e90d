import i18n from 'i18next';
import { expect, test } from 'vitest';
import { factWords } from './facts';
import { why } from './why';

const reasons = { rule: 'longest-idle', candidates: 1200 };

test('an offer says what raised its priority, after why it is yours', () => {
  expect(why(i18n.t, { ...reasons, attributes: { 'priority.rank': '1', 'priority.level': '2', topic: 'bill' } })).toBe(
    'You were idle longest among 1,200 who could take it. Raised by 3: value rank, member level.',
  );
});

test('a preference that decided is told, an ordinary one is not', () => {
  expect(why(i18n.t, { ...reasons, candidates: 3, preference: 'first' })).toBe(
    'You were idle longest among 3 who could take it. It is among your first choices.',
  );
  expect(why(i18n.t, { ...reasons, candidates: 3, preference: 'reserve' }, 'Ann')).toBe(
    'Ann was idle longest among 3 who could take it. They are in reserve for it; nobody else was free and nothing else waited.',
  );
  expect(why(i18n.t, { ...reasons, candidates: 3, preference: 'ordinary' })).toBe(
    'You were idle longest among 3 who could take it.',
  );
});

test('an ordinary priority is not worth a word', () => {
  expect(why(i18n.t, { ...reasons, attributes: { topic: 'bill' } })).toBe(
    'You were idle longest among 1,200 who could take it.',
  );
});

test('points of priority are no facts of the flow', () => {
  expect(factWords(i18n.t, { topic: 'bill', 'priority.case': '1' }).map(({ name }) => name)).toEqual(['Topic']);
});

test('an offer names the rules of routing that brought the contact here', () => {
  expect(why(i18n.t, { ...reasons, attributes: { 'routed.rules': 'team:1 priority:4', 'routed.version': '3' } })).toBe(
    'You were idle longest among 1,200 who could take it. By rules of version 3: rule 1 (Expert team), rule 4 (Priority).',
  );
  expect(factWords(i18n.t, { 'routed.rules': 'team:1' })).toEqual([]);
});
