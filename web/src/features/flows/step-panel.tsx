import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '@/lib/session';
import { FieldControl, GroupFields, Labelled } from './controls';
import { useDesk } from './editor-desk';
import { FindingsAt } from './finding-list';
import { isCode } from './flow-edits';
import { leadingTo, usesOf, type Step } from './flow-model';
import { fitting, flowKinds, kindNamed } from './step-kinds';
import { fieldName, kindHint, kindName, outletName } from './step-words';
import { isGroup } from './yaml-write';

/** The id of a step: changed when it is left, wherever it is named. */
function IdField({ step, rename }: { step: Step; rename: (to: string) => void }) {
  const desk = useDesk();
  const { t } = useWords();
  const [id, setId] = useState(step.id);
  const taken = id !== step.id && desk.flow.steps.some((each) => each.id === id);
  const good = isCode(id) && !taken;
  const done = () => {
    if (good && id !== step.id) rename(id);
  };
  return (
    <Labelled label={t('flows.edit.id')} required path={[]}>
      {(field) => (
        <>
          <Input
            id={field}
            className="mono"
            value={id}
            maxLength={60}
            spellCheck={false}
            {...(!good && { status: 'error' as const })}
            aria-invalid={!good}
            onChange={(event) => setId(event.target.value)}
            onBlur={done}
            onPressEnter={done}
          />
          {!good && <div className="field-finding">{t(taken ? 'flows.edit.taken' : 'flows.edit.notACode')}</div>}
        </>
      )}
    </Labelled>
  );
}

/** Everything a step holds, each with its own control; below it, where it leads and what leads to it. */
export function StepPanel({ step, rename }: { step: Step; rename: (to: string) => void }) {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const kind = kindNamed(step.kind);
  const value = isGroup(step.value) ? step.value : {};
  const base = ['steps', step.id] as const;
  const own = kind?.fields.find((field) => field.name === step.kind);
  const others = kind?.fields.filter((field) => field !== own && field.control.is !== 'step') ?? [];
  const ways = kind?.fields.filter((field) => field.control.is === 'step') ?? [];
  const sources = leadingTo(desk.flow, step.id);
  return (
    <>
      <p className="muted">{kindHint(words, step.kind)}</p>
      <IdField key={step.id} step={step} rename={rename} />
      {desk.findings.some((placed) => placed.step === step.id && placed.path.length <= 2) && <FindingsAt path={base} />}
      {!kind && <p className="muted">{t('flows.edit.raw')}</p>}
      {own && own.control.is === 'group' && !own.control.short ? (
        <GroupFields fields={own.control.fields} value={value[own.name]} path={[...base, own.name]} />
      ) : (
        own &&
        own.control.is !== 'nothing' && (
          <Labelled
            label={t(`flows.own.${own.name}`, { defaultValue: kindName(words, own.name) })}
            required
            path={[...base, own.name]}
          >
            {(id) => (
              <FieldControl
                control={own.control}
                value={value[own.name]}
                path={[...base, own.name]}
                label={kindName(words, own.name)}
                id={id}
              />
            )}
          </Labelled>
        )
      )}
      <GroupFields fields={others} value={value} path={base} />
      {ways.length > 0 && <h3>{t('flows.edit.ways')}</h3>}
      <GroupFields fields={ways} value={value} path={base} />
      {desk.editable && step.outlets.length > 0 && (
        <Labelled label={t('flows.edit.insertAfter')} path={[]}>
          {(id) => <InsertAfter id={id} step={step} />}
        </Labelled>
      )}
      <h3>{t('flows.edit.comesFrom')}</h3>
      {sources.length === 0 ? (
        <p className="muted">{t('flows.edit.fromNowhere')}</p>
      ) : (
        <ul className="step-sources">
          {sources.map((path) => {
            if (path[0] !== 'steps')
              return <li key={path.join()}>{t(path[0] === 'start' ? 'flows.edit.start' : 'flows.edit.fault')}</li>;
            const from = String(path[1]);
            const outlet = desk.flow.steps
              .flatMap((each) => each.outlets)
              .find((each) => each.path.join() === path.join());
            return (
              <li key={path.join()}>
                <Button size="small" type="link" onClick={() => desk.pick(from)}>
                  {from}
                </Button>
                <span className="muted">{outlet && outletName(words, outlet)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

/** The keyboard's way to put a step into a connection. */
function InsertAfter({ id, step }: { id: string; step: Step }) {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const [at, setAt] = useState(0);
  const outlet = step.outlets[Math.min(at, step.outlets.length - 1)]!;
  return (
    <div className="field-row">
      {step.outlets.length > 1 && (
        <Select
          aria-label={t('flows.edit.insertWay')}
          value={Math.min(at, step.outlets.length - 1)}
          popupMatchSelectWidth={false}
          options={step.outlets.map((each, value) => ({ value, label: outletName(words, each) }))}
          onChange={setAt}
        />
      )}
      <Select
        id={id}
        className="grow"
        aria-label={t('flows.edit.insertAfter')}
        placeholder={t('flows.edit.chooseKind')}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={null}
        options={fitting(desk.flow.kind).map((each) => ({ value: each.kind, label: kindName(words, each.kind) }))}
        onChange={(kind: string | null) => kind && desk.insert(outlet.path, kind)}
      />
    </div>
  );
}

/** What holds for the whole flow. */
export function WholePanel() {
  const desk = useDesk();
  const words = useWords();
  const { t } = words;
  const { flow } = desk;
  const steps = flow.steps.map((step) => ({ value: step.id, label: step.id }));
  const name = flow.tree.get('name', true) ? (flow.tree.toJS() as { name?: Record<string, string> }).name : {};
  return (
    <>
      <Labelled label={t('flows.name')} required path={['name']}>
        {() => <FieldControl control={{ is: 'texts' }} value={name ?? {}} path={['name']} label={t('flows.name')} />}
      </Labelled>
      <Labelled label={t('flows.edit.kind')} path={['kind']}>
        {(id) => (
          <Select
            id={id}
            value={flow.kind}
            options={flowKinds.map((each) => ({
              value: each,
              label: t(`flows.edit.kinds.${each}`, { defaultValue: each }),
            }))}
            onChange={(kind: string) => desk.set(['kind'], kind)}
          />
        )}
      </Labelled>
      <Labelled label={t('flows.edit.startsWith')} required path={['start']}>
        {(id) => (
          <Select
            id={id}
            showSearch
            value={flow.start}
            options={steps}
            onChange={(step: string) => desk.set(['start'], step)}
          />
        )}
      </Labelled>
      <Labelled label={t('flows.edit.onFault')} path={['on-fault']}>
        {(id) => (
          <Select
            id={id}
            showSearch
            allowClear
            placeholder={t('flows.edit.hangsUp')}
            value={flow.fault}
            options={steps}
            onChange={(step: string | undefined) => (step ? desk.set(['on-fault'], step) : desk.remove(['on-fault']))}
          />
        )}
      </Labelled>
    </>
  );
}

const types = ['text', 'number', 'truth', 'time', 'texts'] as const;

/** The flow's own variables, and the steps that set and read each. */
export function VariablesPanel({
  declare,
  undeclare,
}: {
  declare: (name: string, type: string) => void;
  undeclare: (name: string) => void;
}) {
  const desk = useDesk();
  const { t } = useWords();
  const [name, setName] = useState('');
  const uses = usesOf(desk.flow);
  const good =
    /^[a-z][A-Za-z0-9_]{0,39}(\.[a-z][A-Za-z0-9_]{0,39}){0,3}$/.test(name) && !uses.some((each) => each.name === name);
  const steps = (ids: string[]) =>
    ids.length === 0
      ? '–'
      : ids.map((id) => (
          <Button key={id} size="small" type="link" onClick={() => desk.pick(id)}>
            {id}
          </Button>
        ));
  return (
    <div className="variables">
      {uses.length === 0 && <p className="muted">{t('flows.edit.noVariables')}</p>}
      {uses.map((each) => (
        <div key={each.name} className="variable" role="group" aria-label={each.name}>
          <div className="field-row">
            <code className="grow">{each.name}</code>
            <Select
              aria-label={t('flows.edit.typeOf', { name: each.name })}
              size="small"
              value={each.type}
              disabled={!desk.editable}
              popupMatchSelectWidth={false}
              options={types.map((type) => ({ value: type, label: t(`flows.edit.type.${type}`) }))}
              onChange={(type) => declare(each.name, type)}
            />
            {desk.editable && (
              <Button
                type="text"
                size="small"
                aria-label={t('flows.edit.takeOut', { name: each.name })}
                onClick={() => undeclare(each.name)}
              >
                ×
              </Button>
            )}
          </div>
          <div>
            <span className="muted">{t('flows.edit.setIn')}</span> {steps(each.sets)}
          </div>
          <div>
            <span className="muted">{t('flows.edit.readIn')}</span> {steps(each.reads)}
          </div>
        </div>
      ))}
      {desk.editable && (
        <div className="field-row">
          <Input
            aria-label={t('flows.edit.newVariable')}
            placeholder={t('flows.edit.newVariable')}
            className="mono"
            size="small"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button
            size="small"
            disabled={!good}
            onClick={() => {
              declare(name, 'text');
              setName('');
            }}
          >
            {t('flows.edit.add')}
          </Button>
        </div>
      )}
      <p className="muted">{t('flows.edit.fieldsHint', { field: fieldName({ t, say: String }, 'set') })}</p>
    </div>
  );
}
