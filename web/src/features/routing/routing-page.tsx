import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { api } from '@/api/client';
import type { RoutingBook, RoutingRemark } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { VersionList } from '@/ui/version-list';
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

type Asking = { what: 'save' } | { what: 'approve' | 'retire'; version: number };

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
  const { message } = App.useApp();
  const queries = useQueryClient();
  const editable = useCan('routing.edit');
  const [stored] = useState(() => rowsOf(book.rules));
  const [rows, setRows] = useState(stored);
  const [asking, setAsking] = useState<Asking>();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const dirty = rows !== stored;
  const { remarks, checking } = useChecked(book, rows, dirty);
  const errors = remarks.filter((remark) => remark.severity === 'error').length;
  const warnings = remarks.length - errors;
  const ask = (next: Asking) => {
    setReason('');
    setProblem(undefined);
    setAsking(next);
  };
  useShortcut('Ctrl+S', t('routing.save'), t('routing.title'), () => dirty && ask({ what: 'save' }), editable);
  const confirm = async () => {
    if (!asking) return;
    try {
      if (asking.what === 'save')
        await api.put('/routing', { body: { baseVersion: book.latestVersion, rules: rulesOf(rows), reason } });
      else if (asking.what === 'approve')
        await api.post('/routing/versions/{version}/approve', { path: { version: asking.version }, body: { reason } });
      else
        await api.post('/routing/versions/{version}/retire', { path: { version: asking.version }, body: { reason } });
      setAsking(undefined);
      void message.success(t('common.saved'));
      await queries.invalidateQueries({ queryKey: ['routing'] });
    } catch (cause) {
      setProblem(cause);
    }
  };
  const load = async (version: number) => {
    try {
      setRows(rowsOf((await api.get('/routing/versions/{version}', { path: { version } })).rules));
      void message.info(t('routing.loaded', { version }));
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  return (
    <>
      <LeaveGuard dirty={dirty} />
      <div className="page-head">
        <h1>{t('routing.title')}</h1>
        <span className="muted">
          {book.liveVersion === undefined ? t('routing.noneLive') : t('routing.live', { version: book.liveVersion })}
        </span>
        {editable && (
          <Button
            type={dirty ? 'primary' : 'default'}
            disabled={!dirty}
            onClick={() => ask({ what: 'save' })}
            aria-keyshortcuts="Control+S"
          >
            {t('routing.save')}
          </Button>
        )}
        {editable && book.state === 'draft' && (
          <Button
            type={dirty ? 'default' : 'primary'}
            disabled={dirty || errors > 0}
            onClick={() => ask({ what: 'approve', version: book.latestVersion })}
          >
            {t('routing.approve', { version: book.latestVersion })}
          </Button>
        )}
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
          <Panel title={t('routing.versions')} flush>
            {book.versions.length === 0 && <p className="rule-hint muted">{t('routing.noVersions')}</p>}
            <VersionList
              versions={book.versions}
              title={(version) => t('routing.version', { version })}
              state={({ version, state }) => {
                const live = version === book.liveVersion;
                return {
                  tone: live ? 'good' : state === 'draft' ? 'warn' : 'off',
                  words: t(`routing.state.${live ? 'live' : state === 'approved' ? 'earlier' : state}`),
                };
              }}
              actions={(each) => (
                <>
                  {editable && each.version !== book.latestVersion && (
                    <Button size="small" type="text" onClick={() => void load(each.version)}>
                      {t('routing.load')}
                    </Button>
                  )}
                  {editable && each.version === book.liveVersion && (
                    <Button
                      size="small"
                      type="text"
                      danger
                      onClick={() => ask({ what: 'retire', version: each.version })}
                    >
                      {t('routing.retire')}
                    </Button>
                  )}
                </>
              )}
            />
          </Panel>
        </div>
      </div>
      <Modal
        open={asking !== undefined}
        title={
          asking &&
          (asking.what === 'save'
            ? t('routing.saveTitle')
            : asking.what === 'approve'
              ? t('routing.approve', { version: asking.version })
              : t('routing.retireTitle', { version: asking.version }))
        }
        okText={t('common.save')}
        okButtonProps={{ disabled: reason.trim().length < 3 }}
        onCancel={() => setAsking(undefined)}
        onOk={() => void confirm()}
      >
        <ProblemNote error={problem} />
        {asking?.what === 'approve' && <p>{t('routing.approveHint')}</p>}
        {asking?.what === 'retire' && <p>{t('routing.retireHint')}</p>}
        <label htmlFor="routing-reason">{t('routing.reason')}</label>
        <Input
          id="routing-reason"
          autoFocus
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => reason.trim().length >= 3 && void confirm()}
        />
        <p className="muted">{t('routing.reasonHint')}</p>
      </Modal>
    </>
  );
}
