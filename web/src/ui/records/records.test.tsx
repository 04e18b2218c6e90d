import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { Queue } from '@/api/contract';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { clashing, merged } from './conflict';
import { ListPage } from './list-page';
import { lay, pathOf } from './record-drawer';
import type { RecordSpec } from './types';

type Row = Pick<Queue, 'id' | 'version' | 'code' | 'name' | 'priority'> & { hidden?: string };
const spec: RecordSpec<Row> = {
  key: 'queues',
  path: '/queues',
  right: 'queues.edit',
  title: (row, { say }) => say(row.name),
  remove: 'retire',
  blank: () => ({ name: {}, priority: 4 }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => row.code },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'priority', kind: 'number', min: 0, max: 9 },
      ],
    },
  ],
};
const orders: Row = {
  id: '11',
  version: 3,
  code: 'orders',
  name: { en: 'Orders', 'zh-Hans': '订单' },
  priority: 4,
  hidden: 'kept',
};

function list(more: Record<string, unknown> = {}, path = '/', me = amy) {
  const network = fakeNetwork({
    ...more,
    ...{ 'GET /queues': { items: [orders], total: 1 }, 'GET /queues/{id}': orders },
    ...more,
  });
  return { network, user: userEvent.setup(), ...show(<ListPage spec={spec} />, { path, me }) };
}

describe('a list and its record', () => {
  test('asks the server for what the address says and opens a row beside the list', async () => {
    const { network, user, router } = list({}, '/?q=ord&sort=-name');
    await user.click(await screen.findByRole('button', { name: 'Orders' }));
    expect(network.sent('GET', '/queues')[0]!.query.get('q')).toBe('ord');
    expect(network.sent('GET', '/queues')[0]!.query.get('sort')).toBe('-name');
    expect(router.state.location.search).toContain('record=11');
    expect(await screen.findByRole('dialog')).toHaveTextContent('Orders');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(screen.getByRole('button', { name: 'Orders' })).toHaveFocus();
  });

  test('saves the whole record with its version, what no field shows included', async () => {
    const { network, user } = list({ 'PUT /queues/{id}': (seen: { body: unknown }) => seen.body }, '/?record=11');
    const code = await screen.findByLabelText('Code');
    await user.clear(code);
    await user.type(code, 'new-orders');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(network.sent('PUT', '/queues/11')).toHaveLength(1));
    expect(network.sent('PUT', '/queues/11')[0]!.body).toEqual({ ...orders, code: 'new-orders' });
  });

  test('puts the server’s complaint beside its field', async () => {
    const { user } = list(
      {
        'PUT /queues/{id}': () =>
          refuse(422, 'invalid', { fields: [{ field: 'code', code: 'taken', message: 'This code is taken.' }] }),
      },
      '/?record=11',
    );
    await user.type(await screen.findByLabelText('Code'), 'x');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('This code is taken.')).toBeInTheDocument();
    expect(screen.getByText('Some fields need your attention.')).toBeInTheDocument();
  });

  test('shows both sides of a conflict and saves what was chosen on the newer version', async () => {
    const theirs = { ...orders, version: 4, code: 'theirs', priority: 9 };
    let first = true;
    const { network, user } = list(
      {
        'PUT /queues/{id}': (seen: { body: unknown }) => {
          if (!first) return seen.body;
          first = false;
          return refuse(409, 'edit-conflict', { current: theirs });
        },
      },
      '/?record=11',
    );
    const code = await screen.findByLabelText('Code');
    await user.clear(code);
    await user.type(code, 'mine');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const dialog = (await screen.findByText('Somebody else changed this meanwhile')).closest<HTMLElement>(
      '[role="dialog"]',
    )!;
    expect(within(dialog).getByRole('radio', { name: 'Code: Yours' })).toBeChecked();
    await user.click(within(dialog).getByRole('radio', { name: 'Code: Theirs' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save my choice' }));
    await waitFor(() => expect(network.sent('PUT', '/queues/11')).toHaveLength(2));
    expect(network.sent('PUT', '/queues/11')[1]!.body).toEqual({ ...orders, version: 4, code: 'theirs', priority: 9 });
  });

  test('takes a save back on the version just written, never over somebody else’s', async () => {
    let version = 3;
    const { network, user } = list(
      { 'PUT /queues/{id}': (seen: { body: object }) => ({ ...seen.body, version: ++version }) },
      '/?record=11',
    );
    const code = await screen.findByLabelText('Code');
    await user.clear(code);
    await user.type(code, 'mistake');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(network.sent('PUT', '/queues/11')).toHaveLength(2));
    expect(network.sent('PUT', '/queues/11')[1]!.body).toEqual({ ...orders, version: 4 });
    expect(await screen.findByText('Taken back')).toBeInTheDocument();
  });

  test('brings back what was retired', async () => {
    const { network, user } = list(
      {
        'DELETE /queues/{id}': undefined,
        'PUT /queues/{id}': (seen: { body: unknown }) => seen.body,
      },
      '/?record=11',
    );
    await user.click(await screen.findByRole('button', { name: 'Retire' }));
    const asked = await screen.findByRole('tooltip');
    await user.click(within(asked).getByRole('button', { name: 'Retire' }));
    await waitFor(() => expect(network.sent('DELETE', '/queues/11')).toHaveLength(1));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(network.sent('PUT', '/queues/11')).toHaveLength(1));
    expect(network.sent('PUT', '/queues/11')[0]!.body).toEqual(orders);
  });

  test('asks before unsaved changes are left', async () => {
    const { user, router } = list({}, '/?record=11');
    await user.type(await screen.findByLabelText('Code'), 'x');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByText('Leave without saving?')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Keep editing' }));
    expect(router.state.location.search).toContain('record=11');
  });

  test('teaches when it is empty, and offers no editing without the right', async () => {
    list({ 'GET /queues': { items: [], total: 0 } }, '/', { ...amy, rights: ['queues.view'] });
    expect(await screen.findByText('No queue yet')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /New queue/ })).not.toBeInTheDocument();
  });
});

describe('laying edits over a record', () => {
  test('a name that was cleared in one language is gone, a nested number is merged', () => {
    expect(
      lay({ name: { en: 'a', 'zh-Hans': 'b' }, days: { x: 1, y: 2 } }, { name: { en: 'a' }, days: { x: 5 } }),
    ).toEqual({ name: { en: 'a' }, days: { x: 5, y: 2 } });
  });

  test('problem fields find their place in the form', () => {
    expect(pathOf('steps[0].afterSeconds')).toEqual(['steps', 0, 'afterSeconds']);
  });

  test('only what both changed differently needs a decision', () => {
    const clash = { base: { a: 1, b: 1, c: 1 }, mine: { a: 2, b: 2, c: 1 }, theirs: { a: 3, b: 2, c: 9 } };
    expect(clashing(clash)).toEqual(['a']);
    expect(merged(clash, new Set())).toEqual({ a: 2, b: 2, c: 9 });
  });
});
