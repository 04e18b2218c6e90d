import { expect, test } from 'vitest';
import { historyOf, redone, stepped, undone } from './history';

test('steps of one name are taken back together, others one by one', () => {
  let history = historyOf('');
  for (const word of ['n', 'na', 'name']) history = stepped(history, word, 'label');
  history = stepped(history, 'name!');
  expect(undone(history).now).toBe('name');
  expect(undone(undone(history)).now).toBe('');
  expect(redone(redone(undone(undone(history)))).now).toBe('name!');
});

test('a new step ends what could be done again, and going back starts a new word', () => {
  const twice = stepped(stepped(historyOf(0), 1, 'a'), 2, 'b');
  const back = undone(twice);
  expect(redone(stepped(back, 9)).now).toBe(9);
  expect(undone(stepped(back, 5, 'a')).now).toBe(1);
  expect(undone(historyOf(3)).now).toBe(3);
});
