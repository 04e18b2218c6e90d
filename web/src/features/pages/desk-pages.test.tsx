import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { DeskPages } from './desk-pages';

const nothing = { toAcknowledge: [], answered: [], toAnswer: [], toReview: [] };
const text = (words: string) => [{ kind: 'paragraph', children: [{ kind: 'text', text: words }] }];
const page = (code: string, title: string, more = {}) => ({
  code,
  kind: 'procedure',
  version: 2,
  approvedAt: '2026-01-05T09:00:00.000Z',
  approvedBy: 'Dana',
  why: '',
  tags: [],
  languages: [
    {
      language: 'en',
      title,
      nodes: [
        ...text(`about ${title}`),
        {
          kind: 'paragraph',
          children: [{ kind: 'page', target: 'next', children: [{ kind: 'text', text: 'the next' }] }],
        },
      ],
    },
    { language: 'zh-Hans', title: '中文', nodes: text('中文内容') },
  ],
  attachments: [],
  readVersion: 2,
  toAcknowledge: false,
  ...more,
});
const hits = {
  q: 'retu',
  items: ['returns', 'returning'].map((code) => ({
    code,
    kind: 'procedure',
    language: 'en',
    title: [
      { text: 'Retu', marked: true },
      { text: code.slice(4), marked: false },
    ],
    snippet: [{ text: '<b>no markup</b>', marked: false }],
  })),
};
const contact = { clientId: '1', queueId: '7', reasons: ['return-arranged'] };

const network = (more: Record<string, unknown> = {}) =>
  fakeNetwork({
    'GET /page-work': nothing,
    'GET /page-proposals': { items: [], total: 0 },
    'GET /page-search': hits,
    'POST /page-search/misses': undefined,
    'GET /pages/{code}/read': ({ path }: { path: string }) => page(path.split('/')[2]!, `Page ${path.split('/')[2]}`),
    'POST /pages/{code}/readings': undefined,
    ...more,
  });

test('a page is found by keyboard alone, and the keyboard goes back where it was', async () => {
  const { sent } = network();
  show(
    <>
      <textarea aria-label="Notes" />
      <DeskPages contact={contact} />
    </>,
  );
  const notes = screen.getByRole('textbox', { name: 'Notes' });
  const search = await screen.findByRole('combobox', { name: 'Search the pages' });
  expect(document.body).toHaveFocus(); // it never takes the keyboard by itself
  await userEvent.click(notes);
  await userEvent.keyboard('{Alt>}q{/Alt}');
  expect(search).toHaveFocus();
  await userEvent.type(search, 'retu');
  expect(await screen.findAllByRole('option')).toHaveLength(2);
  expect(screen.getAllByText('<b>no markup</b>')).toHaveLength(2);
  expect(sent('GET', '/page-search').at(-1)!.query.get('client')).toBe('1');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(await screen.findByRole('heading', { name: 'Page returning' })).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  expect(notes).toHaveFocus();
});

test('links between pages leave a trail to go back and forward on', async () => {
  network({
    'GET /page-proposals': {
      items: [{ code: 'first', title: { en: 'First' }, kind: 'wording', why: 'queue', toAcknowledge: false }],
      total: 1,
    },
  });
  show(<DeskPages contact={contact} />);
  await userEvent.click(await screen.findByRole('button', { name: /First/ }));
  expect(await screen.findByRole('heading', { name: 'Page first' })).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'the next' }));
  expect(await screen.findByRole('heading', { name: 'Page next' })).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Page after' })).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Page before' }));
  expect(await screen.findByRole('heading', { name: 'Page first' })).toBeInTheDocument();
  await userEvent.click(screen.getByText('Simplified Chinese'));
  expect(await screen.findByText('中文内容')).toBeInTheDocument();
});

test('what changed is shown word by word and acknowledged; a doubt is one click and Enter', async () => {
  let toAcknowledge = true;
  const { sent } = network({
    'GET /page-work': () => ({
      ...nothing,
      toAcknowledge: toAcknowledge ? [{ code: 'greeting', title: { en: 'Greeting' }, version: 2 }] : [],
    }),
    'GET /pages/{code}/read': () => page('greeting', 'Greeting', { readVersion: 1, toAcknowledge, why: 'New hours' }),
    'GET /pages/{code}/changes': {
      from: 1,
      to: 2,
      changes: [
        {
          part: 'body',
          language: 'en',
          runs: [
            { kind: 'same', text: 'Say good ' },
            { kind: 'removed', text: 'morning' },
            { kind: 'added', text: 'evening' },
          ],
        },
      ],
    },
    'POST /pages/{code}/readings': () => {
      toAcknowledge = false;
      return undefined;
    },
    'POST /pages/{code}/doubts': { id: '9' },
    'PUT /page-doubts/{id}/words': { id: '9' },
    'DELETE /page-doubts/{id}': undefined,
  });
  show(<DeskPages />);
  await userEvent.click(await screen.findByRole('button', { name: /Greeting/ }));
  const changed = await screen.findByRole('region', { name: 'Changed since you read it' });
  expect(changed).toHaveTextContent('New hours');
  expect((await within(changed).findByText('morning')).tagName).toBe('DEL');
  expect(within(changed).getByText('evening').tagName).toBe('INS');
  await userEvent.click(within(changed).getByRole('button', { name: 'I have read it' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'I have read it' })).not.toBeInTheDocument());
  expect(sent('POST', '/pages/greeting/readings')[0]!.body).toEqual({ version: 2, acknowledged: true });
  await userEvent.click(screen.getByRole('button', { name: 'Is this right?' }));
  await waitFor(() => expect(sent('POST', '/pages/greeting/doubts')).toHaveLength(1));
  expect(sent('POST', '/pages/greeting/doubts')[0]!.body).toEqual({ version: 2, language: 'en' });
  await userEvent.type(await screen.findByLabelText(/^What seems wrong/), 'We say evening{Enter}');
  expect(await screen.findByText('Doubt raised, with your words')).toBeInTheDocument();
  expect(sent('PUT', '/page-doubts/9/words')[0]!.body).toEqual({ text: 'We say evening' });
  await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(sent('DELETE', '/page-doubts/9')).toHaveLength(1));
  await userEvent.keyboard('{Alt>}i{/Alt}');
  await waitFor(() => expect(sent('POST', '/pages/greeting/doubts')).toHaveLength(2));
});

test('what is found nowhere is told once, after the typing', async () => {
  const { sent } = network({
    'GET /page-search': ({ query }: { query: URLSearchParams }) => ({ q: query.get('q'), items: [] }),
  });
  show(<DeskPages contact={contact} />);
  await userEvent.type(await screen.findByRole('combobox'), 'pears');
  expect(await screen.findByText(/Nothing found/)).toBeInTheDocument();
  await waitFor(() => expect(sent('POST', '/page-search/misses')).toHaveLength(1), { timeout: 5_000 });
  expect(sent('POST', '/page-search/misses')[0]!.body).toEqual({ words: 'pears', clientId: '1' });
});

test('who may not read pages sees none of it', async () => {
  const { calls } = network();
  show(<DeskPages contact={contact} />, { me: { ...amy, rights: ['desk.work'] } });
  await act(async () => undefined);
  expect(screen.queryByRole('combobox')).not.toBeInTheDocument();
  expect(calls).toHaveLength(0);
});
