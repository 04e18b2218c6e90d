import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '@/api/http';
import { complaint } from '@/testing/sample-form';
import { show } from '@/testing/render';
import { FormSheet } from './form-sheet';
import { FormAnswers } from './form-answers';
import type { Answers } from './model';

beforeEach(() => sessionStorage.clear());

const fill = (
  save: (changed: Answers, version: number) => Promise<{ answers: Answers; version: number }>,
  answers: Answers = {},
) => show(<FormSheet form={complaint} stored={{ answers, version: 3 }} draftKey="case.7" save={save} />);

test('an answer opens what depends on it, and what is sent is what is shown', async () => {
  const save = vi.fn((changed: Answers) => Promise.resolve({ answers: changed, version: 4 }));
  fill(save);
  expect(screen.queryByLabelText(/Amount/)).toBeNull();
  await userEvent.type(screen.getByLabelText(/Order number/), 'A-17');
  await userEvent.click(within(screen.getByRole('radiogroup', { name: /Damaged/ })).getByText('Yes'));
  await userEvent.type(screen.getByLabelText(/Amount/), '12.5');
  expect(screen.queryByRole('group', { name: 'How it went' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(save).toHaveBeenCalled());
  expect(save.mock.calls[0]).toEqual([
    {
      'order-number': { value: 'A-17', comment: null, notApplicable: false },
      damaged: { value: true, comment: null, notApplicable: false },
      amount: { value: 12.5, comment: null, notApplicable: false },
    },
    3,
  ]);
  expect(await screen.findByText('All saved')).toBeInTheDocument();
});

test('a fault stands beside its field, is told to screen readers, and takes the focus when it is sent', async () => {
  const save = vi.fn();
  fill(save, { 'order-number': { value: 'A-17' } });
  const field = screen.getByLabelText(/Order number/);
  await userEvent.clear(field);
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(save).not.toHaveBeenCalled();
  expect(field).toHaveFocus();
  expect(field).toHaveAccessibleDescription('Please fill this in.');
  expect(field).toBeInvalid();
});

test('not applicable takes the place of an answer, and a comment has room', async () => {
  const save = vi.fn((changed: Answers) => Promise.resolve({ answers: changed, version: 4 }));
  fill(save, { 'order-number': { value: 'VIP' } });
  await userEvent.click(screen.getByRole('checkbox', { name: /Not applicable: Mood/ }));
  await userEvent.click(screen.getByRole('button', { name: /Add a comment: Mood/ }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Comment on “Mood”' }), 'was cut off');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(save.mock.calls[0]?.[0]).toEqual({ mood: { value: null, comment: 'was cut off', notApplicable: true } }),
  );
});

test('somebody else was quicker: what does not collide is merged and sent again by itself', async () => {
  const theirs = { 'order-number': { value: 'VIP' } };
  const save = vi
    .fn<(changed: Answers, version: number) => Promise<{ answers: Answers; version: number }>>()
    .mockRejectedValueOnce(new Problem(409, { code: 'edit-conflict', current: { answers: theirs, answersVersion: 4 } }))
    .mockResolvedValueOnce({ answers: { ...theirs, damaged: { value: false } }, version: 5 });
  fill(save, { 'order-number': { value: 'A-1' } });
  await userEvent.click(within(screen.getByRole('radiogroup', { name: /Damaged/ })).getByText('No'));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(save.mock.calls[1]).toEqual([{ damaged: { value: false, comment: null, notApplicable: false } }, 4]);
  expect(screen.getByLabelText(/Order number/)).toHaveValue('VIP');
});

test('both answered the same: side by side, and nothing is sent before one is chosen', async () => {
  const save = vi
    .fn<(changed: Answers, version: number) => Promise<{ answers: Answers; version: number }>>()
    .mockRejectedValueOnce(
      new Problem(409, {
        code: 'edit-conflict',
        current: { answers: { 'order-number': { value: 'B-2' } }, answersVersion: 4 },
      }),
    )
    .mockResolvedValueOnce({ answers: { 'order-number': { value: 'C-3' } }, version: 5 });
  fill(save, { 'order-number': { value: 'A-1' } });
  const field = screen.getByLabelText(/Order number/);
  await userEvent.clear(field);
  await userEvent.type(field, 'C-3');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole('radio', { name: 'Order number: Theirs' }).closest('label')).toHaveTextContent('B-2');
  expect(save).toHaveBeenCalledTimes(1);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Keep my choice' }));
  await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(save.mock.calls[1]?.[1]).toBe(4);
});

test('what was typed is here again after a reload, and can be thrown away', async () => {
  const first = fill(vi.fn(), { 'order-number': { value: 'A-1' } });
  await userEvent.type(screen.getByLabelText(/Order number/), '7');
  first.unmount();
  fill(vi.fn(), { 'order-number': { value: 'A-1' } });
  expect(screen.getByLabelText(/Order number/)).toHaveValue('A-17');
  await userEvent.click(screen.getByRole('button', { name: 'Discard it' }));
  expect(screen.getByLabelText(/Order number/)).toHaveValue('A-1');
});

test('a masked answer is told of and cannot be typed over', () => {
  fill(vi.fn(), { 'order-number': { value: 'VIP' }, bank: { masked: true } });
  const item = document.querySelector<HTMLElement>('[data-item="bank"]')!;
  expect(item).toHaveTextContent('only those entitled may see it');
  expect(within(item).queryByRole('textbox')).toBeNull();
});

test('read, a form tells names and figures, and leaves out what was not asked', () => {
  show(
    <FormAnswers
      form={complaint}
      answers={{ 'order-number': { value: 'VIP' }, mood: { value: 'upset' }, signs: { value: ['loud', 'law'] } }}
    />,
  );
  expect(screen.getByText('Upset')).toBeInTheDocument();
  expect(screen.getByText('Loud, Names a lawyer')).toBeInTheDocument();
  expect(screen.queryByText('Amount')).toBeNull();
});
