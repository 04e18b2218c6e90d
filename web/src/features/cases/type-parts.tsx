import { Button, Checkbox, Input, InputNumber, Select, Switch } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useWords } from '@/lib/session';
import { NamesInput } from '@/ui/records/names-input';
import {
  leads,
  stateMoved,
  told,
  withMove,
  withNewReason,
  withNewState,
  withoutState,
  withReason,
  withState,
  type CaseTypeBody,
} from './type-edits';

export type Change = (type: CaseTypeBody, step?: string) => void;
type Props = { type: CaseTypeBody; change: Change };

const units = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof units;

export function Blank({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="type-blank">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <p className="muted">{hint}</p>}
    </div>
  );
}

/** A time to work in, in the unit that suits it; kept in minutes. */
export function DueInput({
  id,
  label,
  value,
  change,
}: {
  id?: string;
  label: string;
  value: number | null | undefined;
  change: (minutes: number | null) => void;
}) {
  const { t } = useWords();
  const fits = (minutes: number): Unit => (minutes % 1440 === 0 ? 'days' : minutes % 60 === 0 ? 'hours' : 'minutes');
  const [unit, setUnit] = useState<Unit>(value ? fits(value) : 'hours');
  return (
    <span className="type-due">
      <InputNumber
        {...(id && { id })}
        aria-label={label}
        min={1}
        precision={0}
        placeholder="–"
        value={typeof value === 'number' ? value / units[unit] : null}
        onChange={(next) => change(typeof next === 'number' ? Math.round(next * units[unit]) : null)}
      />
      <Select
        aria-label={t('cases.type.unitOf', { of: label })}
        value={unit}
        options={(Object.keys(units) as Unit[]).map((each) => ({ value: each, label: t(`cases.type.unit.${each}`) }))}
        onChange={(next: Unit) => {
          setUnit(next);
          if (typeof value === 'number') change(Math.max(1, Math.round(value / units[unit])) * units[next]);
        }}
      />
    </span>
  );
}

const asCode = (text: string) => text.toLowerCase().replace(/[^a-z0-9-]/g, '-');

/** The states in their order, the first being where a case begins; and which may follow which. */
export function States({ type, change }: Props) {
  const { t, say } = useWords();
  const [dragged, setDragged] = useState<number>();
  const nameOf = (at: number) => say(type.states[at]?.name) || t('forms.edit.nth', { place: at + 1 });
  return (
    <>
      <ol className="type-states">
        {type.states.map((state, at) => (
          <li
            key={at}
            data-dragged={dragged === at || undefined}
            draggable={dragged === at}
            onDragOver={(event) => {
              if (dragged !== undefined) event.preventDefault();
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== undefined) change(stateMoved(type, dragged, at));
              setDragged(undefined);
            }}
            onDragEnd={() => setDragged(undefined)}
          >
            <span
              className="drag-grip"
              aria-hidden="true"
              title={t('forms.edit.drag')}
              onPointerDown={() => setDragged(at)}
              onPointerUp={() => setDragged(undefined)}
            >
              ⠿
            </span>
            <div className="type-state-parts">
              {at === 0 && <span className="tag">{t('cases.type.first')}</span>}
              <NamesInput
                value={state.name ?? {}}
                onChange={(name) => change(withState(type, at, { name }), `state ${at}`)}
              />
              <span className="type-row">
                <Checkbox
                  checked={state.closed}
                  onChange={(event) => change(withState(type, at, { closed: event.target.checked }))}
                >
                  {t('cases.type.closed')}
                  <span className="sr-only">: {nameOf(at)}</span>
                </Checkbox>
                {!state.closed && at > 0 && (
                  <DueInput
                    label={t('cases.type.stateDue', { name: nameOf(at) })}
                    value={state.dueMinutes}
                    change={(dueMinutes) => change(withState(type, at, { dueMinutes }), `state due ${at}`)}
                  />
                )}
                <Input
                  size="small"
                  className="mono type-code"
                  aria-label={t('forms.edit.codeOf', { name: nameOf(at) })}
                  value={state.code}
                  maxLength={40}
                  spellCheck={false}
                  onChange={(event) => change(withState(type, at, { code: asCode(event.target.value) }), `code ${at}`)}
                />
              </span>
            </div>
            <span className="type-acts">
              <Button
                type="text"
                size="small"
                aria-label={t('forms.edit.upNamed', { name: nameOf(at) })}
                disabled={at === 0}
                onClick={() => change(stateMoved(type, at, at - 1))}
              >
                ↑
              </Button>
              <Button
                type="text"
                size="small"
                aria-label={t('forms.edit.downNamed', { name: nameOf(at) })}
                disabled={at === type.states.length - 1}
                onClick={() => change(stateMoved(type, at, at + 1))}
              >
                ↓
              </Button>
              <Button
                type="text"
                size="small"
                danger
                disabled={type.states.length === 1}
                aria-label={t('forms.edit.removeNamed', { name: nameOf(at) })}
                onClick={() => change(withoutState(type, at))}
              >
                ×
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <Button size="small" disabled={type.states.length >= 20} onClick={() => change(withNewState(type))}>
        {t('cases.type.addState')}
      </Button>
      <h3>{t('cases.type.moves')}</h3>
      <p className="muted">{t(type.moves.length === 0 ? 'cases.type.anyMove' : 'cases.type.movesHint')}</p>
      <div className="type-scroll">
        <table className="type-moves">
          <thead>
            <tr>
              <th scope="col">{t('cases.type.fromTo')}</th>
              {type.states.map((state, at) => (
                <th key={state.code} scope="col">
                  {nameOf(at)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {type.states.map((from, row) => (
              <tr key={from.code}>
                <th scope="row">{nameOf(row)}</th>
                {type.states.map((to, column) => (
                  <td key={to.code}>
                    {row !== column && (
                      <Checkbox
                        aria-label={t('cases.type.move', { from: nameOf(row), to: nameOf(column) })}
                        checked={type.moves.length === 0 || leads(type, from.code, to.code)}
                        onChange={(event) => change(withMove(type, from.code, to.code, event.target.checked))}
                      />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Why such a case is opened, each with its own time where it differs. */
export function Reasons({ type, change }: Props) {
  const { t, say } = useWords();
  return (
    <>
      {type.reasons.length === 0 && <p className="muted">{t('cases.type.noReasons')}</p>}
      <ol className="type-states">
        {type.reasons.map((reason, at) => {
          const name = say(reason.name) || t('forms.edit.nth', { place: at + 1 });
          return (
            <li key={at}>
              <span />
              <div className="type-state-parts">
                <NamesInput
                  value={reason.name ?? {}}
                  onChange={(next) => change(withReason(type, at, { name: next }), `reason ${at}`)}
                />
                <span className="type-row">
                  <DueInput
                    label={t('cases.type.dueOf', { name })}
                    value={reason.dueMinutes}
                    change={(dueMinutes) => change(withReason(type, at, { dueMinutes }), `due ${at}`)}
                  />
                  <Checkbox
                    checked={reason.openingHours}
                    onChange={(event) => change(withReason(type, at, { openingHours: event.target.checked }))}
                  >
                    {t('cases.type.openingHours')}
                    <span className="sr-only">: {name}</span>
                  </Checkbox>
                </span>
              </div>
              <span className="type-acts">
                <Button
                  type="text"
                  size="small"
                  danger
                  aria-label={t('forms.edit.removeNamed', { name })}
                  onClick={() => change({ ...type, reasons: type.reasons.toSpliced(at, 1) })}
                >
                  ×
                </Button>
              </span>
            </li>
          );
        })}
      </ol>
      <Button size="small" disabled={type.reasons.length >= 40} onClick={() => change(withNewReason(type))}>
        {t('cases.type.addReason')}
      </Button>
    </>
  );
}

/** Who is told when it is not done in time. */
export function EscalationSteps({ type, change }: Props) {
  const { t } = useWords();
  const steps = type.escalation ?? [];
  return (
    <>
      <p className="muted">{t('cases.type.escalationHint')}</p>
      <ol className="case-list">
        {steps.map((step, at) => (
          <li key={at}>
            <span className="type-row">
              <DueInput
                label={t('cases.type.afterDue', { place: at + 1 })}
                value={step.afterMinutes}
                change={(minutes) =>
                  change(
                    { ...type, escalation: steps.with(at, { ...step, afterMinutes: minutes ?? 1 }) },
                    `after ${at}`,
                  )
                }
              />
              <Select
                aria-label={t('cases.type.notify', { place: at + 1 })}
                value={step.whom}
                popupMatchSelectWidth={false}
                options={told.map((each) => ({ value: each, label: t(`cases.type.notified.${each}`) }))}
                onChange={(whom) => change({ ...type, escalation: steps.with(at, { ...step, whom }) })}
              />
            </span>
            <Button
              type="text"
              size="small"
              danger
              aria-label={t('cases.type.dropStep', { place: at + 1 })}
              onClick={() => change({ ...type, escalation: steps.toSpliced(at, 1) })}
            >
              ×
            </Button>
          </li>
        ))}
      </ol>
      <Button
        size="small"
        disabled={steps.length >= 10}
        onClick={() => {
          const next = {
            afterMinutes: (steps.at(-1)?.afterMinutes ?? 0) + 60,
            whom: told[Math.min(steps.length, 2)]!,
          };
          change({ ...type, escalation: [...steps, next] });
        }}
      >
        {t('cases.type.addStep')}
      </Button>
    </>
  );
}

type Choices = { value: string; label: string; disabled?: boolean }[];

/** What holds for the whole type. */
export function TypeBasics({
  type,
  change,
  forms,
  scripts,
  teams,
  dispositions,
}: Props & { forms: Choices; scripts: Choices; teams: Choices; dispositions: Choices }) {
  const { t } = useWords();
  return (
    <div className="type-basics">
      <Blank label={t('flows.name')}>
        {(id) => <NamesInput id={id} value={type.name} onChange={(name) => change({ ...type, name }, 'name')} />}
      </Blank>
      <Blank label={t('cases.type.form')} hint={t('cases.type.formHint')}>
        {(id) => (
          <Select
            id={id}
            value={type.form ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: '', label: t('cases.type.noForm') }, ...forms]}
            onChange={(form) => change({ ...type, form: form || null })}
          />
        )}
      </Blank>
      <Blank label={t('cases.type.script')} hint={t('cases.type.scriptHint')}>
        {(id) => (
          <Select
            id={id}
            value={type.script ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: '', label: t('cases.type.noScript') }, ...scripts]}
            onChange={(script) => change({ ...type, script: script || null })}
          />
        )}
      </Blank>
      <Blank label={t('cases.type.due')} hint={t('cases.type.dueHint')}>
        {(id) => (
          <DueInput
            id={id}
            label={t('cases.type.due')}
            value={type.dueMinutes}
            change={(dueMinutes) => change({ ...type, dueMinutes }, 'due')}
          />
        )}
      </Blank>
      <Blank label={t('cases.type.team')}>
        {(id) => (
          <Select
            id={id}
            value={type.teamId ?? ''}
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: '', label: t('common.none') }, ...teams]}
            onChange={(teamId) => change({ ...type, teamId: teamId || null })}
          />
        )}
      </Blank>
      <Blank label={t('cases.type.dispositions')} hint={t('cases.type.dispositionsHint')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={type.dispositions ?? []}
            showSearch={{ optionFilterProp: 'label' }}
            options={dispositions}
            onChange={(next: string[]) => change({ ...type, dispositions: next })}
          />
        )}
      </Blank>
      <Checkbox
        checked={type.notesRequired === true}
        onChange={(event) => change({ ...type, notesRequired: event.target.checked })}
      >
        {t('cases.type.notesRequired')}
      </Checkbox>
      <label className="type-row">
        <Switch checked={type.active} onChange={(active) => change({ ...type, active })} />
        {t('cases.type.active')}
      </label>
    </div>
  );
}
