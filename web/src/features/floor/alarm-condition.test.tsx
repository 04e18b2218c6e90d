import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { conditionWords, type Called } from '@/ui/condition-words';
import type { Tree } from '@/ui/forms/model';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { rowsOf, sourceOf, type About } from './alarm-condition-rows';
import { AlarmRulesPage } from './alarm-rules-page';

const name = (of: string): Tree => ({ op: 'name', name: of });
const value = (of: string | number): Tree => ({ op: 'value', value: of });
const op = (of: string, ...parts: Tree[]): Tree => ({ op: of, parts });

const hold = op('and', op('=', name('state'), value('hold')), op('≥', name('seconds'), name('limit')));
const notReady = op(
  'and',
  op('=', name('state'), value('not-ready')),
  op('not', op('in', name('reason'), value('training'), value('lunch'))),
);
const wait = op('≥', name('longestWaitSeconds'), op('*', name('targetSeconds'), name('limit')));
const level = op('≤', name('recentLevel'), op('-', name('targetPercent'), name('limit')));
const raised = op('or', name('customerRaised'), name('agentRaised'));
const surge = op(
  'and',
  op('≥', name('arrivals'), value(10)),
  op('or', op('>', name('surge'), name('limit')), op('>', name('surgeBefore'), value(2))),
);

describe('an alarm’s condition', () => {
  test.each<[About, Tree, string]>([
    ['agent', hold, "state = 'hold' and seconds >= limit"],
    ['agent', notReady, "state = 'not-ready' and not (reason in {'training', 'lunch'})"],
    ['queue', wait, 'longestWaitSeconds >= targetSeconds * limit'],
    ['queue', level, 'recentLevel <= targetPercent - limit'],
    ['conversation', raised, 'customerRaised or agentRaised'],
  ])('about a %s becomes rows and the same text again', (about, tree, source) => {
    expect(sourceOf(rowsOf(tree, about)!)).toBe(source);
  });

  test('that says more than rows can stays a text', () => {
    expect(rowsOf(surge, 'queue')).toBeUndefined();
    expect(rowsOf(op('≥', name('noSuchName'), value(1)), 'queue')).toBeUndefined();
    expect(rowsOf(op('≥', name('waiting'), op('/', name('ready'), name('limit'))), 'queue')).toBeUndefined();
  });

  test('is said in words whatever it says, with brackets where they are needed', () => {
    const called: Called = {
      t: ((key: string, values: Record<string, string> = {}) =>
        key === 'conditions.and'
          ? ' and '
          : key === 'conditions.or'
            ? ' or '
            : `${values.left} ${key.at(-1)} ${values.right}`) as never,
      name: (of) => of,
      text: (of) => of,
      number: String,
    };
    expect(conditionWords(surge, called)).toBe('arrivals ≥ 10 and (surge > limit or surgeBefore > 2)');
  });
});

const rule = {
  code: 'long-hold',
  name: { en: 'Long hold' },
  about: 'agent',
  active: true,
  when: "state = 'hold' and seconds >= limit",
  shows: 'seconds',
  limit: 120,
  lastsSeconds: 0,
  severity: 'warning',
  unit: 's',
  figure: 'AHD',
  proposal: { en: 'Ask' },
  act: 'message',
};

test('a rule is read as a sentence and changed by choosing', async () => {
  const { sent } = fakeNetwork({
    'GET /floor/alarm-rules': { items: [{ version: 3, rule, whenTree: hold }], total: 1 },
    'GET /floor/usual-volumes': { items: [], total: 0 },
    'GET /not-ready-reasons': { items: [], total: 0 },
    'PUT /floor/alarm-rules/{code}': { version: 4, rule },
  });
  show(<AlarmRulesPage />);
  expect(
    await screen.findByText('the agent’s state is On hold and the time in this state (s) is at least the limit (120)'),
  ).toBeVisible();
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Edit: Long hold' }));
  const dialog = await screen.findByRole('dialog', { name: 'Long hold' });
  await user.click(within(dialog).getByRole('button', { name: 'Leave out part 1' }));
  await user.type(within(dialog).getByRole('textbox', { name: 'Reason for the change' }), 'all states');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('PUT', '/floor/alarm-rules/long-hold')).toHaveLength(1));
  expect(sent('PUT', '/floor/alarm-rules/long-hold')[0]!.body).toMatchObject({ when: 'seconds >= limit' });
});

test('who likes to write may write', async () => {
  const { sent } = fakeNetwork({
    'GET /floor/alarm-rules': { items: [{ version: 3, rule, whenTree: hold }], total: 1 },
    'GET /floor/usual-volumes': { items: [], total: 0 },
    'GET /not-ready-reasons': { items: [], total: 0 },
    'PUT /floor/alarm-rules/{code}': { version: 4, rule },
  });
  show(<AlarmRulesPage />);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Edit: Long hold' }));
  const dialog = await screen.findByRole('dialog', { name: 'Long hold' });
  await user.click(within(dialog).getByRole('button', { name: 'Write it as a text' }));
  const text = within(dialog).getByRole('textbox', { name: 'Condition' });
  expect(text).toHaveValue(rule.when);
  await user.clear(text);
  await user.type(text, 'seconds >= limit / 2');
  await user.type(within(dialog).getByRole('textbox', { name: 'Reason for the change' }), 'half');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('PUT', '/floor/alarm-rules/long-hold')).toHaveLength(1));
  expect(sent('PUT', '/floor/alarm-rules/long-hold')[0]!.body).toMatchObject({ when: 'seconds >= limit / 2' });
});
