import { api } from '@/api/client';
import type { FloorAction } from '@/api/contract';
import { useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';
import { percent } from '@/lib/time';
import { PagedLog } from '@/ui/paged-log';
import './map.css';

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
  return (
    <PagedLog
      title={t('floor.log.actions')}
      hint={t('floor.log.actionsHint')}
      cached={['floor', 'actions']}
      fetch={(query) => api.get('/floor/actions', { query })}
      every={60_000}
      empty={t('floor.log.none')}
      emptyHint={t('floor.log.noneHint')}
      className="floor-log"
      row={(row) => (
        <>
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
            <p className="muted">{t('floor.alarm.moves', { figure: t(`floor.figure.${row.figure}`, row.figure) })}</p>
          </div>
          <Effect row={row} />
        </>
      )}
    />
  );
}
