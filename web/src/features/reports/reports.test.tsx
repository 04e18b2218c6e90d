import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { fakeNetwork } from '@/testing/fake-network';
import { show } from '@/testing/render';
import { FlowFiguresPage } from './flow-figures-page';
import { PeakHoursPage } from './peak-hours-page';
import { RepeatsPage } from './repeats-page';
import { ScriptFiguresPage } from './script-figures-page';

const share = (part: number, whole: number) => ({ part, whole, low: 0.2, high: 0.4 });
const shop = {
  flow: 'shop',
  flowName: { en: 'Tea shop' },
  version: 3,
  entryPointId: '71',
  number: '4001',
  clientId: '1',
  entered: 1000,
  contained: share(300, 1000),
  trulyContained: share(260, 1000),
  cameBack: 40,
  abandoned: share(60, 1000),
  zeroOut: share(12, 1000),
  routed: share(600, 1000),
  routedRight: share(546, 600),
  message: 0,
  outside: 0,
  closed: 5,
  failed: 0,
};

const flows = () =>
  fakeNetwork({
    'GET /clients': { items: [{ id: '1', code: 'tea', name: { en: 'Harbour Tea' } }], total: 1 },
    'GET /reports/flows': [shop],
    'GET /reports/flows/routing': [{ queueId: '7', queueName: { en: 'Orders' }, routedRight: share(90, 100) }],
    'GET /reports/flows/shop/steps': [
      { flow: 'shop', step: 'greet', entered: 1000, left: share(20, 1000), zero: share(0, 1000) },
      { flow: 'shop', step: 'main', entered: 900, left: share(40, 900), zero: share(12, 900) },
    ],
  });

test('each figure of a flow shows both counts and opens the contacts behind it', async () => {
  flows();
  show(<FlowFiguresPage />, { path: '/insight/flows?from=2026-03-01T00:00:00Z&to=2026-03-28T00:00:00Z' });
  const row = (await screen.findByText('Tea shop')).closest('tr')!;
  expect(row).toHaveTextContent('30 %');
  expect(row).toHaveTextContent('26 %');
  expect(row).toHaveTextContent('91 %');
  expect(row).toHaveTextContent('1.2 %');
  const target = new URL(within(row).getByRole('link', { name: '260 / 1,000' }).getAttribute('href')!, 'http://x');
  expect(target.pathname).toBe('/insight/interactions');
  expect(Object.fromEntries(target.searchParams)).toEqual({
    from: '2026-03-01T00:00:00Z',
    to: '2026-03-28T00:00:00Z',
    flow: 'shop',
    flowVersion: '3',
    entryPoint: '71',
    client: '1',
    figure: 'truly-contained',
  });
  expect(within(row).getByRole('link', { name: 'Turned away: 5' })).toBeVisible();
  expect(within(row).queryByRole('link', { name: /Left a message/ })).toBeNull();
});

test('a flow opens to its steps, by keyboard too', async () => {
  flows();
  show(<FlowFiguresPage />, { path: '/insight/flows' });
  const opener = await screen.findByRole('button', { name: 'Steps of shop, version 3' });
  opener.focus();
  await userEvent.keyboard('{Enter}');
  const main = (await screen.findByText('main')).closest('tr')!;
  const left = within(main).getByRole('link', { name: '40 / 900' });
  expect(left.getAttribute('href')).toContain('figure=step-left');
  expect(left.getAttribute('href')).toContain('step=shop%3Amain');
  expect(opener).toHaveAttribute('aria-expanded', 'true');
});

const cells = Array.from({ length: 7 * 24 }, (_, index) => ({
  weekday: Math.floor(index / 24) + 1,
  minute: (index % 24) * 60,
  count: index === 34 ? 520 : index % 24 === 9 ? 104 : 0,
  times: 52,
  mean: index === 34 ? 10 : index % 24 === 9 ? 2 : 0,
}));
const year = {
  timeZone: 'Asia/Shanghai',
  from: '2025-03-03',
  to: '2026-03-01',
  minutes: 60,
  total: 1144,
  cells,
  busiest: cells[34],
  weeks: [
    { monday: '2025-03-03', total: 22, busiest: 8, peak: 9, peakAt: '2025-03-04T02:00:00Z' },
    { monday: '2025-03-10', total: 24, busiest: 10, peak: 11, peakAt: '2025-03-11T02:00:00Z' },
  ],
  trend: { direction: 'rises', weeks: 52, p: 0.0004, perWeek: 1.25 },
  days: [{ day: '2026-02-28', total: 1400, peak: 210, peakAt: '2026-02-28T02:00:00Z', usual: 200 }],
};

const peaks = () =>
  fakeNetwork({
    'GET /clients': { items: [], total: 0 },
    'GET /queues': { items: [{ id: '7', code: 'orders', name: { en: 'Orders' } }], total: 1 },
    'GET /reports/peak-hours': year,
  });

test('the busiest period is named, marked and judged', async () => {
  peaks();
  show(<PeakHoursPage />, { path: '/insight/peak-hours' });
  await screen.findByText('It rises.');
  const top = document.querySelector('[data-top] button')!;
  expect(top).toHaveAccessibleName('Tuesday 10:00: 10, Busiest period');
  expect(top).toHaveTextContent('10');
  expect(screen.getByText(/Tuesday 10:00–11:00: 10 on average \(520 in 52 times\)/)).toBeVisible();
  expect(screen.getByText(/\+1.3 contacts a week .*p = < 0.001, 52 weeks/)).toBeVisible();
  // M:PEAK: 210 of 1,400, four weeks' mean 200; the hour is that of the site
  const day = screen.getByText('Feb 28, 2026').closest('tr')!;
  expect(day).toHaveTextContent('10:00');
  expect(day).toHaveTextContent('15 %');
  expect(day).toHaveTextContent('+5.0 % (200)');
});

test('the picture is walked by arrow keys, and one stop with Tab', async () => {
  peaks();
  show(<PeakHoursPage />, { path: '/insight/peak-hours' });
  await screen.findByText('It rises.');
  const cell = (at: number) => document.querySelector<HTMLElement>(`[data-cell="${at}"]`)!;
  expect(cell(0)).toHaveAttribute('tabindex', '0');
  act(() => cell(0).focus());
  await userEvent.keyboard('{ArrowDown}{ArrowRight}');
  expect(cell(25)).toHaveFocus();
  expect(cell(25)).toHaveAccessibleName('Tuesday 01:00: 0');
  expect(cell(0)).toHaveAttribute('tabindex', '-1');
  await userEvent.keyboard('{End}');
  expect(cell(47)).toHaveFocus();
});

test('quarters of an hour and one queue are asked of the server and stay in the address', async () => {
  const network = peaks();
  const { router } = show(<PeakHoursPage />, { path: '/insight/peak-hours?queue=7' });
  await userEvent.click(await screen.findByText('Quarter-hours'));
  await screen.findByText('It rises.');
  const asked = network.sent('GET', '/reports/peak-hours').at(-1)!;
  expect(asked.query.get('minutes')).toBe('15');
  expect(asked.query.get('queue')).toBe('7');
  expect(router.state.location.search).toContain('minutes=15');
});

test('first-contact resolution shows what cannot be told yet beside what is', async () => {
  fakeNetwork({
    'GET /clients': { items: [], total: 0 },
    'GET /reports/repeats': [
      {
        queueId: '7',
        queueName: { en: 'Orders' },
        windowHours: 168,
        resolved: share(4, 5),
        issues: share(3, 4),
        open: 2,
        unknown: 0,
      },
    ],
  });
  show(<RepeatsPage />, { path: '/insight/repeats?from=2026-03-01T00:00:00Z&to=2026-03-28T00:00:00Z' });
  const row = (await screen.findByText('Orders')).closest('tr')!;
  expect(row).toHaveTextContent('80 %');
  expect(row).toHaveTextContent('75 %');
  expect(row).toHaveTextContent('168 h');
  expect(within(row).getByRole('link', { name: '4 / 5' }).getAttribute('href')).toContain('fcr=resolved&lastQueue=7');
  expect(within(row).getByRole('link', { name: '2' }).getAttribute('href')).toContain('fcr=window-open');
});

test('a script’s version opens its key steps and stands beside another version with what chance could make', async () => {
  const row = (version: number) => ({
    script: 'usage',
    name: { en: 'Data usage' },
    version,
    used: 10,
    shown: 0,
    completed: share(8, 10),
    solved: share(8, 8),
    left: share(2, 10),
    escalated: share(0, 10),
    freeAnswers: 0,
    jumped: 0,
    skipped: 0,
    resolved: share(0, 0),
    made: share(0, 0),
    accepted: share(0, 0),
    value: 0,
  });
  const { calls } = fakeNetwork({
    'GET /clients': { items: [], total: 0 },
    'GET /reports/scripts': [row(2), row(1)],
    'GET /reports/scripts/spans': [],
    'GET /reports/scripts/{code}/nodes': [],
    'GET /reports/scripts/{code}/key-steps': [
      {
        flow: 'usage',
        step: 'what',
        version: 2,
        key: true,
        behaviours: [{ en: 'Empathy' }],
        shown: 10,
        done: share(7, 10),
        leftOut: share(3, 10),
      },
    ],
    'GET /reports/scripts/{code}/versions': [
      {
        figure: 'completed',
        one: share(8, 10),
        other: share(3, 10),
        difference: 0.5,
        low: 0.066,
        high: 0.74,
        p: 0.0698,
      },
    ],
  });
  show(<ScriptFiguresPage />);
  const user = userEvent.setup();
  await user.click((await screen.findAllByRole('button', { name: 'Data usage' }))[0]!);
  const step = (await screen.findByText('what')).closest('tr')!;
  expect(step).toHaveTextContent('Empathy');
  expect(step).toHaveTextContent('70 %');
  expect(await screen.findByText('+50.0 (+6.6 … +74.0)')).toBeInTheDocument();
  expect(screen.getByText('chance alone could make it (p 0.070)')).toBeInTheDocument();
  const asked = calls.find((call) => call.path === '/reports/scripts/usage/versions')!;
  expect([asked.query.get('one'), asked.query.get('other')]).toEqual(['2', '1']);
});
