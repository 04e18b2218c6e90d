import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { PageEditorPage } from './page-editor-page';

const content = {
  kind: 'wording',
  title: { en: 'Greeting' },
  body: { en: 'Say **good morning**.' },
  tags: ['opening'],
  queues: [],
  reasons: [],
  attachments: [],
};
const version = (number: number, state: string) => ({
  version: number,
  state,
  at: '2026-01-05T09:00:00.000Z',
  by: 'Amy Chen',
  reason: 'because',
});
const page = (more = {}) => ({
  row: {
    code: 'greeting',
    title: { en: 'Greeting' },
    kind: 'wording',
    state: 'draft',
    liveVersion: 1,
    latestVersion: 2,
    updatedAt: '2026-01-05T09:00:00.000Z',
    updatedBy: 'Amy Chen',
    reviewDays: 30,
    reviewDue: '2026-01-04T09:00:00.000Z',
    reviewOverdue: true,
    doubts: 0,
  },
  content,
  versions: [version(2, 'draft'), version(1, 'approved')],
  log: [{ act: 'drafted', version: 2, at: '2026-01-05T09:00:00.000Z', by: 'Amy Chen', details: 'because' }],
  attachments: [],
  keeping: 4,
  ...more,
});

const network = (more: Record<string, unknown> = {}) =>
  fakeNetwork({
    'GET /pages/{code}': page(),
    'GET /pages/{code}/doubts': { items: [], total: 0 },
    'GET /pages/{code}/readers': {
      asksFromVersion: 1,
      done: 1,
      readers: [
        { accountId: '1', name: 'Bo Lin', done: false },
        { accountId: '2', name: 'Dana Wu', done: true, acknowledgedAt: '2026-01-05T09:00:00.000Z' },
      ],
    },
    'GET /queues': { items: [], total: 0 },
    'GET /dispositions': { items: [], total: 0 },
    'GET /page-owners': [{ id: '7', displayName: 'Lin Mei' }],
    'POST /page-preview': ({ body }: { body: { body: string } }) => ({
      nodes: [{ kind: 'paragraph', children: [{ kind: 'text', text: `preview: ${body.body}` }] }],
    }),
    'PUT /pages/{code}': page(),
    'POST /pages/{code}/versions/{version}/approve': page(),
    'POST /pages/{code}/reviews': page(),
    ...more,
  });

const editor = () => show(<PageEditorPage />, { path: '/quality/pages/greeting', route: '/quality/pages/:code' });

afterEach(() => sessionStorage.clear());

test('what is typed is previewed, survives a reload, and is saved with its reason', async () => {
  const { sent } = network();
  const first = editor();
  const text = await screen.findByRole('textbox', { name: 'Body' });
  await userEvent.type(text, ' Smile.');
  expect(await screen.findByText('preview: Say **good morning**. Smile.')).toBeInTheDocument();
  first.unmount();
  editor();
  expect(await screen.findByRole('textbox', { name: 'Body' })).toHaveValue('Say **good morning**. Smile.');
  await userEvent.click(screen.getByRole('button', { name: 'Save as new draft' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Reason' }), 'warmer');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('PUT', '/pages/greeting')).toHaveLength(1));
  expect(sent('PUT', '/pages/greeting')[0]!.body).toEqual({
    baseVersion: 2,
    content: { ...content, body: { en: 'Say **good morning**. Smile.' } },
    reason: 'warmer',
  });
  expect(sessionStorage).toHaveLength(0);
});

test('a draft is shown to readers, who are asked to acknowledge it', async () => {
  const { sent } = network();
  editor();
  await userEvent.click(await screen.findByRole('button', { name: 'Show version 2 to readers' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: /Ask readers/ }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'agreed');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent('POST', '/pages/greeting/versions/2/approve')).toHaveLength(1));
  expect(sent('POST', '/pages/greeting/versions/2/approve')[0]!.body).toEqual({ reason: 'agreed', acknowledge: true });
});

test('who has read it and who has not, and a review that is overdue', async () => {
  const { sent } = network();
  editor();
  expect(await screen.findByText('1 of 2')).toBeInTheDocument();
  expect(screen.getByText('not yet')).toBeInTheDocument();
  expect(screen.getByText(/Review was due/)).toBeInTheDocument();
  await userEvent.type(screen.getByRole('textbox', { name: 'What was looked at' }), 'read with the team');
  await userEvent.click(screen.getByRole('button', { name: 'Still right' }));
  await waitFor(() => expect(sent('POST', '/pages/greeting/reviews')).toHaveLength(1));
  expect(sent('POST', '/pages/greeting/reviews')[0]!.body).toEqual({ outcome: 'kept', note: 'read with the team' });
});
