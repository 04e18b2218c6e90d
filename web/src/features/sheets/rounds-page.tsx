import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { PlusOutlined } from '@ant-design/icons';
import { Link, useNavigate } from 'react-router';
import type { SheetDue } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import './sheets.css';
import { dueQuery, sheetTypesQuery } from './sheets-query';

const looks = { late: 'bad', open: 'open', done: 'good', none: 'off' } as const;

/** Rounds and checks: what is to be looked at now, by kind, and how well it was kept. */
export function RoundsPage() {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery(dueQuery());
  const late = useLate(isPending);
  const items = data?.items ?? [];
  const kinds = [...new Set(items.map(({ type }) => type))];
  const open = items.filter(({ state }) => state === 'open' || state === 'late').length;
  return (
    <>
      <div className="page-head">
        <h1>{t('sheets.rounds')}</h1>
        <FillIn />
        <p>{t('sheets.roundsLead')}</p>
      </div>
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {!data && late && <Skeleton rows={6} />}
      {data && items.length === 0 && (
        <div className="panel">
          <Empty title={t('sheets.nothingDue')} hint={t('sheets.nothingDueHint')} />
        </div>
      )}
      {items.length > 0 && (
        <p role="status" className="muted rounds-left">
          {t('sheets.toDo', { count: open })}
          {data && data.leftOut > 0 && ` ${t('sheets.leftOut', { count: data.leftOut })}`}
        </p>
      )}
      <div className="rounds">
        {kinds.map((kind) => (
          <Kind key={kind} rows={items.filter(({ type }) => type === kind)} />
        ))}
      </div>
    </>
  );
}

/** Every kind that this reader fills in, due or not. */
function FillIn() {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const { data = [] } = useQuery(sheetTypesQuery());
  const mine = data.filter(({ mayFill }) => mayFill);
  if (mine.length === 0) return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: mine.map(({ code, name }) => ({ key: code, label: say(name) })),
        onClick: ({ key }) => void navigate(`/floor/rounds/new?type=${key}`),
      }}
    >
      <Button type="primary" icon={<PlusOutlined aria-hidden />}>
        {t('sheets.fillIn')}
      </Button>
    </Dropdown>
  );
}

function Kind({ rows }: { rows: SheetDue[] }) {
  const { t, say } = useWords();
  return (
    <section className="panel round-kind" aria-label={say(rows[0]?.typeName)}>
      <header className="panel-head">
        <h2>{say(rows[0]?.typeName)}</h2>
        <Link className="round-act" to={`/floor/records?type=${rows[0]?.type}`}>
          {t('sheets.allOf')}
        </Link>
      </header>
      <ul>
        {rows.map((row) => (
          <Row key={row.subjectId ?? ''} row={row} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { row: SheetDue }) {
  const { t, say, dateTime } = useWords();
  const kept = row.kept.filter(Boolean).length;
  return (
    <li className="round" data-state={row.state}>
      <div>
        <strong>{say(row.subjectName) || t('sheets.wholeHouse')}</strong>{' '}
        <StatePill state={looks[row.state]}>{t(`sheets.state.${row.state}`)}</StatePill>
        <p className="muted num">
          {row.state === 'open' && t('sheets.until', { at: dateTime(row.dueBy) })}
          {row.state === 'late' && t('sheets.lateSince', { at: dateTime(row.dueBy) })}
          {row.state === 'done' && t('sheets.nextFrom', { at: dateTime(row.until) })}
        </p>
        {row.kept.length > 0 && (
          <p className="muted num">
            <span className="kept" aria-hidden="true">
              {row.kept.map((done, place) => (
                <i key={place} data-done={done} />
              ))}
            </span>{' '}
            {t('sheets.kept', { kept, of: row.kept.length })}
          </p>
        )}
      </div>
      {row.state === 'done' && row.sheetId ? (
        <Link className="round-act" to={`/floor/records/${row.sheetId}`}>
          {t('sheets.read')}
        </Link>
      ) : (
        row.state !== 'none' && (
          <Link
            className="round-act"
            data-main
            to={`/floor/rounds/new?type=${row.type}${row.subjectId ? `&subject=${row.subjectId}` : ''}`}
          >
            {t('sheets.fillIn')}
          </Link>
        )
      )}
    </li>
  );
}
