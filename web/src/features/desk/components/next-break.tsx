import { useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';
import { useDay } from '../api/day-query';

/** The break that comes next, or until when the present one is. */
export function NextBreak() {
  const { t, hourAndMinute } = useWords();
  const reasonWords = useReasonWords();
  const { day } = useDay();
  const on = day?.breaks.find(({ state }) => state === 'begun');
  const next = on ?? day?.breaks.find(({ state }) => state === 'planned');
  if (!next) return null;
  const until = on?.beganAt && hourAndMinute(Date.parse(on.beganAt) + on.minutes * 60_000);
  return (
    <p className="next-break num">
      {until
        ? t('desk.day.onUntil', { time: until })
        : t('desk.day.next', { at: next.at, minutes: next.minutes, reason: reasonWords(next.reason) })}
    </p>
  );
}
