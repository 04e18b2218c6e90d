import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import type { Text } from '@/api/contract';
import { useWords } from '@/lib/session';
import { patterns } from '@/ui/forms/faults';
import { formUses, itemKinds, itemsOf, type Critical, type Form, type Item, type ItemKind } from '@/ui/forms/model';
import { NamesInput } from '@/ui/records/names-input';
import { ChoicesEditor } from './choices-editor';
import { ConditionEditor } from '@/ui/forms/condition-editor';
import { itemsBefore } from '@/ui/forms/condition-rows';
import * as edits from './edits';
import { asKind, codeFrom, freeCode, scalesOf, type Place } from './edits';

/** A new form; steps of the same name are undone as one. */
export type Change = (form: Form, step?: string) => void;
type Props = { form: Form; place: Place; change: Change; pick: (place: Place) => void };

export function Property({
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
    <div className="property">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <p className="muted">{hint}</p>}
    </div>
  );
}

/** A code that still is what the label made it follows the label; one that somebody chose stays. */
function followed(code: string, before: Text | null | undefined, now: Text, taken: string[], fallback: string): string {
  const others = taken.filter((each) => each !== code);
  const made = codeFrom(before) || fallback;
  const untouched = code === made || new RegExp(`^(${made}|${fallback})(-\\d+)?$`).test(code);
  return untouched && codeFrom(now) ? freeCode(codeFrom(now), others) : code;
}

function CodeInput({ id, value, change }: { id: string; value: string; change: (code: string) => void }) {
  return (
    <Input
      id={id}
      className="mono"
      spellCheck={false}
      autoCapitalize="none"
      maxLength={40}
      value={value}
      onChange={(event) => change(event.target.value.toLowerCase().replace(/[^a-z0-9-]/g, '-'))}
    />
  );
}

function Count({
  label,
  hint,
  value,
  min,
  max,
  step,
  whole,
  change,
}: {
  label: string;
  hint?: string;
  value: number | null | undefined;
  min?: number;
  max?: number;
  step?: number;
  whole?: boolean;
  change: (value: number | null) => void;
}) {
  return (
    <Property label={label} {...(hint && { hint })}>
      {(id) => (
        <InputNumber
          id={id}
          style={{ width: '100%' }}
          value={value ?? null}
          {...(min !== undefined && { min })}
          {...(max !== undefined && { max })}
          {...(step !== undefined && { step })}
          {...(whole && { precision: 0 })}
          onChange={(next) => change(typeof next === 'number' ? next : null)}
        />
      )}
    </Property>
  );
}

/** What is chosen in the outline, with all that can be said about it; what its kind has no use for is not there. */
export function Properties(props: Props) {
  const { form, place } = props;
  switch (place.at) {
    case 'form':
      return <WholeForm {...props} />;
    case 'section':
      return form.sections[place.section] ? <SectionParts {...props} at={place.section} /> : null;
    case 'item':
      return edits.itemAt(form, place) ? <ItemParts {...props} place={place} /> : null;
    case 'scale':
      return scalesOf(form)[place.scale] ? <ScaleParts {...props} at={place.scale} /> : null;
  }
}

function WholeForm({ form, change }: Props) {
  const { t } = useWords();
  return (
    <>
      <Property label={t('forms.f.title')}>
        {(id) => (
          <NamesInput id={id} value={form.title ?? {}} onChange={(title) => change({ ...form, title }, 'title')} />
        )}
      </Property>
      <Property label={t('forms.f.introduction')}>
        {(id) => (
          <NamesInput
            id={id}
            area
            value={form.introduction ?? {}}
            onChange={(introduction) => change({ ...form, introduction: said(introduction) }, 'introduction')}
          />
        )}
      </Property>
      <Property label={t('forms.f.use')} hint={t(`forms.useHint.${form.use}`)}>
        {(id) => (
          <Select
            id={id}
            value={form.use}
            options={formUses.map((use) => ({ value: use, label: t(`forms.use.${use}`) }))}
            onChange={(use) => change({ ...form, use })}
          />
        )}
      </Property>
      {form.use === 'evaluation' && (
        <Count
          label={t('forms.f.criticalCap')}
          hint={t('forms.criticalCapHint')}
          min={0}
          max={100}
          whole
          value={typeof form.criticalCap === 'number' ? Math.round(form.criticalCap * 100) : null}
          change={(share) => change({ ...form, criticalCap: share === null ? null : share / 100 }, 'cap')}
        />
      )}
    </>
  );
}

/** An emptied text is none. */
const said = (text: Text): Text | null => (Object.values(text).some(Boolean) ? text : null);

function SectionParts({ form, change, at }: Props & { at: number }) {
  const { t } = useWords();
  const section = form.sections[at]!;
  const set = (part: Partial<typeof section>, step?: string) =>
    change(edits.withSection(form, at, part), step && `section ${at} ${step}`);
  const codes = form.sections.map((each) => each.code);
  return (
    <>
      <Property label={t('forms.f.sectionTitle')}>
        {(id) => (
          <NamesInput
            id={id}
            value={section.title ?? {}}
            onChange={(title) =>
              set({ title, code: followed(section.code, section.title, title, codes, 'section') }, 'title')
            }
          />
        )}
      </Property>
      <Property label={t('forms.f.code')}>
        {(id) => <CodeInput id={id} value={section.code} change={(code) => set({ code }, 'code')} />}
      </Property>
      {form.use === 'evaluation' && (
        <Count
          label={t('forms.f.weight')}
          hint={t('forms.weightHint')}
          min={0}
          value={section.weight}
          change={(weight) => set({ weight }, 'weight')}
        />
      )}
      <h3>{t('forms.when.title')}</h3>
      <ConditionEditor
        key={`section ${at}`}
        form={form}
        items={itemsBefore(form, at, undefined)}
        when={section.when}
        tree={section.whenTree}
        change={(when, whenTree) => set({ when, whenTree }, 'when')}
      />
    </>
  );
}

const scored: Form['use'][] = ['evaluation', 'role-play', 'survey', 'checklist'];

function ItemParts({ form, change, place, pick }: Props & { place: Place & { at: 'item' } }) {
  const { t, say } = useWords();
  const item = edits.itemAt(form, place)!;
  const set = (part: Partial<Item>, step?: string) =>
    change(edits.withItem(form, place, part), step && `item ${place.section} ${place.item} ${step}`);
  const codes = itemsOf(form).map((each) => each.code);
  const flag = (name: 'required' | 'notApplicable' | 'sensitive', hint?: string) => (
    <Checkbox checked={item[name] === true} onChange={(event) => set({ [name]: event.target.checked })}>
      {t(`forms.f.${name}`)}
      {hint && <span className="muted"> {hint}</span>}
    </Checkbox>
  );
  return (
    <>
      <Property label={t('forms.f.label')}>
        {(id) => (
          <NamesInput
            id={id}
            value={item.label ?? {}}
            onChange={(label) =>
              set({ label, code: followed(item.code, item.label, label, codes, item.kind) }, 'label')
            }
          />
        )}
      </Property>
      <Property label={t('forms.f.kind')}>
        {(id) => (
          <Select
            id={id}
            value={item.kind}
            options={itemKinds.map((kind) => ({ value: kind, label: t(`forms.kind.${kind}`) }))}
            onChange={(kind: ItemKind) => {
              const base = kind === 'scale' && scalesOf(form).length === 0 ? edits.withNewScale(form).form : form;
              const next = asKind(base, item, kind);
              const { items } = base.sections[place.section]!;
              change({
                ...base,
                sections: base.sections.with(place.section, {
                  ...base.sections[place.section]!,
                  items: items.with(place.item, next),
                }),
              });
            }}
          />
        )}
      </Property>
      {(item.kind === 'choice' || item.kind === 'choices') && (
        <ChoicesEditor
          title={t('forms.f.options')}
          choices={item.options ?? []}
          blank="option"
          withScore={scored.includes(form.use)}
          change={(options, step) => set({ options }, step)}
        />
      )}
      {item.kind === 'scale' && (
        <Property label={t('forms.f.scale')}>
          {(id) => (
            <span className="property-row">
              <Select
                id={id}
                value={item.scale ?? undefined}
                options={scalesOf(form).map((scale) => ({ value: scale.code, label: say(scale.name) || scale.code }))}
                onChange={(scale) => set({ scale })}
              />
              <Button
                disabled={!item.scale}
                onClick={() =>
                  pick({ at: 'scale', scale: scalesOf(form).findIndex(({ code }) => code === item.scale) })
                }
              >
                {t('common.edit')}
              </Button>
            </span>
          )}
        </Property>
      )}
      {item.kind === 'number' && (
        <>
          <div className="property-pair">
            <Count
              label={t('forms.f.minimum')}
              value={item.minimum}
              change={(minimum) => set({ minimum }, 'minimum')}
            />
            <Count
              label={t('forms.f.maximum')}
              value={item.maximum}
              change={(maximum) => set({ maximum }, 'maximum')}
            />
          </div>
          <Count
            label={t('forms.f.decimals')}
            value={item.decimals}
            min={0}
            max={6}
            whole
            change={(decimals) => set({ decimals }, 'decimals')}
          />
          <Property label={t('forms.f.unit')}>
            {(id) => (
              <NamesInput id={id} value={item.unit ?? {}} onChange={(unit) => set({ unit: said(unit) }, 'unit')} />
            )}
          </Property>
        </>
      )}
      {(item.kind === 'text' || item.kind === 'long-text') && (
        <Count
          label={t('forms.f.longest')}
          value={item.longest}
          min={1}
          max={20_000}
          whole
          change={(longest) => set({ longest }, 'longest')}
        />
      )}
      {item.kind === 'text' && (
        <Property label={t('forms.f.pattern')}>
          {(id) => (
            <Select
              id={id}
              value={item.pattern ?? ''}
              options={['', ...patterns].map((value) => ({ value, label: t(`forms.pattern.${value || 'any'}`) }))}
              onChange={(pattern) => set({ pattern: pattern || null })}
            />
          )}
        </Property>
      )}
      <div className="property-flags">
        {flag('required')}
        {flag('notApplicable')}
        {flag('sensitive', t('forms.sensitiveHint'))}
      </div>
      <Property label={t('forms.f.comment')}>
        {(id) => (
          <Select
            id={id}
            value={item.comment ?? 'none'}
            options={(['none', 'optional', 'required'] as const).map((value) => ({
              value,
              label: t(`forms.commentRule.${value}`),
            }))}
            onChange={(comment) => set({ comment })}
          />
        )}
      </Property>
      <h3>{t('forms.when.title')}</h3>
      <ConditionEditor
        key={`item ${place.section} ${place.item}`}
        form={form}
        items={itemsBefore(form, place.section, place.item)}
        when={item.when}
        tree={item.whenTree}
        change={(when, whenTree) => set({ when, whenTree }, 'when')}
      />
      <Property label={t('forms.f.help')}>
        {(id) => (
          <NamesInput id={id} area value={item.help ?? {}} onChange={(help) => set({ help: said(help) }, 'help')} />
        )}
      </Property>
      {scored.includes(form.use) && (
        <>
          <Count
            label={t('forms.f.weight')}
            hint={t('forms.weightHint')}
            min={0}
            value={item.weight}
            change={(weight) => set({ weight }, 'weight')}
          />
          <Property label={t('forms.f.critical')} hint={t('forms.criticalHint')}>
            {(id) => (
              <Select
                id={id}
                value={item.critical ?? ''}
                options={(['', 'customer', 'business', 'compliance'] as const).map((value) => ({
                  value,
                  label: value ? t(`forms.critical.${value}`) : t('common.none'),
                }))}
                onChange={(critical: '' | Critical) => set({ critical: critical || null })}
              />
            )}
          </Property>
        </>
      )}
      <Property label={t('forms.f.code')} hint={t('forms.codeHint')}>
        {(id) => <CodeInput id={id} value={item.code} change={(code) => set({ code }, 'code')} />}
      </Property>
    </>
  );
}

function ScaleParts({ form, change, at }: Props & { at: number }) {
  const { t } = useWords();
  const scale = scalesOf(form)[at]!;
  const codes = scalesOf(form).map((each) => each.code);
  const set = (part: Partial<typeof scale>, step?: string) =>
    change(edits.withScale(form, at, part), step && `scale ${at} ${step}`);
  return (
    <>
      <Property label={t('forms.f.scaleName')}>
        {(id) => (
          <NamesInput
            id={id}
            value={scale.name ?? {}}
            onChange={(name) => set({ name, code: followed(scale.code, scale.name, name, codes, 'scale') }, 'name')}
          />
        )}
      </Property>
      <ChoicesEditor
        title={t('forms.f.points')}
        choices={scale.points}
        blank="point"
        withScore
        change={(points, step) => set({ points }, step)}
      />
      <Property label={t('forms.f.code')}>
        {(id) => <CodeInput id={id} value={scale.code} change={(code) => set({ code }, 'code')} />}
      </Property>
    </>
  );
}
