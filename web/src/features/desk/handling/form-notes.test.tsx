import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { ContactNotes, FilledNote } from '@/api/contract';
import { fakeNetwork, refuse } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { WrapUp } from '../components/wrap-up';
import type { DeskValue } from '../desk-context';
import { FormNotes } from './form-notes';

const note = (answers: Record<string, unknown> = {}, answersVersion = 1): FilledNote =>
  ({
    code: 'note-fault',
    version: 1,
    title: { en: 'Technical question' },
    form: {
      use: 'note',
      title: { en: 'Technical question' },
      scales: [],
      sections: [
        {
          code: 'note',
          title: { en: 'Note' },
          items: [
            { code: 'product', kind: 'text', label: { en: 'Product' }, required: true, options: [] },
            { code: 'symptom', kind: 'text', label: { en: 'What happens' }, required: true, options: [] },
          ],
        },
      ],
    },
    answers,
    answersVersion,
    stamps: { product: { at: '2026-11-22T10:42:00.000Z', by: 'Amy Chen' } },
  }) as unknown as FilledNote;
const template = (code: string, en: string, more: object = {}) => ({ code, title: { en }, required: false, ...more });
const page = (notes: FilledNote[], templates: ReturnType<typeof template>[]): ContactNotes =>
  ({ interactionId: '501', notes, templates }) as ContactNotes;

function desk(state: 'talking' | 'wrapping-up', chosen: string[] = []) {
  const savers = new Set<() => Promise<void>>();
  const acts: { path: string }[] = [];
  const value = {
    desk: {
      state,
      since: new Date().toISOString(),
      interaction: { id: '501', dispositions: [], dispositionRequired: false, severalDispositions: false },
    },
    chosen,
    choose: () => {},
    flush: async () => {
      await Promise.all([...savers].map((save) => save()));
    },
    onFlush: (save: () => Promise<void>) => {
      savers.add(save);
      return () => void savers.delete(save);
    },
    act: (act: { path: string }) => {
      acts.push(act);
      return Promise.resolve();
    },
  } as unknown as DeskValue;
  return { value, acts };
}
const beside = {
  'GET /desk/interactions/{id}/handling': {
    interactionId: '501',
    signs: [],
    escalations: [],
    notesBefore: [],
    followUps: {},
  },
  'GET /desk/interactions/{id}/suggestions': [],
};

test('what is proposed begins with one key; what belongs to a result waits until it is chosen', async () => {
  const sent = fakeNetwork({
    'GET /desk/interactions/{id}/note-forms': page(
      [],
      [
        template('note-fault', 'Technical question', { why: 'queue' }),
        template('note-complaint', 'Dissatisfied', { why: 'result', result: 'complaint', required: true }),
        template('note-order', 'Order'),
      ],
    ),
    'PUT /desk/interactions/{id}/note-forms/{code}': note(),
  });
  const user = userEvent.setup();
  show(<FormNotes value={desk('talking').value} />);
  const proposed = await screen.findByRole('group', { name: 'For this contact' });
  expect(within(proposed).getByRole('button', { name: /Technical question/ })).toBeInTheDocument();
  expect(within(proposed).queryByRole('button', { name: /Dissatisfied/ })).not.toBeInTheDocument();
  await user.keyboard('{Alt>}{Shift>}n{/Shift}{/Alt}');
  await waitFor(() =>
    expect(sent.sent('PUT', '/desk/interactions/501/note-forms/note-fault')[0]?.body).toEqual({
      answersVersion: 0,
      answers: {},
    }),
  );
  expect(await screen.findByRole('textbox', { name: /Product/ })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: /Technical question/ })).not.toBeInTheDocument();
});

test('a template of the chosen result is shown as required', async () => {
  fakeNetwork({
    'GET /desk/interactions/{id}/note-forms': page(
      [],
      [template('note-complaint', 'Dissatisfied', { why: 'result', result: 'complaint', required: true })],
    ),
  });
  show(<FormNotes value={desk('wrapping-up', ['complaint']).value} />);
  expect(await screen.findByRole('button', { name: /Dissatisfied.*required/ })).toBeInTheDocument();
});

test('wrap-up saves what is typed first, and marks what is missing', async () => {
  const sent = fakeNetwork({
    ...beside,
    'GET /desk/interactions/{id}/note-forms': page([note({ product: { value: 'Router R2' } })], []),
    'PUT /desk/interactions/{id}/note-forms/{code}': note(
      { product: { value: 'Router R2' }, symptom: { value: 'blinks' } },
      2,
    ),
  });
  const user = userEvent.setup();
  const { value, acts } = desk('wrapping-up');
  show(
    <>
      <FormNotes value={value} />
      <WrapUp value={value} />
    </>,
  );
  const field = await screen.findByRole('textbox', { name: /What happens/ });
  expect(screen.getByText('Please fill this in.')).toBeInTheDocument();
  await user.type(field, 'blinks');
  await user.keyboard('{Alt>}f{/Alt}');
  await waitFor(() => expect(acts).toHaveLength(1));
  expect(sent.sent('PUT', '/desk/interactions/501/note-forms/note-fault')[0]?.body).toMatchObject({
    answersVersion: 1,
    answers: { symptom: { value: 'blinks' } },
  });
});

test('a contact is not finished while a note could not be saved', async () => {
  fakeNetwork({
    ...beside,
    'GET /desk/interactions/{id}/note-forms': page([note()], []),
    'PUT /desk/interactions/{id}/note-forms/{code}': refuse(400, 'fields-invalid', {
      fields: [{ field: 'answers.product', code: 'too-long', message: 'At most 300 characters' }],
    }),
  });
  const user = userEvent.setup();
  const { value, acts } = desk('wrapping-up');
  show(
    <>
      <FormNotes value={value} />
      <WrapUp value={value} />
    </>,
  );
  await user.type(await screen.findByRole('textbox', { name: /Product/ }), 'Router');
  await user.keyboard('{Alt>}f{/Alt}');
  expect(await screen.findByText('At most 300 characters')).toBeInTheDocument();
  expect(acts).toHaveLength(0);
});
