import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, ConfigProvider, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { draft } from '@/lib/draft';
import { useHistory } from '@/lib/history';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { DefinitionLife } from '@/ui/definition-life';
import type { Form } from '@/ui/forms/model';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { LeaveGuard } from '@/ui/records/leave-guard';
import { Skeleton } from '@/ui/skeleton';
import { itemAt, sameForm, whole, type Edited, type Place } from './edits';
import { Findings } from './findings';
import './form-editor.css';
import { forms, useChecked, useForm, type FormPage } from './forms-query';
import { Outline } from './outline';
import { Preview } from './preview';
import { Properties } from './properties';

export function FormEditorPage() {
  const { code = '' } = useParams();
  const { data, error, isPending, refetch } = useForm(code);
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={10} /> : null;
  return <Editor key={`${code} ${data.latest.version}`} page={data} />;
}

type Kept = { base: number; form: Form };

/** What was not saved when the page went away. */
function unsaved(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(draft.read(key) ?? 'null') as Kept | null;
    return kept && Array.isArray(kept.form?.sections) ? kept : undefined;
  } catch {
    return undefined; // written by another version of this page
  }
}

const panes = ['outline', 'preview', 'properties'] as const;

function Editor({ page }: { page: FormPage }) {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const editable = useCan('forms.edit');
  const mayApprove = useCan('forms.approve');
  const key = `form.${page.code}`;
  const saved = page.latest.form;
  const [kept, setKept] = useState(() => unsaved(key));
  const { now, change, undo, redo, canUndo, canRedo } = useHistory<Form>(() => kept?.form ?? saved);
  const [place, setPlace] = useState<Place>(whole);
  const [pane, setPane] = useState<(typeof panes)[number]>('outline');
  const { form, findings, checking } = useChecked(now);
  const dirty = !sameForm(now, saved);
  const base = kept?.base ?? page.latest.version;
  useEffect(() => {
    if (dirty) draft.keep(key, JSON.stringify({ base, form: now } satisfies Kept));
    else draft.forget(key);
  }, [dirty, key, base, now]);
  const took = (edited: Edited) => {
    change(edited.form);
    setPlace(edited.place);
  };
  const group = t('forms.title');
  useShortcut('Ctrl+Z', t('forms.edit.undo'), group, undo, editable && canUndo);
  useShortcut('Ctrl+Shift+Z', t('forms.edit.redo'), group, redo, editable && canRedo);
  const pick = (to: Place) => {
    setPlace(to);
    setPane('properties');
  };
  const pickCode = (code: string) => {
    form.sections.forEach((section, at) => {
      const item = section.items.findIndex((each) => each.code === code);
      if (item >= 0) pick({ at: 'item', section: at, item });
      else if (section.code === code) pick({ at: 'section', section: at });
    });
  };
  const renew = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['form', page.code] }),
      queries.invalidateQueries({ queryKey: ['list', '/forms'] }),
    ]);
  const errors = findings.some((finding) => finding.severity === 'error');
  const picked =
    place.at === 'item'
      ? itemAt(form, place)?.code
      : place.at === 'section'
        ? form.sections[place.section]?.code
        : undefined;
  return (
    <DefinitionLife
      versions={page.versions}
      latest={page.latest.version}
      live={page.liveVersion}
      dirty={dirty}
      held={checking || errors}
      mayEdit={editable}
      mayApprove={mayApprove}
      save={async (reason) => {
        await forms.draft(page.code, base, now, reason);
        draft.forget(key);
        setKept(undefined);
        await renew();
      }}
      ends
      approve={async (version, reason, from, to) => {
        await forms.approve(page.code, version, reason, from, to);
        await renew();
      }}
      retire={async (version, reason) => {
        await forms.retire(page.code, version, reason);
        await renew();
      }}
      takeBack={async (version, reason) => {
        await forms.takeBack(page.code, version, reason);
        await renew();
      }}
      difference={(from, to) => forms.difference(page.code, from, to)}
      load={async (version) => {
        change((await forms.version(page.code, version)).form);
        setPlace(whole);
      }}
    >
      {({ acts, versions }) => (
        <>
          <LeaveGuard dirty={dirty} />
          <div className="page-head">
            <div style={{ marginRight: 'auto' }}>
              <Link to="/settings/forms">← {t('forms.back')}</Link>
              <h1>
                {say(page.name) || page.code} <span className="muted mono form-code">{page.code}</span>
              </h1>
            </div>
            {acts}
          </div>
          {kept && dirty && (
            <Alert
              type={kept.base === page.latest.version ? 'info' : 'warning'}
              showIcon
              className="form-kept"
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
          <Segmented
            className="form-panes"
            aria-label={t('forms.edit.panes')}
            block
            value={pane}
            options={panes.map((each) => ({ value: each, label: t(`forms.pane.${each}`) }))}
            onChange={setPane}
          />
          <div className="form-editor" data-pane={pane}>
            <div className="form-left">
              <Panel title={t('forms.pane.outline')} flush>
                <Outline
                  form={form}
                  place={place}
                  findings={findings}
                  editable={editable}
                  pick={pick}
                  change={took}
                  undo={canUndo ? undo : undefined}
                  redo={canRedo ? redo : undefined}
                />
              </Panel>
            </div>
            <div className="form-middle">
              <Preview form={form} pick={pickCode} picked={picked} />
            </div>
            <div className="form-right">
              <Panel title={t(`forms.edit.chosen.${place.at}`)}>
                <ConfigProvider componentDisabled={!editable}>
                  <div className="properties">
                    <Properties key={JSON.stringify(place)} form={form} place={place} change={change} pick={pick} />
                  </div>
                </ConfigProvider>
              </Panel>
              <Findings
                form={form}
                findings={findings}
                checking={checking}
                editable={editable}
                pick={pick}
                change={change}
              />
              {versions}
            </div>
          </div>
        </>
      )}
    </DefinitionLife>
  );
}
