import { useMemo } from 'react';
import type { AgentBreak, AgentRow } from '@/api/contract';
import { useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';

const minuteMillis = 60_000;
const soonMillis = 30 * minuteMillis;
/** Within this nobody is late: clocks differ, and a sentence is finished first. */
const graceMillis = minuteMillis;

/** How somebody stands towards the break they are on, or their next one. */
export type BreakStand =
  { kind: 'none' } | { kind: 'next' | 'late' | 'on' | 'over'; next: AgentBreak; inMillis: number };

const endsAt = ({ beganAt, startsAt, minutes }: AgentBreak) => Date.parse(beganAt ?? startsAt) + minutes * minuteMillis;

/** `inMillis` until it begins or is over; less than 0 once that has passed. Who is not there is not late. */
export function breakStand({ breaks, state }: AgentRow, now: number): BreakStand {
  const next = breaks.find(({ beganAt }) => beganAt !== undefined) ?? breaks[0];
  if (!next) return { kind: 'none' };
  if (next.beganAt !== undefined) {
    const inMillis = endsAt(next) - now;
    return { kind: inMillis < -graceMillis ? 'over' : 'on', next, inMillis };
  }
  const inMillis = Date.parse(next.startsAt) - now;
  if (state === 'signed-out' && inMillis < 0) return { kind: 'none' };
  return { kind: inMillis < -graceMillis ? 'late' : 'next', next, inMillis };
}

export const isOverdue = (agent: AgentRow, now: number): boolean => {
  const { kind } = breakStand(agent, now);
  return kind === 'late' || kind === 'over';
};

/** Late and over first, the longest of them foremost; then who is on it, then by time; without one last. */
export function breakRank(agent: AgentRow, now: number): number {
  const stand = breakStand(agent, now);
  if (stand.kind === 'none') return Number.MAX_SAFE_INTEGER;
  const order = { late: -2, over: -2, on: -1, next: 0 }[stand.kind];
  return order * 1e12 + stand.inMillis;
}

export const breakFilters = ['overdue', 'on', 'soon'] as const;
export type BreakFilter = (typeof breakFilters)[number];
export const breakFilterOf = (text: string): BreakFilter | undefined => breakFilters.find((each) => each === text);

export function inBreakFilter(agent: AgentRow, wanted: BreakFilter, now: number): boolean {
  const stand = breakStand(agent, now);
  if (stand.kind === 'none') return false;
  if (wanted === 'overdue') return stand.kind === 'late' || stand.kind === 'over';
  if (wanted === 'on') return stand.kind === 'on' || stand.kind === 'over';
  return stand.kind === 'late' || (stand.kind === 'next' && stand.inMillis < soonMillis);
}

/** Asks once a row: a row that reads differently is another row. */
function onceARow(words: (agent: AgentRow) => string): (agent: AgentRow) => string {
  const known = new WeakMap<AgentRow, string>();
  return (agent) => {
    const before = known.get(agent);
    if (before !== undefined) return before;
    const made = words(agent);
    known.set(agent, made);
    return made;
  };
}

/** The break in a few words, as of a minute: made once a row, since the map asks for them ten times a second. */
export function useBreakWords(now: number): (agent: AgentRow) => string {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  return useMemo(
    () =>
      onceARow((agent) => {
        const stand = breakStand(agent, now);
        if (stand.kind === 'none') return '';
        const { at, minutes, reason } = stand.next;
        const count = Math.max(1, Math.round(Math.abs(stand.inMillis) / minuteMillis));
        switch (stand.kind) {
          case 'next':
            return `${at} · ${t('floor.break.minutes', { count: minutes })} · ${reasonWords(reason)}`;
          case 'late':
            return `${at} · ${t('floor.break.late', { count })}`;
          case 'on':
            return t('floor.break.on', { count });
          case 'over':
            return t('floor.break.over', { count });
        }
      }),
    [now, t, reasonWords],
  );
}
