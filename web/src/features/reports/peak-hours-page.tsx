import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '@/api/client';
import type { PeakHours } from '@/api/contract';
import { localeOf } from '@/lib/languages';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { perCent } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import './reports.css';

/** Per cent of the accent in the busiest cell: deeper, its figure could not be read on it in both themes. */
const deepest = 45;

const isoDay = (day: dayjs.Dayjs) => day.format('YYYY-MM-DD');
const rounded = (value: number) => (value > 0 && value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

function useClockWords() {
  const { language, zone: _, ...words } = useWords();
  const locale = localeOf(language);
  // 5 January 1970 was a Monday
  const weekday = (day: number, style: 'short' | 'long' = 'long') =>
    new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 4 + day)));
  const two = (part: number) => String(part).padStart(2, '0');
  const minute = (at: number) => `${two(Math.floor(at / 60) % 24)}:${two(at % 60)}`;
  const timeAt = (at: string, zone: string) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
      new Date(at),
    );
  return { ...words, weekday, minute, timeAt };
}

/** The week as a picture: a row a day, a column a period; the darker, the more contacts came. By mouse or arrow keys. */
function WeekMap({ hours }: { hours: PeakHours }) {
  const { t, number, weekday, minute } = useClockWords();
  const [at, setAt] = useState(-1);
  const columns = (24 * 60) / hours.minutes;
  const most = Math.max(...hours.cells.map((cell) => cell.mean), 0.001);
  const top = hours.busiest;
  /** All cells with a decimal, or none: figures of one picture are compared. */
  const inCell = (mean: number) => (most < 10 ? mean.toFixed(1) : String(Math.round(mean)));
  const shown = hours.cells[at] ?? top;
  const move = (event: React.KeyboardEvent) => {
    const from = at < 0 ? 0 : at;
    const to = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      ArrowUp: from - columns,
      ArrowDown: from + columns,
      Home: from - (from % columns),
      End: from - (from % columns) + columns - 1,
    }[event.key];
    if (to === undefined || !hours.cells[to]) return;
    event.preventDefault();
    setAt(to);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${to}"]`)?.focus();
  };
  return (
    <>
      <p role="status" className="panel-body num">
        {shown &&
          t('reports.peak.cell', {
            day: weekday(shown.weekday),
            from: minute(shown.minute),
            to: minute(shown.minute + hours.minutes),
            mean: number(rounded(shown.mean)),
            total: number(shown.count),
            times: number(shown.times),
          })}
      </p>
      <div className="list-wrap">
        <table className="week-map" data-fine={hours.minutes === 15 || undefined} onKeyDown={move}>
          <caption className="sr-only">{t('reports.peak.map')}</caption>
          <thead>
            <tr>
              <td />
              {Array.from({ length: 24 }, (_, hour) => (
                <th key={hour} scope="col" colSpan={60 / hours.minutes}>
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[1, 2, 3, 4, 5, 6, 7].map((day) => (
              <tr key={day}>
                <th scope="row">{weekday(day, 'short')}</th>
                {hours.cells.slice((day - 1) * columns, day * columns).map((cell, slot) => {
                  const index = (day - 1) * columns + slot;
                  const isTop = top?.weekday === cell.weekday && top.minute === cell.minute;
                  const words = `${weekday(day)} ${minute(cell.minute)}: ${number(rounded(cell.mean))}`;
                  return (
                    <td key={slot} data-top={isTop || undefined}>
                      <button
                        type="button"
                        data-cell={index}
                        tabIndex={index === Math.max(0, at) ? 0 : -1}
                        aria-label={isTop ? `${words}, ${t('reports.peak.busiest')}` : words}
                        style={{ '--share': `${Math.round((deepest * cell.mean) / most)}%` } as React.CSSProperties}
                        onFocus={() => setAt(index)}
                        onMouseEnter={() => setAt(index)}
                      >
                        {hours.minutes === 60 && cell.count > 0 ? inCell(cell.mean) : ''}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What each whole week brought in the busiest period, and what a test says of it. */
function Weeks({ hours }: { hours: PeakHours }) {
  const { t, number, day, weekday, minute, timeAt } = useClockWords();
  const most = Math.max(...hours.weeks.map((week) => week.busiest), 1);
  const { trend, busiest } = hours;
  return (
    <Panel title={t('reports.peak.weeks')}>
      {busiest && (
        <p>
          <strong>{t(`reports.peak.trend.${trend.direction}`)}</strong>{' '}
          {trend.direction !== 'too-few' && (
            <span className="muted num">
              {t('reports.peak.test', {
                slope: `${trend.perWeek > 0 ? '+' : ''}${Math.round(trend.perWeek * 10) / 10}`,
                p: trend.p < 0.001 ? '< 0.001' : trend.p.toFixed(3),
                weeks: trend.weeks,
              })}
            </span>
          )}
          <br />
          <span className="muted">
            {t('reports.peak.inBusiest', { day: weekday(busiest.weekday), from: minute(busiest.minute) })}
          </span>
        </p>
      )}
      <div className="week-bars" aria-hidden>
        {hours.weeks.map((week) => (
          <span key={week.monday} style={{ height: `${(100 * week.busiest) / most}%` }} />
        ))}
      </div>
      <details>
        <summary>{t('reports.peak.weekTable')}</summary>
        <LabelledTable className="list plain">
          <thead>
            <tr>
              <th scope="col">{t('reports.peak.week')}</th>
              <th scope="col" className="r">
                {t('reports.peak.total')}
              </th>
              <th scope="col" className="r">
                {t('reports.peak.busiest')}
              </th>
              <th scope="col" className="r">
                {t('reports.peak.peak')}
              </th>
            </tr>
          </thead>
          <tbody>
            {hours.weeks.toReversed().map((week) => (
              <tr key={week.monday}>
                <th scope="row">{day(week.monday)}</th>
                <td className="r num">{number(week.total)}</td>
                <td className="r num">{number(week.busiest)}</td>
                <td className="r num">
                  {number(week.peak)}{' '}
                  {week.peak > 0 && <span className="muted">{timeAt(week.peakAt, hours.timeZone)}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </LabelledTable>
      </details>
    </Panel>
  );
}

/** M:PEAK of the last four weeks' days. */
function Days({ hours }: { hours: PeakHours }) {
  const { t, number, day, timeAt } = useClockWords();
  return (
    <Panel title={t('reports.peak.days')} flush>
      <LabelledTable className="list plain">
        <thead>
          <tr>
            <th scope="col">{t('reports.peak.day')}</th>
            <th scope="col" className="r">
              {t('reports.peak.total')}
            </th>
            <th scope="col">{t('reports.peak.hour')}</th>
            <th scope="col" className="r">
              {t('reports.peak.peak')}
            </th>
            <th scope="col" className="r">
              {t('reports.peak.ofDay')}
            </th>
            <th scope="col" className="r" title={t('reports.peak.againstHint')}>
              {t('reports.peak.against')}
            </th>
          </tr>
        </thead>
        <tbody>
          {hours.days
            .slice(-28)
            .toReversed()
            .map((each) => {
              const change = each.usual ? each.peak / each.usual - 1 : undefined;
              return (
                <tr key={each.day}>
                  <th scope="row">{day(each.day)}</th>
                  <td className="r num">{number(each.total)}</td>
                  <td className="num">{each.peakAt ? timeAt(each.peakAt, hours.timeZone) : '–'}</td>
                  <td className="r num">{number(each.peak)}</td>
                  <td className="r num">{each.total > 0 ? perCent(each.peak / each.total) : '–'}</td>
                  <td className="r num">
                    {change === undefined
                      ? '–'
                      : `${change < 0 ? '−' : '+'}${perCent(Math.abs(change))} (${number(rounded(each.usual ?? 0))})`}
                  </td>
                </tr>
              );
            })}
        </tbody>
      </LabelledTable>
    </Panel>
  );
}

/** When the traffic is: the week over a long time in one picture, by queue or client. */
export function PeakHoursPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const [from, to, client, queue] = [read('from'), read('to'), read('client'), read('queue')];
  const minutes = read('minutes') === '15' ? 15 : 60;
  const { options: clients } = useOptions('/clients');
  const { options: queues } = useOptions('/queues');
  const query = {
    minutes,
    ...(from && { from }),
    ...(to && { to }),
    ...(client && { client }),
    ...(queue && { queue }),
  };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'peak-hours', query],
    queryFn: () => api.get('/reports/peak-hours', { query }),
    placeholderData: keepPreviousData,
  });
  const late = useLate(isPending);
  return (
    <>
      <div className="page-head">
        <h1>{t('reports.peak.title')}</h1>
        <DatePicker.RangePicker
          aria-label={t('records.interactions.f.days')}
          allowClear={false}
          value={data ? [dayjs(data.from), dayjs(data.to)] : null}
          onChange={(days) => days?.[0] && days[1] && write({ from: isoDay(days[0]), to: isoDay(days[1]) })}
        />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 150 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...clients]}
          onChange={(next) => write({ client: next, queue: undefined })}
        />
        <Select
          aria-label={t('reports.queue')}
          value={queue}
          style={{ minWidth: 150 }}
          showSearch={{ optionFilterProp: 'label' }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.queue') }) }, ...queues]}
          onChange={(next) => write({ queue: next })}
        />
        <Segmented
          aria-label={t('reports.peak.period')}
          value={minutes}
          options={[
            { value: 60, label: t('reports.peak.hourly') },
            { value: 15, label: t('reports.peak.quarterly') },
          ]}
          onChange={(next) => write({ minutes: next === 15 ? '15' : undefined })}
        />
        <Button className="no-print" onClick={() => print()}>
          {t('insight.print')}
        </Button>
        <p>{data && t('reports.peak.lead', { total: data.total, zone: data.timeZone })}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={8} />}
      {data?.total === 0 && (
        <div className="panel">
          <Empty title={t('reports.peak.none')} hint={t('reports.flows.noneHint')} />
        </div>
      )}
      {data && data.total > 0 && (
        <div className="stack-of-panels">
          <Panel title={t('reports.peak.map')} flush>
            <WeekMap key={data.minutes} hours={data} />
          </Panel>
          <Weeks hours={data} />
          <Days hours={data} />
        </div>
      )}
    </>
  );
}
