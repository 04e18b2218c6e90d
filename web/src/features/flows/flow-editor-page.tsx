import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, ConfigProvider, Segmented, type InputRef } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import type { FlowCrowd, FlowRecord, FlowTrial } from '@/api/contract';
import { draft } from '@/lib/draft';
import { languages } from '@/lib/languages';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { DefinitionLife } from '@/ui/definition-life';
import { ProblemNote } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { Skeleton } from '@/ui/skeleton';
import { Tabs } from '@/ui/tabs';
import { CrowdPanel, overlayOf } from './crowd-panel';
import { DeskContext, type Desk } from './editor-desk';
import { FindingList } from './finding-list';
import { FlowCanvas } from './flow-canvas';
import { FlowDifference } from './flow-difference';
import * as edits from './flow-edits';
import type { Outlet, Placed } from './flow-model';
import { stepNamed } from './flow-model';
import { removed, set, swapped, treeOf, placeOf, offsetOf } from './flow-text';
import { FlowTrialPanel } from './flow-trial';
import './flows.css';
import { mendOf } from './mends';
import { heatOverlay, HeatPanel, useHeat, usualSpan, type Span } from './heat-panel';
import { Outline, Palette } from './side-lists';
import { StepPanel, VariablesPanel, WholePanel } from './step-panel';
import { builtIn } from './simple-condition';
import { useFlowText } from './use-flow-text';
import { VoiceTrial } from './voice-trial';
import { YamlEditor } from './yaml-editor';
import type { Plain } from './yaml-write';

export function FlowEditorPage() {
  const { code = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['flow', code],
    queryFn: () => api.get('/flows/{code}', { path: { code } }),
  });
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Editor key={`${code}-${data.latestVersion}`} record={data} />;
}

const carriedKey = 'flow-steps';
const sides = ['add', 'steps', 'variables'] as const;
const panes = ['lists', 'canvas', 'details'] as const;
type Tab = 'properties' | 'text' | 'findings' | 'try' | 'runs' | 'figures' | 'versions';

function Editor({ record }: { record: FlowRecord }) {
  const words = useWords();
  const { t, say } = words;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const editable = useCan('flows.edit');
  const mayApprove = useCan('flows.approve');
  const work = useFlowText(record);
  const { text, flow, selected, select, act, write, findings } = work;
  const [side, setSide] = useState<(typeof sides)[number]>('add');
  const [pane, setPane] = useState<(typeof panes)[number]>('canvas');
  const [tab, setTab] = useState<Tab>('properties');
  const [trial, setTrial] = useState<FlowTrial>();
  const [into, setInto] = useState<Outlet>();
  const [spoken, setSpoken] = useState<{ path: string[]; at: string | undefined }>();
  const heard = useCallback((path: string[], at: string | undefined) => setSpoken({ path, at }), []);
  const [crowd, setCrowd] = useState<{ of: string; figures: FlowCrowd }>();
  const [version, setVersion] = useState(record.liveVersion ?? record.versions.at(0)?.version);
  const [span, setSpan] = useState<Span>(usualSpan);
  const mayCount = useCan('interactions.view');
  const heat = useHeat(record, version, span, tab === 'figures');
  const field = useRef<HTMLTextAreaElement>(null);
  const searchField = useRef<InputRef>(null);
  const details = useRef<HTMLDivElement>(null);
  const language = languages.find((each) => each === words.language) ?? 'en';
  const errors = findings.filter(({ finding }) => finding.severity === 'error').length;
  const free = editable && !work.broken;
  const step = selected.length === 1 ? stepNamed(flow, selected[0]) : undefined;

  const group = t('flows.title');
  useShortcut('Ctrl+Z', t('forms.edit.undo'), group, work.undo, editable && work.canUndo);
  useShortcut('Ctrl+Shift+Z', t('forms.edit.redo'), group, work.redo, editable && work.canRedo);
  useShortcut('Ctrl+Y', t('forms.edit.redo'), group, work.redo, editable && work.canRedo);
  const find = () => {
    setSide('steps');
    setPane('lists');
    requestAnimationFrame(() => searchField.current?.focus());
  };
  useShortcut('/', t('flows.edit.find'), group, find);

  const pick = (id: string) => {
    select([id]);
    setInto(undefined);
    if (tab === 'text') goToPath(['steps', id]);
  };
  const edit = () => {
    setTab('properties');
    setPane('details');
    requestAnimationFrame(() => details.current?.querySelector<HTMLElement>('.field input, .field textarea')?.focus());
  };
  const goTo = (from: number, to: number, focus: boolean) => {
    const area = field.current;
    if (!area) return;
    if (focus) {
      area.focus();
      area.setSelectionRange(from, to);
    }
    const line = text.slice(0, from).split('\n').length;
    area.closest('.yaml')?.scrollTo({ top: Math.max(0, (line - 6) * 20) });
  };
  const goToPath = (path: readonly string[]) => {
    const tree = treeOf(text);
    const place = tree && placeOf(text, tree, path);
    if (place) goTo(place.key?.from ?? place.from, place.to, false);
  };
  const goToFinding = (placed: Placed) => {
    if (placed.step && stepNamed(flow, placed.step)) {
      select([placed.step]);
      setTab('properties');
    } else {
      setTab('text');
      requestAnimationFrame(() => {
        const from = offsetOf(text, placed.finding.line, placed.finding.column);
        const end = text.indexOf('\n', from);
        goTo(from, end < 0 ? text.length : end, true);
      });
    }
  };

  const insert = (kind: string) => {
    const only = selected.length === 1 ? stepNamed(flow, selected[0]) : undefined;
    const on =
      into ?? only?.outlets.find((outlet) => outlet.name === 'next' && outlet.detail === '') ?? only?.outlets[0];
    act((now) => edits.inserted(now, kind, language, { on }));
    setInto(undefined);
    setTab('properties');
  };
  const remove = (ids: readonly string[]) => act((now) => edits.deleted(now, ids));
  const copy = (cut: boolean) => {
    draft.keep(carriedKey, JSON.stringify(edits.carried(flow, selected)));
    if (cut) remove(selected);
  };
  const paste = () => {
    try {
      const steps = JSON.parse(draft.read(carriedKey) ?? '{}') as Record<string, Plain>;
      act((now) => edits.pasted(now, steps));
    } catch {
      draft.forget(carriedKey);
    }
  };
  const desk: Desk = {
    flow,
    editable: free,
    clientId: record.clientId ?? undefined,
    findings,
    names: [...Object.keys(flow.variables), ...Object.keys(builtIn)],
    set: (path, value) => act((now) => set(now.text, path, value), `set ${path.join('/')}`),
    remove: (path) =>
      act((now) => removed(now.text, path, { least: path[0] === 'steps' ? 3 : 1 }), `set ${path.join('/')}`),
    swap: (list, one, other) => act((now) => swapped(now.text, list, one, other)),
    repair: (finding) => act((now) => mendOf(now, finding)?.edit(now) ?? now.text),
    pick,
    insert: (path, kind) =>
      act((now) => {
        const on = now.steps.flatMap((each) => each.outlets).find((each) => each.path.join() === path.join());
        return edits.inserted(now, kind, language, { on });
      }),
    openFlow: (code) =>
      void navigate(`/settings/flows/${encodeURIComponent(code)}?from=${encodeURIComponent(record.code)}`),
  };

  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['flow', record.code] }),
      queries.invalidateQueries({ queryKey: ['list', '/flows'] }),
    ]);
  const decide =
    (what: 'approve' | 'retire' | 'take-back') =>
    async (version: number, reason: string, validFrom?: string, validTo?: string) => {
      await api.post(`/flows/{code}/versions/{version}/${what}`, {
        path: { code: record.code, version },
        body: { reason, ...(validFrom && { validFrom }), ...(validTo && { validTo }) },
      });
      await renew();
    };
  const marked = useMemo(() => {
    const tree = treeOf(text);
    const place = tree && step && placeOf(text, tree, ['steps', step.id]);
    if (!place) return undefined;
    const lineOf = (at: number) => text.slice(0, at).split('\n').length;
    return { from: lineOf(place.key?.from ?? place.from), to: lineOf(place.to) };
  }, [text, step]);
  const caret = (at: number) => {
    const found = flow.steps.find((each) => {
      const place = placeOf(text, flow.tree, ['steps', each.id]);
      return place && (place.key?.from ?? place.from) <= at && at <= place.to;
    });
    if (found && !work.broken && selected.join() !== found.id) select([found.id]);
  };
  const where = into
    ? t('flows.edit.into', { step: String(into.path[1]), target: into.target ?? '' })
    : step
      ? t('flows.edit.behind', { step: step.id })
      : t('flows.edit.loose');
  const from = search.get('from');
  const { steps: passed, standing } = heat;
  const overlay = useMemo(
    () =>
      tab === 'figures'
        ? heatOverlay(passed, standing, words)
        : tab === 'runs' && crowd
          ? overlayOf(crowd.figures, words)
          : undefined,
    [tab, crowd, passed, standing, words],
  );

  return (
    <DefinitionLife
      versions={record.versions}
      latest={record.latestVersion}
      live={record.liveVersion}
      dirty={work.dirty}
      held={work.checking || errors > 0}
      mayEdit={editable}
      mayApprove={mayApprove}
      save={async (reason) => {
        await api.put('/flows/{code}', {
          path: { code: record.code },
          body: { baseVersion: work.base, yaml: text, reason },
        });
        work.saved();
        await renew();
      }}
      ends
      approve={decide('approve')}
      retire={decide('retire')}
      takeBack={decide('take-back')}
      difference={async (one, other) =>
        (await api.get('/flows/{code}/diff', { path: { code: record.code }, query: { from: one, to: other } })).lines
      }
      picture={(one, other) => <FlowDifference code={record.code} from={one} to={other} />}
      load={async (version) =>
        write((await api.get('/flows/{code}/versions/{version}', { path: { code: record.code, version } })).yaml)
      }
    >
      {({ acts, versions }) => (
        <DeskContext value={desk}>
          <LeaveGuard dirty={work.dirty} />
          <div className="page-head">
            <div style={{ marginRight: 'auto' }}>
              <Link to={from ? `/settings/flows/${encodeURIComponent(from)}` : '/settings/flows'}>
                ← {from ? t('flows.edit.backTo', { flow: from }) : t('flows.back')}
              </Link>
              <h1>
                {say(record.name) || record.code} <span className="muted mono head-code">{record.code}</span>
              </h1>
            </div>
            {acts}
          </div>
          {work.kept && (
            <Alert
              type={work.kept.base === record.latestVersion ? 'info' : 'warning'}
              showIcon
              title={t(work.kept.base === record.latestVersion ? 'forms.kept' : 'forms.keptOld', {
                version: work.kept.base,
                latest: record.latestVersion,
              })}
              action={
                <Button size="small" onClick={work.discard}>
                  {t('forms.fill.discard')}
                </Button>
              }
            />
          )}
          {work.broken && <Alert type="warning" showIcon title={t('flows.edit.broken')} />}
          <Segmented
            className="flow-panes"
            block
            aria-label={t('forms.edit.panes')}
            value={pane}
            options={panes.map((each) => ({ value: each, label: t(`flows.edit.pane.${each}`) }))}
            onChange={setPane}
          />
          <div className="flow-editor" data-pane={pane} data-tab={tab}>
            <section className="flow-lists panel" aria-label={t('flows.edit.pane.lists')}>
              <Segmented
                block
                size="small"
                aria-label={t('flows.edit.pane.lists')}
                value={side}
                options={sides.map((each) => ({ value: each, label: t(`flows.edit.side.${each}`) }))}
                onChange={setSide}
              />
              <ConfigProvider componentDisabled={false}>
                {side === 'add' &&
                  (free ? (
                    <Palette flow={flow.kind} insert={insert} where={where} />
                  ) : (
                    <p className="muted">{t('flows.edit.readOnly')}</p>
                  ))}
                {side === 'steps' && (
                  <Outline
                    flow={flow}
                    findings={findings}
                    selected={selected}
                    pick={pick}
                    edit={edit}
                    remove={(id) => free && remove([id])}
                    search={searchField}
                  />
                )}
                {side === 'variables' && (
                  <VariablesPanel
                    declare={(name, type) => act((now) => edits.declared(now, name, type))}
                    undeclare={(name) => act((now) => edits.undeclared(now, name))}
                  />
                )}
              </ConfigProvider>
            </section>
            <section className="flow-middle panel" aria-label={t('flows.picture')}>
              <div className="flow-tools" role="toolbar" aria-label={t('flows.edit.tools')}>
                <Button size="small" disabled={!work.canUndo} onClick={work.undo} aria-keyshortcuts="Control+Z">
                  {t('flows.edit.undo')}
                </Button>
                <Button size="small" disabled={!work.canRedo} onClick={work.redo} aria-keyshortcuts="Control+Y">
                  {t('flows.edit.redo')}
                </Button>
                <Button size="small" disabled={!free || !flow.tree.has('layout')} onClick={() => act(edits.arranged)}>
                  {t('flows.edit.arrange')}
                </Button>
                <Button
                  size="small"
                  disabled={!free || selected.length === 0}
                  onClick={() => act((now) => edits.duplicated(now, selected))}
                >
                  {t('flows.edit.duplicate')}
                </Button>
                <Button size="small" disabled={selected.length === 0} onClick={() => copy(false)}>
                  {t('flows.edit.copy')}
                </Button>
                <Button size="small" disabled={!free} onClick={paste}>
                  {t('flows.edit.paste')}
                </Button>
                <Button size="small" disabled={!free || selected.length === 0} onClick={() => remove(selected)}>
                  {t('flows.edit.remove')}
                </Button>
              </div>
              <FlowCanvas
                label={t('flows.edit.canvasOf', { flow: say(record.name) || record.code, count: flow.steps.length })}
                flow={flow}
                findings={findings}
                selected={selected}
                select={(ids) => {
                  select(ids);
                  setInto(undefined);
                  if (ids.length === 1 && tab === 'text') goToPath(['steps', ids[0]!]);
                }}
                editable={free}
                overlay={overlay}
                path={tab === 'try' ? (spoken?.path ?? trial?.path) : undefined}
                at={tab === 'try' ? (spoken ? spoken.at : (trial?.at ?? undefined)) : undefined}
                move={(places) => act((now) => edits.moved(now.text, places))}
                connect={(outlet, target) => act((now) => edits.connected(now, outlet, target))}
                disconnect={(outlet) => act((now) => edits.disconnected(now, outlet))}
                drop={(kind, at) => act((now) => edits.inserted(now, kind, language, { at }))}
                insertOn={(outlet) => {
                  setInto(outlet);
                  setSide('add');
                  setPane('lists');
                }}
                remove={remove}
                edit={edit}
                copy={copy}
                paste={paste}
                duplicate={() => act((now) => edits.duplicated(now, selected))}
                search={find}
              />
            </section>
            <section className="flow-details panel" aria-label={t('flows.edit.pane.details')} ref={details}>
              <Tabs<Tab>
                label={t('flows.edit.tabs')}
                active={tab}
                change={setTab}
                items={[
                  {
                    key: 'properties',
                    label: t('flows.edit.tab.properties'),
                    children: (
                      <ConfigProvider componentDisabled={!free}>
                        <div className="step-panel">
                          {step ? (
                            <StepPanel
                              key={step.id}
                              step={step}
                              rename={(to) => act((now) => edits.renamed(now, step.id, to))}
                            />
                          ) : selected.length > 1 ? (
                            <p className="muted">{t('flows.edit.several', { count: selected.length })}</p>
                          ) : (
                            <WholePanel />
                          )}
                        </div>
                      </ConfigProvider>
                    ),
                  },
                  {
                    key: 'text',
                    label: t('flows.edit.tab.text'),
                    children: (
                      <>
                        <p className="muted" id="yaml-hint">
                          {t('flows.editorHint')}
                        </p>
                        <YamlEditor
                          value={text}
                          onChange={(next) => write(next, 'typing')}
                          findings={findings.map(({ finding }) => finding)}
                          readOnly={!editable}
                          field={field}
                          marked={marked}
                          onCaret={caret}
                        />
                      </>
                    ),
                  },
                  {
                    key: 'findings',
                    label: (
                      <span data-bad={errors > 0 || undefined}>
                        {t('flows.findings')} {findings.length > 0 && `(${findings.length})`}
                      </span>
                    ),
                    children: <FindingList findings={findings} go={goToFinding} />,
                  },
                  {
                    key: 'try',
                    label: t('flows.try.title'),
                    children: (
                      <>
                        <FlowTrialPanel
                          code={record.code}
                          yaml={text}
                          clientId={record.clientId ?? undefined}
                          trial={trial}
                          setTrial={(next) => {
                            setSpoken(undefined);
                            setTrial(next);
                          }}
                        />
                        {editable && <VoiceTrial yaml={text} clientId={record.clientId ?? undefined} heard={heard} />}
                      </>
                    ),
                  },
                  {
                    key: 'runs',
                    label: t('flows.edit.tab.runs'),
                    children: (
                      <CrowdPanel
                        flow={flow}
                        clientId={record.clientId ?? undefined}
                        crowd={crowd}
                        setCrowd={setCrowd}
                      />
                    ),
                  },
                  ...(mayCount
                    ? [
                        {
                          key: 'figures' as const,
                          label: t('flows.edit.tab.figures'),
                          children: (
                            <HeatPanel
                              record={record}
                              version={version}
                              setVersion={setVersion}
                              span={span}
                              setSpan={setSpan}
                              heat={heat}
                            />
                          ),
                        },
                      ]
                    : []),
                  { key: 'versions' as const, label: t('flows.versions'), children: versions },
                ]}
              />
            </section>
          </div>
        </DeskContext>
      )}
    </DefinitionLife>
  );
}
