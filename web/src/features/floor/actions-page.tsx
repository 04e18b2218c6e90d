import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { FloorAction } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';
import { useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';
import { percent } from '@/lib/time';
import { PagedLog } from '@/ui/paged-log';
import './map.css';

/** What was decided, in the reader's words. */
function What({ row }: { row: FloorAction }) {
  const { t, say } = useWords();
  const reasonWords = useReasonWords();
  const { wanted } = row;
  const listed = (names: FloorAction['added']) => names.map(({ name }) => say(name)).join(', ');
  const parts = [
    row.added.length > 0 && `+ ${listed(row.added)}`,
    row.removed.length > 0 && `− ${listed(row.removed)}`,
    row.skill && `${say(row.skill)} ${row.level ?? t('floor.act.noLevel')}`,
    row.reason && reasonWords(row.reason),
    wanted.direction && t(`floor.plan.${wanted.direction}`),
    wanted.from,
    wanted.byMinutes !== undefined && t('floor.plan.by', { count: wanted.byMinutes }),
    wanted.minutes !== undefined && t('floor.break.minutes', { count: wanted.minutes }),
    wanted.atOnce !== undefined && t('floor.plan.staggered', { count: wanted.atOnce }),
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

/** How a call for overtime stands: whoever has not answered by its time says nothing. */
function Answers({ row }: { row: FloorAction }) {
  const { t, hourAndMinute } = useWords();
  if (row.kind !== 'overtime') return null;
  const asked = row.agents.filter(({ outcome }) => outcome === 'done');
  const said = (answer: string) => asked.filter((each) => each.answer === answer).length;
  return (
    <p className="num" role="status">
      {t('floor.plan.answers', {
        yes: said('yes'),
        no: said('no'),
        open: asked.filter(({ answer }) => answer === undefined).length,
        time: row.wanted.answerBy ? hourAndMinute(row.wanted.answerBy) : '–',
      })}
    </p>
  );
}

/** One person of an act, and what it was for them. */
function usePerson() {
  const { t } = useWords();
  return ({ name, outcome, readAt, was, is, answer }: FloorAction['agents'][number]) => {
    const slot = (of: typeof was) => of && `${of.at} (${t('floor.break.minutes', { count: of.minutes })})`;
    const notes = [
      outcome !== 'done' && t(`floor.outcome.${outcome}`, { defaultValue: outcome }),
      (was ?? is) && [slot(was), slot(is) ?? t('floor.plan.none')].filter(Boolean).join(' → '),
      answer && t(`floor.plan.answer.${answer}`),
      readAt && t('floor.log.read'),
    ].filter(Boolean);
    return notes.length > 0 ? `${name} (${notes.join(', ')})` : name;
  };
}

/** Who decided what on the floor, why, and what came of it (LIV-12). */
export function ActionsPage() {
  const { t, dateTime } = useWords();
  const person = usePerson();
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: ['floor', 'actions'] });
  useLive('floor-answers', again);
  useLiveGap('floor-answers', again);
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
            <p>{row.agents.map(person).join(', ')}</p>
            <Answers row={row} />
            <p className="muted">{t('floor.alarm.moves', { figure: t(`floor.figure.${row.figure}`, row.figure) })}</p>
          </div>
          <Effect row={row} />
        </>
      )}
    />
  );
}
