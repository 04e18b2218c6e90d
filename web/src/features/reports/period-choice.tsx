import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';

/** The days looked at, in the address; whole days back from today where none are chosen. */
export function usePeriod(usualDays: number) {
  const [read] = useUrlState();
  const [from, to] = [read('from'), read('to')];
  return useMemo(
    () => ({
      from:
        from ||
        dayjs()
          .startOf('day')
          .subtract(usualDays - 1, 'day')
          .toISOString(),
      to: to || dayjs().endOf('day').toISOString(),
    }),
    [from, to, usualDays],
  );
}

export function PeriodChoice({ period }: { period: { from: string; to: string } }) {
  const { t } = useWords();
  const [, write] = useUrlState();
  return (
    <DatePicker.RangePicker
      aria-label={t('records.interactions.f.days')}
      allowClear={false}
      value={[dayjs(period.from), dayjs(period.to)]}
      onChange={(days) =>
        write({ from: days?.[0]?.startOf('day').toISOString(), to: days?.[1]?.endOf('day').toISOString() })
      }
    />
  );
}
