import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/api/client';
import type { RoutingBook, RoutingRemark } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { DefinitionLife } from '@/ui/definition-life';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { RuleList } from './rule-list';
import { rowsOf, rulesOf, type Row } from './rules';
import './routing.css';
import { TrialPanel } from './trial-panel';

/** The server reads along, half a second after the last change. */
function useChecked(book: RoutingBook, rows: Row[], dirty: boolean): { remarks: RoutingRemark[]; checking: boolean } {
  const [checked, setChecked] = useState({ rows, remarks: book.findings });
  useEffect(() => {
    if (rows === checked.rows || !dirty) return;
    let current = true;
    const timer = setTimeout(() => {
      api.post('/routing/check', { body: { rules: rulesOf(rows) } }).then(
        (remarks) => current && setChecked({ rows, remarks }),
        () => undefined,
      );
    }, 500);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [rows, checked.rows, dirty]);
  if (!dirty) return { remarks: book.findings, checking: false };
  // a remark names a place: where rules have moved since, it would stand beside another
  return { remarks: rows === checked.rows ? checked.remarks : [], checking: rows !== checked.rows };
}

export function RoutingPage() {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['routing'],
    queryFn: () => api.get('/routing'),
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Rules key={data.latestVersion} book={data} />;
}

function Rules({ book }: { book: RoutingBook }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const editable = useCan('routing.edit');
  const [stored] = useState(() => rowsOf(book.rules));
  const [rows, setRows] = useState(stored);
  const dirty = rows !== stored;
  const { remarks, checking } = useChecked(book, rows, dirty);
  const errors = remarks.filter((remark) => remark.severity === 'error').length;
  const warnings = remarks.length - errors;
  const renew = () => queries.invalidateQueries({ queryKey: ['routing'] });
  const of = (version: number) => ({ path: { version } });
  return (
    <DefinitionLife
      versions={book.versions}
      latest={book.latestVersion}
      live={book.liveVersion}
      dirty={dirty}
      held={checking || errors > 0}
      mayEdit={editable}
      mayApprove={editable}
      hints={{ approve: t('routing.approveHint'), retire: t('routing.retireHint') }}
      save={async (reason) => {
        await api.put('/routing', { body: { baseVersion: book.latestVersion, rules: rulesOf(rows), reason } });
        await renew();
      }}
      ends
      approve={async (version, reason, validFrom, validTo) => {
        await api.post('/routing/versions/{version}/approve', {
          ...of(version),
          body: { reason, ...(validFrom && { validFrom }), ...(validTo && { validTo }) },
        });
        await renew();
      }}
      retire={async (version, reason) => {
        await api.post('/routing/versions/{version}/retire', { ...of(version), body: { reason } });
        await renew();
      }}
      takeBack={async (version, reason) => {
        await api.post('/routing/versions/{version}/take-back', { ...of(version), body: { reason } });
        await renew();
      }}
      difference={async (from, to) => (await api.get('/routing/difference', { query: { from, to } })).lines}
      load={async (version) => setRows(rowsOf((await api.get('/routing/versions/{version}', of(version))).rules))}
    >
      {({ acts, versions }) => (
        <>
          <LeaveGuard dirty={dirty} />
          <div className="page-head">
            <h1>{t('routing.title')}</h1>
            {acts}
            <p>{t('routing.lead')}</p>
          </div>
          {book.leftOut.some((remark) => remark.severity === 'error') && (
            <div className="routing-left-out" role="alert">
              <strong>{t('routing.leftOut', { version: book.liveVersion })}</strong>
              <ul>
                {book.leftOut
                  .filter((remark) => remark.severity === 'error')
                  .map((remark, index) => (
                    <li key={index}>
                      {t('routing.ofRule', { place: remark.rule + 1 })} {remark.text}
                    </li>
                  ))}
              </ul>
            </div>
          )}
          <div className="routing">
            <div className="routing-rules">
              {rows.length === 0 && (
                <Empty title={t('routing.empty')} hint={t('routing.emptyHint')}>
                  <ol className="routing-teach">
                    {['where', 'hard', 'soon', 'known', 'try'].map((each) => (
                      <li key={each}>{t(`routing.teach.${each}`)}</li>
                    ))}
                  </ol>
                </Empty>
              )}
              {rows.length > 0 && (
                <div role="status" className="routing-check">
                  {checking ? (
                    <span className="muted">{t('routing.checking')}</span>
                  ) : errors > 0 ? (
                    <StatePill state="bad">{t('routing.errors', { count: errors })}</StatePill>
                  ) : (
                    <StatePill state="good">{t('routing.fine')}</StatePill>
                  )}
                  {warnings > 0 && <StatePill state="warn">{t('routing.warnings', { count: warnings })}</StatePill>}
                </div>
              )}
              <RuleList rows={rows} book={book} remarks={remarks} editable={editable} change={setRows} />
            </div>
            <div className="routing-side">
              <TrialPanel version={book.latestVersion} dirty={dirty} />
              {book.versions.length > 0 && versions}
            </div>
          </div>
        </>
      )}
    </DefinitionLife>
  );
}
