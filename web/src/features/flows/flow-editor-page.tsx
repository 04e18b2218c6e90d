import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import type { DiffLine, Finding, FlowRecord, FlowTrial, FlowVersion, Picture } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Panel } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { VersionList } from '@/ui/version-list';
import { FlowPicture } from './flow-picture';
import { FlowTrialPanel } from './flow-trial';
import './flows.css';
import { YamlEditor } from './yaml-editor';

type Checked = { yaml: string; findings: Finding[]; picture: Picture };

/** Validation by the server, 0.6 s after the last key; the last good picture stays while the text is broken. */
function useChecked(flow: FlowRecord, yaml: string): { checked: Checked; checking: boolean } {
  const [checked, setChecked] = useState<Checked>({ yaml: flow.yaml, findings: flow.findings, picture: flow.picture });
  useEffect(() => {
    if (yaml === checked.yaml) return;
    let current = true;
    const timer = setTimeout(() => {
      api.post('/flows/validate', { body: { yaml, clientId: flow.clientId } }).then(
        (answer) =>
          current &&
          setChecked((before) => ({
            yaml,
            findings: answer.findings,
            picture: answer.picture?.nodes.length ? answer.picture : before.picture,
          })),
        () => undefined,
      );
    }, 600);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [yaml, checked.yaml, flow.clientId]);
  return { checked, checking: yaml !== checked.yaml };
}

type Asking = { what: 'save' } | { what: 'approve' | 'retire'; version: number };

export function FlowEditorPage() {
  const { code = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['flow', code],
    queryFn: () => api.get('/flows/{code}', { path: { code } }),
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Editor key={`${code}-${data.latestVersion}`} flow={data} />;
}

function Editor({ flow }: { flow: FlowRecord }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const editable = useCan('flows.edit');
  const mayApprove = useCan('flows.approve');
  const [yaml, setYaml] = useState(flow.yaml);
  const [asking, setAsking] = useState<Asking>();
  const [reason, setReason] = useState('');
  const [validFrom, setValidFrom] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [diff, setDiff] = useState<{ from: number; to: number; lines: DiffLine[] }>();
  const [trial, setTrial] = useState<FlowTrial>();
  const field = useRef<HTMLTextAreaElement>(null);
  const { checked, checking } = useChecked(flow, yaml);
  const dirty = yaml !== flow.yaml;
  const errors = checked.findings.filter((finding) => finding.severity === 'error').length;
  const warnings = checked.findings.length - errors;

  const goTo = useCallback((line: number, column = 1) => {
    const area = field.current;
    if (!area) return;
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(start + Math.max(0, column - 1), start + (lines[line - 1]?.length ?? 0));
    area.closest('.yaml')?.scrollTo({ top: Math.max(0, (line - 6) * 20) });
  }, []);
  const pick = useCallback(
    (id: string) => {
      const step = new RegExp(`^ +["']?${id.replace(/[^\w-]/g, '.')}["']?:( |$)`);
      const line = (field.current?.value ?? '').split('\n').findIndex((each) => step.test(each));
      if (line >= 0) goTo(line + 1);
    },
    [goTo],
  );
  useShortcut('Ctrl+S', t('flows.save'), t('flows.title'), () => dirty && setAsking({ what: 'save' }), editable);

  const ask = (next: Asking) => {
    setReason('');
    setValidFrom('');
    setProblem(undefined);
    setAsking(next);
  };
  const confirm = async () => {
    if (!asking) return;
    try {
      if (asking.what === 'save')
        await api.put('/flows/{code}', {
          path: { code: flow.code },
          body: { baseVersion: flow.latestVersion, yaml, reason },
        });
      else
        await api.post(`/flows/{code}/versions/{version}/${asking.what}`, {
          path: { code: flow.code, version: asking.version },
          body: { reason, ...(validFrom && { validFrom: new Date(validFrom).toISOString() }) },
        });
      setAsking(undefined);
      void message.success(t('common.saved'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['flow', flow.code] }),
        queries.invalidateQueries({ queryKey: ['list', '/flows'] }),
      ]);
    } catch (cause) {
      setProblem(cause);
    }
  };
  const compare = async ({ version }: FlowVersion) => {
    const from = version === flow.latestVersion ? (flow.liveVersion ?? Math.max(1, version - 1)) : version;
    try {
      const { lines } = await api.get('/flows/{code}/diff', {
        path: { code: flow.code },
        query: { from, to: flow.latestVersion },
      });
      setDiff({ from, to: flow.latestVersion, lines });
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  const load = async (version: number) => {
    try {
      setYaml((await api.get('/flows/{code}/versions/{version}', { path: { code: flow.code, version } })).yaml);
      void message.info(t('flows.loaded', { version }));
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  const newest = flow.versions.find((each) => each.version === flow.latestVersion);
  return (
    <>
      <LeaveGuard dirty={dirty} />
      <div className="page-head">
        <div style={{ marginRight: 'auto' }}>
          <Link to="/settings/flows">← {t('flows.back')}</Link>
          <h1>
            {say(flow.name) || flow.code} <span className="muted mono head-code">{flow.code}</span>
          </h1>
        </div>
        <span className="muted">{flow.liveVersion ? `${t('flows.live')} ${flow.liveVersion}` : t('flows.none')}</span>
        {editable && (
          <Button
            type={dirty ? 'primary' : 'default'}
            disabled={!dirty}
            onClick={() => ask({ what: 'save' })}
            aria-keyshortcuts="Control+S"
          >
            {t('flows.save')}
          </Button>
        )}
        {mayApprove && newest?.state === 'draft' && (
          <Button
            type={dirty ? 'default' : 'primary'}
            disabled={dirty || checking || errors > 0}
            onClick={() => ask({ what: 'approve', version: flow.latestVersion })}
          >
            {t('flows.approve', { version: flow.latestVersion })}
          </Button>
        )}
      </div>
      <div className="flow">
        <Panel
          title={t('flows.yaml')}
          flush
          extra={
            <span className="muted" id="yaml-hint">
              {t('flows.editorHint')}
            </span>
          }
        >
          <YamlEditor value={yaml} onChange={setYaml} findings={checked.findings} readOnly={!editable} field={field} />
        </Panel>
        <div className="flow-side">
          <Panel title={t('flows.picture')} flush>
            <FlowPicture picture={checked.picture} pick={pick} path={trial?.path} at={trial?.at} />
          </Panel>
          <FlowTrialPanel code={flow.code} yaml={yaml} clientId={flow.clientId} trial={trial} setTrial={setTrial} />
          <Panel
            title={t('flows.findings')}
            flush
            extra={checking && <span className="muted">{t('flows.checking')}</span>}
          >
            <div id="flow-findings" role="status" className="findings-head">
              {errors > 0 ? (
                <StatePill state="bad">{t('flows.errors', { count: errors })}</StatePill>
              ) : (
                <StatePill state="good">{t('flows.fine')}</StatePill>
              )}
              {warnings > 0 && <StatePill state="warn">{t('flows.warnings', { count: warnings })}</StatePill>}
            </div>
            <ul className="findings">
              {checked.findings.map((finding, index) => (
                <li key={index}>
                  <button type="button" onClick={() => goTo(finding.line, finding.column)}>
                    <StatePill state={finding.severity === 'error' ? 'bad' : 'warn'}>
                      <span className="sr-only">{t(`flows.${finding.severity}`)}</span>
                      {t('flows.line', { line: finding.line })}
                    </StatePill>
                    <span>{finding.message}</span>
                  </button>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('flows.versions')} flush>
            <VersionList
              versions={flow.versions}
              title={(version) => t('flows.version', { version })}
              state={({ state }) => ({
                tone: state === 'approved' ? 'good' : state === 'draft' ? 'warn' : 'off',
                words: t(`flows.state.${state}`),
              })}
              actions={(each) => (
                <>
                  {flow.versions.length > 1 && (
                    <Button size="small" type="text" onClick={() => void compare(each)}>
                      {t('flows.compare')}
                    </Button>
                  )}
                  {editable && each.version !== flow.latestVersion && (
                    <Button size="small" type="text" onClick={() => void load(each.version)}>
                      {t('flows.load')}
                    </Button>
                  )}
                  {mayApprove && each.version === flow.liveVersion && (
                    <Button
                      size="small"
                      type="text"
                      danger
                      onClick={() => ask({ what: 'retire', version: each.version })}
                    >
                      {t('records.retire')}
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
          (asking.what === 'save' ? t('flows.saveTitle') : t(`flows.${asking.what}`, { version: asking.version }))
        }
        okText={t('common.save')}
        okButtonProps={{ disabled: reason.trim().length < 3 }}
        onCancel={() => setAsking(undefined)}
        onOk={() => void confirm()}
      >
        <ProblemNote error={problem} />
        {asking?.what === 'approve' && <p>{t('flows.approveHint')}</p>}
        <label htmlFor="flow-reason">{t('flows.reason')}</label>
        <Input
          id="flow-reason"
          autoFocus
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => reason.trim().length >= 3 && void confirm()}
        />
        <p className="muted">{t('flows.reasonHint')}</p>
        {asking?.what === 'approve' && (
          <>
            <label htmlFor="flow-from">{t('flows.validFrom')}</label>
            <Input
              id="flow-from"
              type="datetime-local"
              value={validFrom}
              onChange={(event) => setValidFrom(event.target.value)}
            />
          </>
        )}
      </Modal>
      <Modal
        open={diff !== undefined}
        width={860}
        footer={null}
        title={diff && t('flows.compareTitle', diff)}
        onCancel={() => setDiff(undefined)}
      >
        <pre className="diff">
          {diff?.lines.map((line, index) => (
            <div key={index} data-kind={line.kind}>
              {line.kind === 'added' ? '+ ' : line.kind === 'removed' ? '− ' : '  '}
              {line.text}
            </div>
          ))}
        </pre>
      </Modal>
    </>
  );
}
