import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { DatePicker, Input, Pagination, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState, type ReactNode } from 'react';
import type { Page } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { Empty } from './panel';
import { ProblemNote } from './problem';
import { useOptions } from './records/lookups';
import './records/records.css';
import { Skeleton } from './skeleton';

const pageSize = 50;

export type LogQuery = { page: number; size: number; q?: string; from?: string; to?: string; agentId?: string };

/** What happened, newest first: searched by words, time and person, all kept in the address. */
export function PagedLog<Row extends { id: string }>({
  title,
  hint,
  cached,
  fetch,
  every,
  empty,
  emptyHint,
  className,
  row,
}: {
  title: string;
  hint?: string;
  /** where its answers lie in the cache */
  cached: string[];
  fetch: (query: LogQuery) => Promise<Page<Row>>;
  /** milliseconds between looks */
  every: number;
  empty: string;
  emptyHint: string;
  className: string;
  row: (row: Row) => ReactNode;
}) {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const page = Math.max(0, Number(read('page')) || 0);
  const [q, from, to, agentId] = [read('q'), read('from'), read('to'), read('agent')];
  const [typed, setTyped] = useState(q);
  const { options: people } = useOptions('/agents');
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => write({ q: typed, page: undefined }), 300);
    return () => clearTimeout(timer);
  }, [typed, q, write]);
  const query = {
    page,
    size: pageSize,
    ...(q && { q }),
    ...(from && { from }),
    ...(to && { to }),
    ...(agentId && { agentId }),
  };
  const { data, error, refetch, isPending } = useQuery({
    queryKey: [...cached, query],
    queryFn: () => fetch(query),
    refetchInterval: every,
    placeholderData: keepPreviousData,
  });
  const late = useLate(isPending);
  const narrowed = Boolean(q || from || to || agentId);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {hint && <p>{hint}</p>}
      </div>
      <div className="list-tools" role="search">
        <Input
          className="list-search"
          allowClear
          aria-label={t('common.search')}
          placeholder={t('common.search')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
        />
        <DatePicker.RangePicker
          aria-label={t('records.interactions.f.days')}
          allowEmpty={[true, true]}
          value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
          onChange={(days) =>
            write({
              from: days?.[0]?.startOf('day').toISOString(),
              to: days?.[1]?.endOf('day').toISOString(),
              page: undefined,
            })
          }
        />
        <Select
          aria-label={t('floor.log.person')}
          style={{ minWidth: 180 }}
          showSearch
          optionFilterProp="label"
          value={agentId}
          onChange={(agent) => write({ agent, page: undefined })}
          options={[{ value: '', label: t('floor.log.anybody') }, ...people]}
        />
      </div>
      {error && !data && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={6} />}
      {data?.items.length === 0 && (
        <div className="panel">
          {narrowed ? (
            <Empty title={t('records.nothingFound')} hint={t('records.nothingFoundHint')} />
          ) : (
            <Empty title={empty} hint={emptyHint} />
          )}
        </div>
      )}
      {data && data.items.length > 0 && (
        <ul className={`panel ${className}`}>
          {data.items.map((each) => (
            <li key={each.id}>{row(each)}</li>
          ))}
        </ul>
      )}
      {data && data.total > pageSize && (
        <Pagination
          current={page + 1}
          pageSize={pageSize}
          total={data.total}
          showSizeChanger={false}
          onChange={(next) => write({ page: next > 1 ? String(next - 1) : undefined })}
        />
      )}
    </>
  );
}
