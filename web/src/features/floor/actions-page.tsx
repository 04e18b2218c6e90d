import { useQuery } from '@tanstack/react-query';
import { Pagination } from 'antd';
import { api } from '@/api/client';
import type { FloorAction } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';
import { percent } from '@/lib/time';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import './map.css';

const pageSize = 50;

/** What was decided, in the reader's words. */
function What({ row }: { row: FloorAction }) {
  const { t, say } = useWords();
  const reasonWords = useReasonWords();
  const listed = (names: FloorAction['added']) => names.map(({ name }) => say(name)).join(', ');
  const parts = [
    row.added.length > 0 && `+ ${listed(row.added)}`,
    row.removed.length > 0 && `− ${listed(row.removed)}`,
    row.skill && `${say(row.skill)} ${row.level ?? t('floor.act.noLevel')}`,
    row.reason && reasonWords(row.reason),
    row.text && `“${row.text}”`,
  ].filter(Boolean);
  return (
    <>
      <strong>{t(`floor.act.${row.kind}`)}</strong>
      {parts.length > 0 && <span> {parts.join(' ')}</span>}
      {row.why && <span className="muted"> {row.why}</span>}
    </>
  );
}

/** The figures of the queues concerned, before and a quarter of an hour later. */
function Effect({ row }: { row: FloorAction }) {
  const { t, clock, number, timeOfDay } = useWords();
  const { before, after } = row;
  if (row.scope.length === 0) return <span className="muted">–</span>;
  const inBetween = after && after.levelWhole >= before.levelWhole;
  const pairs: [string, string, string][] = [
    [t('floor.waiting'), number(before.waiting), after ? number(after.waiting) : ''],
    [t('floor.longest'), clock(before.longestWaitMillis), after ? clock(after.longestWaitMillis) : ''],
    [t('floor.state.ready'), number(before.ready), after ? number(after.ready) : ''],
  ];
  return (
    <dl className="effect">
      {pairs.map(([name, was, is]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">
            {was} → {after ? is : t('floor.log.due', { time: timeOfDay(row.afterDue) })}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('floor.sl')}</dt>
        <dd className="num">
          {percent(before.levelPart, before.levelWhole)} →{' '}
          {inBetween
            ? `${percent(after.levelPart - before.levelPart, after.levelWhole - before.levelWhole)} (${t('floor.log.since')})`
            : t('floor.log.due', { time: timeOfDay(row.afterDue) })}
        </dd>
      </div>
    </dl>
  );
}

/** Who decided what on the floor, why, and what came of it (LIV-12). */
export function ActionsPage() {
  const { t, dateTime } = useWords();
  const [read, write] = useUrlState();
  const page = Math.max(0, Number(read('page')) || 0);
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['floor', 'actions', page],
    queryFn: () => api.get('/floor/actions', { query: { page, size: pageSize } }),
    refetchInterval: 60_000,
  });
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={6} /> : null;
  return (
    <>
      <div className="page-head">
        <h1>{t('floor.log.actions')}</h1>
        <p>{t('floor.log.actionsHint')}</p>
      </div>
      {data.items.length === 0 ? (
        <div className="panel">
          <Empty title={t('floor.log.none')} hint={t('floor.log.noneHint')} />
        </div>
      ) : (
        <ul className="panel floor-log">
          {data.items.map((row) => (
            <li key={row.id}>
              <p className="muted num">
                {dateTime(row.at)} · {row.by}
              </p>
              <div>
                <p>
                  <What row={row} />
                </p>
                <p>
                  {row.agents
                    .map(
                      ({ name, outcome, readAt }) =>
                        `${name}${outcome === 'done' ? '' : ` (${t(`floor.outcome.${outcome}`, { defaultValue: outcome })})`}${readAt ? ` (${t('floor.log.read')})` : ''}`,
                    )
                    .join(', ')}
                </p>
                <p className="muted">
                  {t('floor.alarm.moves', { figure: t(`floor.figure.${row.figure}`, row.figure) })}
                </p>
              </div>
              <Effect row={row} />
            </li>
          ))}
        </ul>
      )}
      {data.total > pageSize && (
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
