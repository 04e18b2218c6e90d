import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '@/api/client';
import type { Calendar } from '@/api/contract';
import { firstDayOfWeek } from '@/lib/languages';
import { useWords } from '@/lib/session';
import { NamesInput } from '@/ui/records/names-input';
import { ListPage } from '@/ui/records/list-page';
import type { ControlProps, RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';
import { useTakeOut } from '@/ui/undo';

type Weekly = Calendar['weekly'];
type Exceptions = Calendar['exceptions'];

/** The days in the order that readers of the language know; Monday is 1. */
function weekOf(language: string): number[] {
  const first = firstDayOfWeek(language);
  return [0, 1, 2, 3, 4, 5, 6].map((later) => ((first - 1 + later) % 7) + 1);
}

/** Monday is 1. A name of the weekday in the reader's language: 5 January 1970 was a Monday. */
function weekday(day: number, language: string, style: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(language, { weekday: style, timeZone: 'UTC' }).format(
    new Date(Date.UTC(1970, 0, 4 + day)),
  );
}

function Span({
  from,
  to,
  change,
  label,
  disabled,
}: {
  from: string;
  to: string;
  change: (from: string, to: string) => void;
  label: string;
  disabled: boolean;
}) {
  const parse = (text: string) => (text ? dayjs(text === '24:00' ? '23:59' : text, 'HH:mm') : null);
  return (
    <TimePicker.RangePicker
      aria-label={label}
      format="HH:mm"
      minuteStep={5}
      order={false}
      needConfirm={false}
      disabled={disabled}
      value={[parse(from), parse(to)]}
      onChange={(span) => {
        // the picker has no 24:00; in steps of five minutes 23:59 means nothing else
        const end = span?.[1]?.format('HH:mm') === '23:59' ? '24:00' : span?.[1]?.format('HH:mm');
        if (span?.[0] && end) change(span[0].format('HH:mm'), end);
      }}
    />
  );
}

function WeeklyInput({ value = [], onChange, disabled }: ControlProps<Weekly>) {
  const { t, language } = useWords();
  const off = disabled ?? false;
  const takeOut = useTakeOut(value, onChange);
  return (
    <div className="rows-edit">
      {weekOf(language).map((day) => {
        const spans = value.filter((span) => span.day === day);
        const set = (next: { from: string; to: string }[]) =>
          onChange?.(
            [...value.filter((span) => span.day !== day), ...next.map((span) => ({ day, ...span }))].sort(
              (a, b) => a.day - b.day || a.from.localeCompare(b.from),
            ),
          );
        return (
          <div key={day} className="rows-edit-row">
            <strong style={{ width: 110 }}>{weekday(day, language)}</strong>
            <span className="grow chips">
              {spans.length === 0 && <span className="muted">{t('records.hours.closed')}</span>}
              {spans.map((span, index) => (
                <span key={index}>
                  <Span
                    label={weekday(day, language)}
                    from={span.from}
                    to={span.to}
                    disabled={off}
                    change={(from, to) => set(spans.map((each, at) => (at === index ? { from, to } : each)))}
                  />
                  <Button
                    type="text"
                    size="small"
                    disabled={off}
                    aria-label={`${t('common.remove')} ${span.from}–${span.to}`}
                    onClick={() => takeOut(value.indexOf(span), `${weekday(day, language)} ${span.from}–${span.to}`)}
                  >
                    ×
                  </Button>
                </span>
              ))}
            </span>
            <Button
              size="small"
              disabled={off}
              onClick={() =>
                set([...spans, spans.length > 0 ? { from: '14:00', to: '18:00' } : { from: '09:00', to: '18:00' }])
              }
            >
              {t('records.hours.addSpan')}
            </Button>
          </div>
        );
      })}
      <div>
        <Button
          size="small"
          disabled={off || value.length === 0}
          onClick={() =>
            onChange?.(
              [1, 2, 3, 4, 5]
                .flatMap((day) => value.filter((span) => span.day === 1).map((span) => ({ ...span, day })))
                .concat(value.filter((span) => span.day > 5)),
            )
          }
        >
          {t('records.hours.copyMonday')}
        </Button>
      </div>
    </div>
  );
}

function ExceptionsInput({ value = [], onChange, disabled }: ControlProps<Exceptions>) {
  const { t, say, day } = useWords();
  const off = disabled ?? false;
  const takeOut = useTakeOut(value, onChange);
  const change = (index: number, part: Partial<Exceptions[number]>) =>
    onChange?.(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className="rows-edit">
      {value.map((exception, index) => (
        <div key={index} className="rows-edit-row">
          <DatePicker
            aria-label={t('records.hours.date')}
            value={exception.date ? dayjs(exception.date) : null}
            disabled={off}
            onChange={(date) => change(index, { date: date?.format('YYYY-MM-DD') ?? '' })}
          />
          <Button
            size="small"
            disabled={off}
            aria-pressed={exception.closed}
            onClick={() =>
              change(
                index,
                exception.closed
                  ? { closed: false, from: '10:00', to: '16:00' }
                  : ({ closed: true, from: undefined, to: undefined } as never),
              )
            }
          >
            {t(exception.closed ? 'records.hours.closed' : 'records.hours.special')}
          </Button>
          {!exception.closed && (
            <Span
              label={t('records.hours.special')}
              from={exception.from ?? ''}
              to={exception.to ?? ''}
              disabled={off}
              change={(from, to) => change(index, { from, to })}
            />
          )}
          <span className="grow" />
          <Button
            type="text"
            size="small"
            danger
            disabled={off}
            onClick={() => takeOut(index, say(exception.name) || day(exception.date))}
          >
            {t('common.remove')}
          </Button>
          <div style={{ flexBasis: '100%' }}>
            <NamesInput value={exception.name} disabled={off} onChange={(name) => change(index, { name })} />
          </div>
        </div>
      ))}
      <div>
        <Button
          disabled={off}
          onClick={() =>
            onChange?.([...value, { date: dayjs().add(1, 'day').format('YYYY-MM-DD'), name: {}, closed: true }])
          }
        >
          {t('records.hours.addDay')}
        </Button>
      </div>
    </div>
  );
}

/** "Would a caller get through then?", answered by the server's own reckoning. */
function Check({ row }: { row: Calendar }) {
  const { t } = useWords();
  const [at, setAt] = useState('');
  const { data } = useQuery({
    queryKey: ['hours-check', row.id, row.version, at],
    queryFn: () =>
      api.get('/calendars/{id}/check', {
        path: { id: row.id },
        query: at ? { at: new Date(at).toISOString() } : {},
      }),
    retry: false,
  });
  return (
    <div className="rows-edit-row">
      <label htmlFor="hours-check">{t('records.hours.check')}</label>
      <Input
        id="hours-check"
        type="datetime-local"
        value={at}
        onChange={(event) => setAt(event.target.value)}
        style={{ width: 220 }}
      />
      {data && (
        <StatePill state={data.open ? 'good' : 'bad'}>
          {t(data.open ? 'records.hours.open' : 'records.hours.closed')}{' '}
          {t(`records.hours.reason.${data.reason}`, { defaultValue: data.reason ?? '' })}
        </StatePill>
      )}
    </div>
  );
}

export const hoursSpec: RecordSpec<Calendar> = {
  key: 'hours',
  path: '/calendars',
  right: 'calendars.edit',
  title: (row, { say }) => say(row.name),
  wide: true,
  remove: 'delete',
  more: Check,
  blank: () => ({
    name: {},
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' })),
    exceptions: [],
  }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name), sort: 'name' },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span>, minor: true },
    { name: 'timeZone', cell: (row) => row.timeZone },
    {
      name: 'weekly',
      cell: (row, { language, t }) => {
        const days = weekOf(language).filter((day) => row.weekly.some((span) => span.day === day));
        return days.length === 7
          ? t('records.hours.everyDay')
          : days.map((day) => weekday(day, language, 'short')).join(' ');
      },
    },
    { name: 'exceptions', cell: (row) => row.exceptions.length, right: true },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true, full: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'timeZone', kind: 'zone', required: true },
      ],
    },
    { name: 'week', fields: [{ name: 'weekly', kind: 'custom', control: WeeklyInput }] },
    { name: 'exceptions', fields: [{ name: 'exceptions', kind: 'custom', control: ExceptionsInput }] },
  ],
};

export const HoursPage = () => <ListPage spec={hoursSpec} />;
