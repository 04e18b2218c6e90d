import { expect, test } from 'vitest';
import type { RecordingRef, TimelineEntry } from '@/api/contract';
import { segmentsOf } from './segments';

const start = Date.parse('2026-03-02T09:00:00Z');
const entry = (seconds: number, type: string, data: Record<string, unknown> = {}): TimelineEntry => ({
  at: new Date(start + seconds * 1000).toISOString(),
  type,
  data,
});
const recording: RecordingRef = {
  id: '9',
  startedAt: new Date(start + 20_000).toISOString(),
  durationMillis: 100_000,
  state: 'complete',
  keptUntil: '2026-09-02T09:00:00Z',
};

test('talk, hold, talk with the next agent: each leg begins where the one before ends', () => {
  const segments = segmentsOf(
    [
      entry(0, 'queued'),
      entry(10, 'offered', { agent: '31', agentName: 'Amy' }),
      entry(20, 'answered', { agent: '31', agentName: 'Amy' }),
      entry(40, 'hold-started', { agent: '31' }),
      entry(50, 'hold-ended', { agent: '31' }),
      entry(60, 'ended', { by: 'transferred' }),
      entry(60, 'queued'),
      entry(65, 'offered', { agent: '32', agentName: 'Bo' }),
      entry(70, 'answered', { agent: '32', agentName: 'Bo' }),
      entry(120, 'ended', { by: 'customer' }),
      entry(130, 'wrapped-up', {}),
    ],
    recording,
  );
  expect(segments).toEqual([
    { kind: 'talk', agent: 'Amy', from: 0, to: 20_000 },
    { kind: 'hold', agent: 'Amy', from: 20_000, to: 30_000 },
    { kind: 'talk', agent: 'Amy', from: 30_000, to: 40_000 },
    { kind: 'wait', agent: '', from: 40_000, to: 45_000 },
    { kind: 'ring', agent: 'Bo', from: 45_000, to: 50_000 },
    { kind: 'talk', agent: 'Bo', from: 50_000, to: 100_000 },
  ]);
});

test('a pause for card data and a question to a colleague lead back to the talk', () => {
  const segments = segmentsOf(
    [
      entry(20, 'answered', { agentName: 'Amy' }),
      entry(30, 'recording-paused'),
      entry(40, 'recording-resumed'),
      entry(50, 'consult-started', { agentName: 'Bo' }),
      entry(55, 'answered', { agentName: 'Bo', consult: true }),
      entry(60, 'conference-started'),
      entry(70, 'consult-ended'),
    ],
    recording,
  );
  expect(segments.map(({ kind, from, agent }) => [kind, from / 1000, agent])).toEqual([
    ['talk', 0, 'Amy'],
    ['paused', 10, 'Amy'],
    ['talk', 20, 'Amy'],
    ['consult', 30, 'Amy'],
    ['conference', 40, 'Amy'],
    ['talk', 50, 'Amy'],
  ]);
  expect(segments.at(-1)!.to).toBe(100_000);
});

test('what lies before or after the recording is cut off, and nothing is told of an empty timeline', () => {
  expect(
    segmentsOf([entry(0, 'answered', { agentName: 'Amy' }), entry(500, 'ended', { by: 'agent' })], recording),
  ).toEqual([{ kind: 'talk', agent: 'Amy', from: 0, to: 100_000 }]);
  expect(segmentsOf([entry(0, 'queued'), entry(10, 'abandoned')], recording)).toEqual([]);
  expect(segmentsOf([], recording)).toEqual([]);
});
