import { RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, ConfigProvider } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { draft } from '@/lib/draft';
import { useHistory } from '@/lib/history';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { DefinitionLife } from '@/ui/definition-life';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { useOptions } from '@/ui/records/lookups';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import './case-type.css';
import './cases.css';
import { StatePicture } from './state-picture';
import { doubts, sameType, type CaseTypeBody } from './type-edits';
import { EscalationSteps, Reasons, States, TypeBasics } from './type-parts';
import { caseTypes, useCaseType, useScripts, useTypeFindings, type TypePage } from './type-query';

export function CaseTypePage() {
  const { code = '' } = useParams();
  const { data, error, isPending, refetch } = useCaseType(code);
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Editor key={`${code} ${data.latest.version}`} page={data} />;
}

type Kept = { base: number; type: CaseTypeBody };

function unsaved(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(draft.read(key) ?? 'null') as Kept | null;
    return kept && Array.isArray(kept.type?.states) ? kept : undefined;
  } catch {
    return undefined; // written by another version of this page
  }
}

/** What a kind of case is, on one page: its states and their moves, its form, its times, and who is told when it is late. */
function Editor({ page }: { page: TypePage }) {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const editable = useCan('cases.configure');
  const key = `case-type.${page.code}`;
  const saved = page.latest.type;
  const [kept, setKept] = useState(() => unsaved(key));
  const { now, change, undo, redo, canUndo, canRedo } = useHistory<CaseTypeBody>(() => kept?.type ?? saved);
  const { findings, checking } = useTypeFindings(now);
  const { options: forms } = useOptions('/forms', 'code');
  const scripts = useScripts();
  const { options: teams } = useOptions('/teams');
  const { options: dispositions } = useOptions('/dispositions', 'code');
  const dirty = !sameType(now, saved);
  const base = kept?.base ?? page.latest.version;
  useEffect(() => {
    if (dirty) draft.keep(key, JSON.stringify({ base, type: now } satisfies Kept));
    else draft.forget(key);
  }, [dirty, key, base, now]);
  useShortcut('Ctrl+Z', t('forms.edit.undo'), t('cases.type.title'), undo, editable && canUndo);
  useShortcut('Ctrl+Shift+Z', t('forms.edit.redo'), t('cases.type.title'), redo, editable && canRedo);
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['case-type', page.code] }),
      queries.invalidateQueries({ queryKey: ['list', '/case-types'] }),
    ]);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return (
    <DefinitionLife
      versions={page.versions}
      latest={page.latest.version}
      live={page.liveVersion}
      dirty={dirty}
      held={checking || errors > 0}
      mayEdit={editable}
      mayApprove={editable}
      save={async (reason) => {
        await caseTypes.draft(page.code, base, now, reason);
        draft.forget(key);
        setKept(undefined);
        await renew();
      }}
      ends
      approve={async (version, reason, from, to) => {
        await caseTypes.approve(page.code, version, reason, from, to);
        await renew();
      }}
      retire={async (version, reason) => {
        await caseTypes.retire(page.code, version, reason);
        await renew();
      }}
      takeBack={async (version, reason) => {
        await caseTypes.takeBack(page.code, version, reason);
        await renew();
      }}
      difference={(from, to) => caseTypes.difference(page.code, from, to)}
      load={async (version) => change((await caseTypes.version(page.code, version)).type)}
    >
      {({ acts, versions }) => (
        <>
          <LeaveGuard dirty={dirty} />
          <div className="page-head">
            <div style={{ marginRight: 'auto' }}>
              <Link to="/settings/case-types">← {t('cases.type.back')}</Link>
              <h1>
                {say(now.name) || page.code} <span className="muted mono type-head-code">{page.code}</span>
              </h1>
            </div>
            {editable && (
              <span>
                <Button
                  type="text"
                  aria-label={t('forms.edit.undo')}
                  title={t('forms.edit.undo')}
                  icon={<UndoOutlined />}
                  disabled={!canUndo}
                  onClick={undo}
                />
                <Button
                  type="text"
                  aria-label={t('forms.edit.redo')}
                  title={t('forms.edit.redo')}
                  icon={<RedoOutlined />}
                  disabled={!canRedo}
                  onClick={redo}
                />
              </span>
            )}
            {acts}
          </div>
          {kept && dirty && (
            <Alert
              type={kept.base === page.latest.version ? 'info' : 'warning'}
              showIcon
              style={{ marginBottom: 12 }}
              title={t(kept.base === page.latest.version ? 'forms.kept' : 'forms.keptOld', {
                version: kept.base,
                latest: page.latest.version,
              })}
              action={
                <Button
                  size="small"
                  onClick={() => {
                    setKept(undefined);
                    change(saved);
                  }}
                >
                  {t('forms.fill.discard')}
                </Button>
              }
            />
          )}
          <div className="type-editor">
            <div>
              <ConfigProvider componentDisabled={!editable}>
                <Panel title={t('cases.type.basics')}>
                  <TypeBasics
                    type={now}
                    change={change}
                    forms={forms}
                    scripts={scripts}
                    teams={teams}
                    dispositions={dispositions}
                  />
                </Panel>
                <Panel title={t('cases.type.reasons')}>
                  <Reasons type={now} change={change} />
                </Panel>
                <Panel title={t('cases.type.escalation')}>
                  <EscalationSteps type={now} change={change} />
                </Panel>
              </ConfigProvider>
            </div>
            <div>
              <Panel title={t('cases.type.picture')} flush>
                <StatePicture type={now} />
              </Panel>
              <Panel title={t('cases.type.states')}>
                <ConfigProvider componentDisabled={!editable}>
                  <States type={now} change={change} />
                </ConfigProvider>
              </Panel>
              <Panel
                title={t('flows.findings')}
                extra={checking && <span className="muted">{t('flows.checking')}</span>}
              >
                <div role="status">
                  <ul className="type-findings">
                    {findings.map((finding, index) => (
                      <li key={index}>
                        <StatePill state={finding.severity === 'error' ? 'bad' : 'warn'}>{finding.message}</StatePill>
                      </li>
                    ))}
                    {doubts(now).map(({ state, key: doubt }) => (
                      <li key={`${doubt} ${state.code}`}>
                        <StatePill state="warn">
                          {t(`cases.type.${doubt}`, { state: say(state.name) || state.code })}
                        </StatePill>
                      </li>
                    ))}
                    {errors === 0 && (
                      <li>
                        <StatePill state="good">{t('cases.type.fine')}</StatePill>
                      </li>
                    )}
                  </ul>
                </div>
              </Panel>
              {versions}
            </div>
          </div>
        </>
      )}
    </DefinitionLife>
  );
}
