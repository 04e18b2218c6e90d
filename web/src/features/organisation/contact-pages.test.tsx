import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { EscalationSignsPage } from './contact-pages';

const sign = { version: 1, code: 'again', name: { en: 'Comes again' }, words: [], active: true, order: 10 };

test('when a sign holds is said as a sentence, and as it is written where it cannot be read', async () => {
  const name = { op: 'name', parts: [], name: 'repeats' };
  const value = (is: unknown) => ({ op: 'value', parts: [], value: is });
  const need = { op: '=', parts: [{ op: 'name', parts: [], name: 'need' }, value('under-pressure')] };
  const whenTree = { op: 'or', parts: [{ op: '≥', parts: [name, value(2)] }, need] };
  fakeNetwork({
    'GET /escalation-signs': {
      items: [
        { ...sign, id: '1', condition: "repeats >= 2 or need = 'under-pressure'", whenTree },
        { ...sign, id: '2', code: 'odd', condition: 'colour = 1' },
      ],
      total: 2,
    },
    'GET /need-types': { items: [{ id: '9', code: 'under-pressure', name: { en: 'Under pressure' } }], total: 1 },
  });
  show(<EscalationSignsPage />, { path: '/settings/escalation-signs' });
  expect(
    await screen.findByText('earlier contacts about it is at least 2 or type of need is Under pressure'),
  ).toBeInTheDocument();
  expect(screen.getByText('colour = 1')).toBeInTheDocument();
});
