import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { useNames, useOptions } from './lookups';

const sources = ['/queues'];

function Named() {
  const nameOf = useNames(sources);
  const { options } = useOptions('/queues');
  return (
    <p>
      {options.length} queues, the last is {nameOf('/queues', '999')}
    </p>
  );
}

test('a house with a thousand queues is named and offered in full', async () => {
  const all = Array.from({ length: 1000 }, (_, n) => ({ id: `${n}`, code: `q${n}`, name: { en: `Queue ${n}` } }));
  const network = fakeNetwork({
    'GET /queues': ({ query }: { query: URLSearchParams }) => {
      const page = Number(query.get('page') ?? '0');
      return { items: all.slice(page * 200, (page + 1) * 200), total: all.length };
    },
  });
  show(<Named />);
  expect(await screen.findByText('1000 queues, the last is Queue 999')).toBeVisible();
  expect(network.sent('GET', '/queues')).toHaveLength(5);
});
