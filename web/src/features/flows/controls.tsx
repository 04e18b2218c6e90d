import { AutoComplete, Button, Input, InputNumber, Segmented, Select } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { languageNames, languages } from '@/lib/languages';
import { useWords } from '@/lib/session';
import { useOptions } from '@/ui/records/lookups';
import { ClipsControl } from './clips-control';
import { ConditionControl } from './condition-control';
import { useDesk } from './editor-desk';
import { ExpressionControl } from './expression-control';
import { FindingsAt } from './finding-list';
import { ItemsControl } from './items-control';
import type { Path } from './flow-text';
import type { Control, Field, Source } from './step-kinds';
import { fieldName, kindName } from './step-words';
import { isGroup, type Plain } from './yaml-write';

type Props = { control: Control; value: Plain | undefined; path: Path; label: string; id?: string };

const listOf: Record<Exclude<Source, 'parts' | 'treatments'>, string> = {
  prompts: '/prompts',
  queues: '/queues',
  calendars: '/calendars',
  skills: '/skills',
  'case-types': '/case-types',
  pages: '/pages',
  forms: '/forms',
};

function CodeControl({ source, value, path, label, id }: { source: Source | undefined } & Omit<Props, 'control'>) {
  const desk = useDesk();
  const { t } = useWords();
  const flows = source === 'parts' || source === 'treatments';
  const { options, loading } = useOptions(source && (flows ? '/flows' : listOf[source]), 'code');
  const code = typeof value === 'string' ? value : '';
  const write = (next: string) => (next ? desk.set(path, next) : desk.remove(path));
  if (!source) return <Input id={id} aria-label={label} value={code} onChange={(event) => write(event.target.value)} />;
  const seen =
    options.some((each) => each.value === code) || !code
      ? options
      : [{ value: code, label: code, disabled: false }, ...options];
  return (
    <div className="field-row">
      <Select
        id={id}
        aria-label={label}
        className="grow"
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        allowClear
        loading={loading}
        value={code || undefined}
        options={seen.map((each) => ({
          ...each,
          label: each.label === each.value ? each.label : `${each.label} · ${each.value}`,
        }))}
        onChange={(next: string | undefined) => write(next ?? '')}
      />
      {flows && code && (
        <Button size="small" onClick={() => desk.openFlow(code)}>
          {t('flows.edit.open')}
        </Button>
      )}
    </div>
  );
}

/** Where a way leads: any step, or a new one. */
function StepControl({ value, path, label, id }: Omit<Props, 'control'>) {
  const desk = useDesk();
  const { t } = useWords();
  const target = typeof value === 'string' ? value : '';
  const own = String(path[1]);
  const known = desk.flow.steps.map((step) => ({
    value: step.id,
    label: step.id === own ? t('flows.edit.itself', { step: own }) : step.id,
  }));
  const options =
    target && !known.some((each) => each.value === target)
      ? [{ value: target, label: t('flows.edit.missing', { step: target }) }, ...known]
      : known;
  return (
    <div className="field-row">
      <Select
        id={id}
        aria-label={label}
        className="grow"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('flows.edit.nowhere')}
        value={target || undefined}
        options={options}
        onChange={(next: string | undefined) => (next ? desk.set(path, next) : desk.remove(path))}
      />
      {target && known.some((each) => each.value === target) && (
        <Button
          size="small"
          aria-label={t('flows.edit.goTo', { step: target })}
          title={t('flows.edit.goTo', { step: target })}
          onClick={() => desk.pick(target)}
        >
          →
        </Button>
      )}
    </div>
  );
}

const durations = /^([0-9]{1,7})(ms|s|m)$/;

function DurationControl({ words, value, path, label, id }: { words: string[] } & Omit<Props, 'control'>) {
  const desk = useDesk();
  const { t } = useWords();
  const text = typeof value === 'string' ? value : '';
  const found = durations.exec(text);
  const units = ['s', 'm', 'ms'].map((unit) => ({ value: unit, label: t(`flows.edit.unit.${unit}`) }));
  return (
    <div className="field-row">
      {!words.includes(text) && (
        <InputNumber
          id={id}
          aria-label={label}
          min={0}
          max={9_999_999}
          precision={0}
          value={found ? Number(found[1]) : null}
          onChange={(next) => (next === null ? desk.remove(path) : desk.set(path, `${next}${found?.[2] ?? 's'}`))}
        />
      )}
      <Select
        aria-label={t('flows.edit.unitOf', { field: label })}
        value={words.includes(text) ? text : (found?.[2] ?? 's')}
        popupMatchSelectWidth={false}
        options={[
          ...units,
          ...words.map((each) => ({ value: each, label: t(`flows.value.${each}`, { defaultValue: each }) })),
        ]}
        onChange={(unit: string) => desk.set(path, words.includes(unit) ? unit : `${found?.[1] ?? 30}${unit}`)}
      />
    </div>
  );
}

function TextsControl({ value, path, label }: Omit<Props, 'control'>) {
  const desk = useDesk();
  const texts = isGroup(value) ? value : {};
  return (
    <div className="field-texts" role="group" aria-label={label}>
      {languages.map((language) => (
        <label key={language}>
          <span lang={language}>{languageNames[language]}</span>
          <Input.TextArea
            lang={language}
            aria-label={`${label}: ${languageNames[language]}`}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000}
            value={typeof texts[language] === 'string' ? texts[language] : ''}
            onChange={({ target }) =>
              target.value || Object.keys(texts).length < 2
                ? desk.set([...path, language], target.value)
                : desk.remove([...path, language])
            }
          />
        </label>
      ))}
    </div>
  );
}

/** Recorded pieces or a text: each step may have the one or the other. */
function AnnouncementControl({ value, path, label }: Omit<Props, 'control'>) {
  const desk = useDesk();
  const { t } = useWords();
  const spoken = isGroup(value);
  return (
    <div className="field-block">
      <Segmented
        size="small"
        aria-label={label}
        value={value === undefined ? 'none' : spoken ? 'spoken' : 'recorded'}
        options={(['none', 'recorded', 'spoken'] as const).map((each) => ({
          value: each,
          label: t(`flows.edit.heard.${each}`),
        }))}
        onChange={(next) => (next === 'none' ? desk.remove(path) : desk.set(path, next === 'spoken' ? { en: '' } : ''))}
      />
      {value !== undefined &&
        (spoken ? (
          <TextsControl value={value} path={path} label={label} />
        ) : (
          <ClipsControl value={value} path={path} label={label} />
        ))}
    </div>
  );
}

/** Names with values: what is set, sent or taken from an answer. */
function MapControl({ of, value, path, label }: { of: Control } & Omit<Props, 'control'>) {
  const desk = useDesk();
  const { t } = useWords();
  const [name, setName] = useState('');
  const entries = Object.entries(isGroup(value) ? value : {});
  const add = () => {
    const wanted = name.trim();
    if (!wanted || entries.some(([key]) => key === wanted)) return;
    desk.set([...path, wanted], of.is === 'step' ? (desk.flow.start ?? '') : '');
    setName('');
  };
  return (
    <div className="field-block">
      {entries.map(([key, each]) => (
        <div key={key} className="field-entry">
          <code>{key}</code>
          <FieldControl control={of} value={each} path={[...path, key]} label={`${label}: ${key}`} />
          <DropButton name={key} drop={() => desk.remove([...path, key])} />
        </div>
      ))}
      <div className="field-row">
        <AutoComplete
          aria-label={t('flows.edit.newName', { field: label })}
          className="mono grow"
          value={name}
          maxLength={60}
          options={
            path.at(-1) === 'set' || path.at(-1) === 'into'
              ? Object.keys(desk.flow.variables).map((each) => ({ value: each }))
              : []
          }
          onChange={setName}
        />
        <Button size="small" disabled={!name.trim()} onClick={add}>
          {t('flows.edit.add')}
        </Button>
      </div>
    </div>
  );
}

function DropButton({ name, drop }: { name: string; drop: () => void }) {
  const { t } = useWords();
  return (
    <Button
      type="text"
      size="small"
      aria-label={t('flows.edit.takeOut', { name })}
      title={t('flows.edit.takeOut', { name })}
      onClick={drop}
    >
      ×
    </Button>
  );
}

/** Options, cases, needs: one below the other, in their order. */
function ListControl({ of, value, path, label }: { of: Control } & Omit<Props, 'control'>) {
  const desk = useDesk();
  const { t } = useWords();
  const items = Array.isArray(value) ? value : [];
  const named = (at: number) => t('flows.edit.nth', { field: label, place: at + 1 });
  const fresh = (): Plain => {
    if (of.is !== 'group') return '';
    const keys = items.flatMap((item) => (isGroup(item) && item.key !== undefined ? [String(item.key)] : []));
    const free = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'].find((key) => !keys.includes(key)) ?? '1';
    return Object.fromEntries(
      of.fields
        .filter((field) => field.required && field.control.is !== 'step')
        .map((field) => [field.name, field.control.is === 'key' ? (/\d/.test(free) ? Number(free) : free) : '']),
    );
  };
  return (
    <div className="field-block" role="group" aria-label={label}>
      {items.map((item, at) => (
        <div key={at} className="field-item">
          <div className="field-item-head">
            <strong>{named(at)}</strong>
            <Button
              type="text"
              size="small"
              disabled={at === 0}
              aria-label={t('flows.edit.up', { name: named(at) })}
              onClick={() => desk.swap(path, at, at - 1)}
            >
              ↑
            </Button>
            <Button
              type="text"
              size="small"
              disabled={at === items.length - 1}
              aria-label={t('flows.edit.down', { name: named(at) })}
              onClick={() => desk.swap(path, at, at + 1)}
            >
              ↓
            </Button>
            <DropButton name={named(at)} drop={() => desk.remove([...path, at])} />
          </div>
          <FieldControl control={of} value={item} path={[...path, at]} label={named(at)} />
        </div>
      ))}
      <Button size="small" onClick={() => desk.set([...path, items.length], fresh())}>
        {t('flows.edit.add')}
      </Button>
    </div>
  );
}

/** Steps whose text is a question; what the others say is only said. */
const asking = new Set(['menu', 'collect', 'ask', 'settled', 'offer']);

/** A recorded question or a spoken one: two fields of the file, one choice for a person. */
function QuestionField({
  value,
  path,
  prompt,
  say,
}: {
  value: Record<string, Plain>;
  path: Path;
  prompt: Field;
  say: Field;
}) {
  const desk = useDesk();
  const { t, language } = useWords();
  const other = prompt.name;
  const label = t(asking.has(String(path.at(-1))) ? 'flows.edit.question' : 'flows.own.say');
  const spoken = value.say !== undefined;
  const change = (to: string) => {
    if ((to === 'say') === spoken && (value.say !== undefined || value[other] !== undefined)) return;
    desk.remove([...path, spoken ? 'say' : other]);
    desk.set([...path, to], to === 'say' ? { [languages.find((each) => each === language) ?? 'en']: '' } : '');
  };
  return (
    <Labelled label={label} required path={[...path, spoken ? 'say' : other]}>
      {() => (
        <div className="field-block">
          <Segmented
            size="small"
            aria-label={label}
            value={spoken ? 'say' : other}
            options={[other, 'say'].map((each) => ({ value: each, label: t(`flows.edit.heard.${each}`) }))}
            onChange={change}
          />
          <FieldControl
            control={(spoken ? say : prompt).control}
            value={spoken ? value.say : value[other]}
            path={[...path, spoken ? 'say' : other]}
            label={label}
          />
        </div>
      )}
    </Labelled>
  );
}

/** A field with its name above and what is wrong with it below. */
export function Labelled({
  label,
  required,
  path,
  children,
}: {
  label: string;
  required?: boolean;
  path: Path;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {children(id)}
      <FindingsAt path={path} />
    </div>
  );
}

export function GroupFields({ fields, value, path }: { fields: Field[]; value: Plain | undefined; path: Path }) {
  const words = useWords();
  const group = isGroup(value) ? value : {};
  const prompt = fields.find((field) => field.name === 'prompt' || field.name === 'page');
  const say = fields.find((field) => field.name === 'say');
  return fields.map((field) => {
    if (prompt && say && field === prompt)
      return <QuestionField key="question" value={group} path={path} prompt={prompt} say={say} />;
    if (prompt && say && field === say) return null;
    const label =
      field.name === 'code' && path.at(-1) === 'queue'
        ? kindName(words, 'queue')
        : fieldName(words, field.control.is === 'truth' && field.name === 'key' ? 'keyStep' : field.name);
    return (
      <Labelled key={field.name} label={label} required={field.required} path={[...path, field.name]}>
        {(id) => (
          <FieldControl
            control={field.control}
            value={group[field.name]}
            path={[...path, field.name]}
            label={label}
            id={id}
          />
        )}
      </Labelled>
    );
  });
}

/** The right control for what stands at this place of the file. */
export function FieldControl({ control, value, path, label, id }: Props) {
  const desk = useDesk();
  const { t } = useWords();
  const rest = { value, path, label, ...(id && { id }) };
  const text = value === undefined || value === null ? '' : String(value);
  const write = (next: string) => desk.set(path, next);
  switch (control.is) {
    case 'step':
      return <StepControl {...rest} />;
    case 'code':
      return <CodeControl {...rest} source={control.source} />;
    case 'texts':
      return <TextsControl {...rest} />;
    case 'clips':
      return <ClipsControl {...rest} />;
    case 'announcement':
      return <AnnouncementControl {...rest} />;
    case 'expression':
      return path.at(-1) === 'when' ? <ConditionControl value={value} path={path} /> : <ExpressionControl {...rest} />;
    case 'duration':
      return <DurationControl {...rest} words={control.words} />;
    case 'variable':
      return (
        <AutoComplete
          id={id}
          aria-label={label}
          className="mono"
          value={text}
          options={Object.keys(desk.flow.variables).map((name) => ({ value: name }))}
          onChange={write}
        />
      );
    case 'key':
      return (
        <Select
          id={id}
          aria-label={label}
          value={text || undefined}
          options={[...'1234567890*#'].map((key) => ({ value: key, label: key }))}
          onChange={(key: string) => desk.set(path, /\d/.test(key) ? Number(key) : key)}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          aria-label={label}
          allowClear
          popupMatchSelectWidth={false}
          value={text || undefined}
          placeholder={t('flows.edit.usual')}
          options={control.values.map((each) => ({
            value: each,
            label: t(`flows.value.${each}`, { defaultValue: each }),
          }))}
          onChange={(next: string | undefined) =>
            next !== undefined ? desk.set(path, next) : control.empty ? desk.set(path, null) : desk.remove(path)
          }
        />
      );
    case 'truth':
      return (
        <Select
          id={id}
          aria-label={label}
          allowClear
          placeholder={t('flows.edit.usual')}
          value={typeof value === 'boolean' ? String(value) : undefined}
          options={[
            { value: 'true', label: t('common.yes') },
            { value: 'false', label: t('common.no') },
          ]}
          onChange={(next: string | undefined) =>
            next === undefined ? desk.remove(path) : desk.set(path, next === 'true')
          }
        />
      );
    case 'number':
      return (
        <InputNumber
          id={id}
          aria-label={label}
          min={control.least}
          max={control.most}
          precision={0}
          value={typeof value === 'number' ? value : null}
          onChange={(next) => (next === null ? desk.remove(path) : desk.set(path, next))}
        />
      );
    case 'words':
      if (path.at(-2) === 'fill') return <ItemsControl {...rest} />;
      return (
        <Select
          id={id}
          aria-label={label}
          mode="tags"
          tokenSeparators={[',', '，']}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={(next: string[]) => (next.length > 0 ? desk.set(path, next) : desk.remove(path))}
        />
      );
    case 'text':
      return (
        <Input
          id={id}
          aria-label={label}
          value={text}
          maxLength={2000}
          onChange={({ target }) => (target.value ? write(target.value) : desk.remove(path))}
        />
      );
    case 'nothing':
      return <p className="muted">{t('flows.edit.nothing')}</p>;
    case 'raw':
      return <p className="muted">{t('flows.edit.raw')}</p>;
    case 'map':
      return <MapControl {...rest} of={control.of} />;
    case 'list':
      return <ListControl {...rest} of={control.of} />;
    case 'one': {
      const group = isGroup(value) ? value : {};
      const chosen = control.fields.find((field) => group[field.name] !== undefined) ?? control.fields[0];
      return chosen ? (
        <div className="field-block">
          <Segmented
            size="small"
            aria-label={label}
            value={chosen.name}
            options={control.fields.map((field) => ({
              value: field.name,
              label: t(`flows.field.${field.name}`, { defaultValue: field.name }),
            }))}
            onChange={(name) => desk.set(path, { [name]: '' })}
          />
          <FieldControl
            control={chosen.control}
            value={group[chosen.name]}
            path={[...path, chosen.name]}
            label={label}
          />
        </div>
      ) : null;
    }
    case 'group':
      if (control.short && value !== undefined && value !== null && !isGroup(value))
        return (
          <div className="field-block">
            <FieldControl control={control.short} value={value} path={path} label={label} {...(id && { id })} />
            <Button
              size="small"
              onClick={() =>
                desk.set(path, {
                  [control.fields.find((field) => field.required)?.name ?? control.fields[0]!.name]: value,
                })
              }
            >
              {t('flows.edit.more')}
            </Button>
          </div>
        );
      return (
        <div className="field-group" role="group" aria-label={label}>
          <GroupFields fields={control.fields} value={value} path={path} />
        </div>
      );
  }
}
