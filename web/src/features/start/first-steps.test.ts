import { expect, test } from 'vitest';
import { firstSteps, type Facts } from './first-steps';

const empty: Facts = {
  calendars: 0,
  queues: 0,
  dispositions: 0,
  liveFlows: [],
  numbers: [],
  trunks: 0,
  callButtons: 0,
  agents: [],
  calls: 0,
};
const missing = (facts: Partial<Facts>) =>
  firstSteps({ ...empty, ...facts })
    .filter((step) => !step.done)
    .map((step) => step.key);

test('an empty house lacks everything, in the order in which one needs the other', () => {
  expect(missing({})).toEqual(['hours', 'queue', 'dispositions', 'flow', 'number', 'line', 'agent', 'call']);
});

test('a number counts only when it is in use and its flow is live', () => {
  const number = { active: true, flowCode: 'welcome' };
  expect(missing({ numbers: [number] })).toContain('number');
  expect(missing({ numbers: [number], liveFlows: ['other'] })).toContain('number');
  expect(missing({ numbers: [{ ...number, active: false }], liveFlows: ['welcome'] })).toContain('number');
  expect(missing({ numbers: [number], liveFlows: ['welcome'] })).not.toContain('number');
});

test('an agent counts only when they can sign in and take calls', () => {
  expect(missing({ agents: [{ voiceCapacity: 1 }] })).toContain('agent');
  expect(missing({ agents: [{ accountId: '1', voiceCapacity: 0 }] })).toContain('agent');
  expect(missing({ agents: [{ accountId: '1', voiceCapacity: 1 }] })).not.toContain('agent');
});

test('a trunk or a call button is a line', () => {
  expect(missing({ trunks: 1 })).not.toContain('line');
  expect(missing({ callButtons: 1 })).not.toContain('line');
});
