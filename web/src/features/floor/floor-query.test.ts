import { expect, test } from 'vitest';
import type { FloorBoard, QueueRow } from '@/api/contract';
import { fold } from './floor-query';

const row = (id: string) => ({ id, name: { en: `Queue ${id}` } }) as unknown as QueueRow;
const board: FloorBoard = { asOf: '2026-11-21T08:00:00.000Z', queues: [row('1'), row('2')], agents: [] };

test('the row of a retired queue goes away, the others stay', () => {
  const after = fold(board, { goneQueues: ['1'] }, '2026-11-21T08:00:01.000Z');
  expect(after.queues.map((each) => each.id)).toEqual(['2']);
  expect(fold(after, { queues: [row('1')] }, after.asOf).queues.map((each) => each.id)).toEqual(['2', '1']);
});
