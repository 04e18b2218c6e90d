import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { show } from '@/testing/render';
import { DefinitionLife, following, type LifeVersion } from './definition-life';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const version = (number: number, more: Partial<LifeVersion> = {}): LifeVersion => ({
  version: number,
  at: '2026-01-04T09:00:00.000Z',
  by: 'Amy Chen',
  reason: 'first',
  state: 'approved',
  validFrom: `2026-01-0${number}T09:00:00.000Z`,
  ...more,
});

const open = (versions: LifeVersion[], live: number) => {
  const acts = { approve: vi.fn(async () => undefined), takeBack: vi.fn(async () => undefined) };
  show(
    <DefinitionLife
      versions={versions}
      latest={versions[0]!.version}
      live={live}
      dirty={false}
      held={false}
      mayEdit={false}
      mayApprove
      ends
      save={async () => undefined}
      retire={async () => undefined}
      difference={async () => []}
      load={async () => undefined}
      {...acts}
    >
      {({ acts: buttons, versions: list }) => (
        <>
          {buttons}
          {list}
        </>
      )}
    </DefinitionLife>,
  );
  return acts;
};

test('a version that ends soon says so, with what serves afterwards', () => {
  open([version(2, { validTo: inDays(3) }), version(1)], 2);
  expect(screen.getByText(/^until .*, then version 1$/)).toBeInTheDocument();
  expect(following([version(2, { validTo: inDays(3) })], version(2, { validTo: inDays(3) }))).toBeUndefined();
  const later = version(3, { validFrom: inDays(2) });
  expect(following([later, version(1)], version(2, { validTo: inDays(3) }))).toBe(later);
});

test('where nothing serves afterwards, that is said', () => {
  open([version(2, { validTo: inDays(40) }), version(1, { state: 'retired' })], 2);
  expect(screen.getByText(/^until .*, then none$/)).toHaveClass('muted');
});

test('an approval is given until a moment, and taken back with a reason only', async () => {
  const user = userEvent.setup();
  const { approve, takeBack } = open(
    [version(3, { state: 'draft' }), version(2), version(1, { validTo: inDays(-1) })],
    2,
  );
  await user.click(screen.getByRole('button', { name: 'Put version 3 live' }));
  await user.type(await screen.findByLabelText('Reason'), 'new year');
  await user.type(screen.getByLabelText(/^In service until/), '2031-01-02T00:00');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(approve).toHaveBeenCalledWith(3, 'new year', undefined, new Date('2031-01-02T00:00').toISOString()),
  );

  await user.click(screen.getByRole('button', { name: 'Take back' }));
  expect(await screen.findByText(/What served before serves again at once/)).toBeInTheDocument();
  const keep = screen.getAllByRole('button', { name: 'Save' }).at(-1)!;
  expect(keep).toBeDisabled();
  await user.type(screen.getByLabelText('Reason'), 'callers got lost');
  await user.click(keep);
  await waitFor(() => expect(takeBack).toHaveBeenCalledWith(2, 'callers got lost'));
});
