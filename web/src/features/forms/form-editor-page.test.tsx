import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { amy, show } from '@/testing/render';
import { complaint } from '@/testing/sample-form';
import type { Form } from '@/ui/forms/model';
import { FormEditorPage } from './form-editor-page';

const page = {
  code: 'complaint',
  name: { en: 'Complaint' },
  liveVersion: 1,
  latestVersion: 2,
  versions: [
    { version: 2, state: 'draft', at: '2026-01-05T09:00:00.000Z', by: 'Amy Chen', reason: 'shorter' },
    { version: 1, state: 'approved', at: '2026-01-04T09:00:00.000Z', by: 'Amy Chen', reason: 'first' },
  ],
  latest: { version: 2, state: 'draft', form: complaint },
};
const me = { ...amy, rights: [...amy.rights, 'forms.view', 'forms.edit', 'forms.approve'] };
const open = (findings: unknown[] = [], more: Record<string, unknown> = {}) => {
  const network = fakeNetwork({
    ...more,
    'GET /forms/{code}': page,
    'POST /forms/check': ({ body }: { body: { form: Form } }) => ({ findings, form: body.form }),
  });
  const shown = show(<FormEditorPage />, { path: '/settings/forms/complaint', route: '/settings/forms/:code', me });
  return { network, ...shown };
};
// by class and text: asking for roles in a page of this size takes seconds
const outline = async (name: RegExp) => {
  await screen.findByText('As it will look');
  return [...document.querySelectorAll<HTMLElement>('.outline-row')].find((row) => name.test(row.textContent ?? ''))!;
};
const order = () =>
  [...document.querySelectorAll('.outline-row .outline-label')].map((label) => label.textContent).slice(1);

beforeEach(() => sessionStorage.clear());

test('the outline moves by key, copies, takes out, and takes every step back', async () => {
  open();
  const row = await outline(/^Damaged\?/);
  fireEvent.click(row);
  fireEvent.keyDown(row, { key: 'ArrowUp', altKey: true });
  expect(order().slice(0, 3)).toEqual(['The goods', 'Damaged?', 'Order number']);
  fireEvent.keyDown(await outline(/^Damaged\?/), { key: 'd', ctrlKey: true });
  expect(order().filter((label) => label === 'Damaged?')).toHaveLength(2);
  fireEvent.keyDown(await outline(/^Order number/), { key: 'Delete' });
  expect(order()).not.toContain('Order number');
  for (let step = 0; step < 3; step++) fireEvent.click(screen.getByLabelText(/^Undo/));
  expect(order().slice(0, 3)).toEqual(['The goods', 'Order number', 'Damaged?']);
});

test('a new item is named on the right, seen in the middle, and its code follows the name', async () => {
  const { network } = open([], { 'POST /forms/{code}/drafts': {} });
  fireEvent.click(await outline(/^Damaged\?/));
  fireEvent.click(screen.getByText('Add an item'));
  fireEvent.click(await screen.findByText('Day'));
  fireEvent.change(screen.getByLabelText('Question or label'), { target: { value: 'Bought on' } });
  expect(document.querySelector('[data-item="bought-on"] input[type="date"]')).toBeInTheDocument();
  fireEvent.click(screen.getByText('Save as new draft'));
  fireEvent.change(await screen.findByLabelText('Reason'), { target: { value: 'we need the day' } });
  fireEvent.click(screen.getByText('Save'));
  await waitFor(() => expect(network.sent('POST', '/forms/complaint/drafts')).toHaveLength(1));
  const sent = network.sent('POST', '/forms/complaint/drafts')[0]!.body as { baseVersion: number; form: Form };
  expect(sent.baseVersion).toBe(2);
  expect(sent.form.sections[0]!.items.map(({ code }) => code)).toEqual([
    'order-number',
    'damaged',
    'bought-on',
    'amount',
  ]);
  expect(JSON.stringify(sent.form)).not.toContain('whenTree');
});

test('the preview is tried as users will, in another language too', async () => {
  open();
  const middle = (await screen.findByText('As it will look')).closest('section')!;
  expect(within(middle).queryByText('Amount')).toBeNull();
  fireEvent.click(within(middle.querySelector<HTMLElement>('[data-item="damaged"]')!).getByText('Yes'));
  expect(within(middle).getByText('Amount')).toBeInTheDocument();
  fireEvent.mouseDown(within(middle).getByLabelText('Language of the preview'));
  fireEvent.click(await screen.findByText('简体中文'));
  expect(await within(middle).findByText('是否损坏?')).toBeInTheDocument();
  expect(
    await within(middle.querySelector<HTMLElement>('[data-item="damaged"]')!).findByText('是'),
  ).toBeInTheDocument();
});

test('a condition is a sentence: it is read, changed by choosing, and stored as text', async () => {
  open();
  fireEvent.click(await outline(/^Amount/));
  expect(screen.getByText('Shown if “Damaged?” is yes.')).toBeInTheDocument();
  fireEvent.mouseDown(screen.getByLabelText('Comparison'));
  fireEvent.click(await screen.findByTitle('is not answered'));
  expect(screen.getByText('Shown if “Damaged?” is not answered.')).toBeInTheDocument();
  const middle = screen.getByText('As it will look').closest('section')!;
  expect(within(middle).getByText('Amount')).toBeInTheDocument();
  fireEvent.click(screen.getByText('Write it as text'));
  expect(screen.getByLabelText('Write it as text')).toHaveValue('damaged is absent');
});

test('a finding leads to its place, offers what to put there, and an error keeps the form from going live', async () => {
  open([
    {
      path: 'sections[0].items[2].maximum',
      key: 'minimum-above-maximum',
      severity: 'error',
      message: 'At least 900 lies above at most 500',
      proposal: { text: '900', value: '900' },
    },
  ]);
  fireEvent.click(await screen.findByText(/lies above/));
  expect(screen.getByLabelText('At most')).toHaveValue('500');
  expect(screen.getByText('Put version 2 live').closest('button')).toBeDisabled();
  fireEvent.click(screen.getByText('Take “900”'));
  expect(screen.getByLabelText('At most')).toHaveValue('900');
});

test('what was not saved is here again after a reload, and can be thrown away', async () => {
  const first = open();
  fireEvent.click(await outline(/^Order number/));
  fireEvent.click(screen.getByLabelText(/Must be answered/));
  first.unmount();
  open();
  expect(await screen.findByText(/had changed and not saved is here again/)).toBeInTheDocument();
  fireEvent.click(await outline(/^Order number/));
  expect(screen.getByLabelText(/Must be answered/)).not.toBeChecked();
  fireEvent.click(screen.getByText('Discard it'));
  expect(screen.getByLabelText(/Must be answered/)).toBeChecked();
});
