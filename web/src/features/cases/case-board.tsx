import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { CaseRow, CaseType, Page } from '@/api/contract';
import { http } from '@/api/http';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { Empty } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { useUndoNotice } from '@/ui/undo';
import './cases.css';
import { changeCase, movesFrom, stateOf } from './cases-query';

const mostShown = 200;

/** The cases of one type as cards under their states; a card is carried on by mouse, finger or key. */
export function CaseBoard({ type, query }: { type: CaseType; query: Record<string, string> }) {
  const { t, say, dateTime } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const editable = useCan('cases.edit');
  const [dragged, setDragged] = useState<CaseRow>();
  const [said, setSaid] = useState('');
  const carried = useRef<string>(undefined);
  const asked = { ...query, type: type.code, size: mostShown, sort: 'dueAt' };
  const queryKey = ['list', '/cases', 'board', asked];
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => http.get<Page<CaseRow>>('/cases', asked, signal),
    placeholderData: keepPreviousData,
  });
  // a card carried by key is made anew in its column and keeps the focus, so that it can be carried on
  useEffect(() => {
    if (carried.current && document.activeElement === document.body)
      document.getElementById(`case-card-${carried.current}`)?.focus();
  }, [data]);
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={8} /> : null;

  const nameOf = (state: string) => say(stateOf(type, state)?.name) || state;
  const move = async (row: CaseRow, to: string) => {
    setDragged(undefined);
    if (row.state === to) return;
    const allowed = movesFrom(type, row.state);
    if (!allowed.includes(to)) {
      const why =
        allowed.length > 0
          ? t('cases.board.refused', {
              from: nameOf(row.state),
              to: nameOf(to),
              allowed: allowed.map(nameOf).join(t('forms.fill.and')),
            })
          : t('cases.board.ends', { from: nameOf(row.state) });
      void message.warning(why);
      setSaid(why);
      return;
    }
    // it stands in its new place at once; the server's answer, or its refusal, follows
    queries.setQueryData<Page<CaseRow>>(
      queryKey,
      (page) =>
        page && { ...page, items: page.items.map((each) => (each.id === row.id ? { ...each, state: to } : each)) },
    );
    try {
      const after = await changeCase(row, { state: to });
      setSaid(t('cases.board.moved', { subject: row.subject, state: nameOf(to) }));
      const back = async () => {
        await changeCase(after, { state: row.state });
        await queries.invalidateQueries({ queryKey: ['list', '/cases'] });
      };
      // nothing is offered that the type would refuse
      notice(
        t('cases.board.moved', { subject: row.subject, state: nameOf(to) }),
        movesFrom(type, to).includes(row.state) ? back : undefined,
      );
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
    await queries.invalidateQueries({ queryKey: ['list', '/cases'] });
    await queries.invalidateQueries({ queryKey: ['case', row.id] });
  };
  const step = (row: CaseRow, by: 1 | -1) => {
    const places = type.states.map(({ code }) => code);
    const to = places[places.indexOf(row.state) + by];
    if (!to) return;
    carried.current = row.id;
    // until the board shows what the server made of it
    void move(row, to).then(() => setTimeout(() => (carried.current = undefined)));
  };
  return (
    <>
      <p className="sr-only" role="status">
        {said}
      </p>
      {data.total > mostShown && (
        <p className="muted">{t('cases.board.first', { count: mostShown, total: data.total })}</p>
      )}
      {data.total === 0 && (
        <div className="panel">
          <Empty title={t('records.nothingFound')} hint={t('cases.board.emptyHint')} />
        </div>
      )}
      <div className="case-board" role="group" tabIndex={0} aria-label={t('cases.views.board')}>
        {type.states.map((state) => {
          const here = data.items.filter((row) => row.state === state.code);
          const open = dragged && movesFrom(type, dragged.state).includes(state.code);
          return (
            <section
              key={state.code}
              className="board-column"
              aria-label={say(state.name)}
              data-open={dragged ? String(open || dragged.state === state.code) : undefined}
              onDragOver={(event) => {
                if (dragged) event.preventDefault();
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged) void move(dragged, state.code);
              }}
            >
              <h2>
                {say(state.name)} <span className="muted num">{here.length}</span>
              </h2>
              <ol>
                {here.map((row) => (
                  <li
                    key={row.id}
                    className="board-card"
                    draggable={editable}
                    data-dragged={dragged?.id === row.id || undefined}
                    onDragStart={() => setDragged(row)}
                    onDragEnd={() => setDragged(undefined)}
                  >
                    <Link
                      id={`case-card-${row.id}`}
                      to={`/desk/cases/${row.id}`}
                      draggable={false}
                      aria-keyshortcuts={editable ? 'Alt+ArrowRight Alt+ArrowLeft' : undefined}
                      onKeyDown={(event) => {
                        if (!editable || !event.altKey || !['ArrowRight', 'ArrowLeft'].includes(event.key)) return;
                        event.preventDefault();
                        step(row, event.key === 'ArrowRight' ? 1 : -1);
                      }}
                    >
                      {row.subject || say(row.typeName)}
                    </Link>
                    <span className="muted">
                      {[row.customerName, row.ownerName].filter(Boolean).join(' · ') || t('cases.nobody')}
                    </span>
                    {row.dueAt && (
                      <span className={row.overdue ? 'board-late' : 'muted'}>
                        {dateTime(row.dueAt)}
                        {row.overdue && ` · ${t('records.cases.overdue')}`}
                      </span>
                    )}
                  </li>
                ))}
              </ol>
            </section>
          );
        })}
      </div>
      {editable && <p className="muted no-print">{t('cases.board.hint')}</p>}
    </>
  );
}
