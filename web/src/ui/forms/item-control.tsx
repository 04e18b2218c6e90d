import { Button, Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import type { Words } from '@/lib/words-in';
import { choicesOf, empty, type AnswerValue, type Form, type Item } from './model';

/** Beyond these a list to search in is quicker than reading them all. */
const mostRadios = 6;
const mostBoxes = 8;
const longestText = 300;
const longestLongText = 4000;

type Props = {
  form: Form;
  item: Item;
  words: Words;
  value: AnswerValue | null | undefined;
  disabled: boolean;
  change: (value: AnswerValue | null) => void;
  leave: () => void;
  /** Ids of the label, the field, and of what describes it. */
  ids: { label: string; field: string; described: string | undefined };
  invalid: boolean;
};

/** Whether the control is one field that a `label` can point to, or several in a group. */
export const isGroup = (form: Form, item: Item): boolean =>
  item.kind === 'yes-no' ||
  item.kind === 'scale' ||
  (item.kind === 'choice' && choicesOf(form, item).length <= mostRadios) ||
  (item.kind === 'choices' && choicesOf(form, item).length <= mostBoxes);

/** The one place that knows which input a kind of item has. */
export function ItemControl({ form, item, words, value, disabled, change, leave, ids, invalid }: Props) {
  const { t, say } = words;
  const aria = {
    // by its words, since in the editor they are a button that picks the item and no `label`
    'aria-labelledby': ids.label,
    'aria-invalid': invalid || undefined,
    'aria-describedby': ids.described,
    'aria-required': item.required || undefined,
  };
  const field = { id: ids.field, disabled, onBlur: leave, ...aria, ...(invalid && { status: 'error' as const }) };
  const group = { 'aria-labelledby': ids.label, 'aria-describedby': ids.described, disabled, onBlur: leave };
  const options = choicesOf(form, item).map(({ code, name }) => ({ value: code, label: say(name) || code }));
  const chosen = empty(value) ? undefined : value;
  const clear =
    !item.required && chosen !== undefined && !disabled ? (
      <Button type="text" size="small" className="form-clear" onClick={() => change(null)}>
        {t('common.clear')}
      </Button>
    ) : null;
  switch (item.kind) {
    case 'text':
      return (
        <Input
          {...field}
          value={chosen === undefined ? '' : String(chosen)}
          maxLength={item.longest ?? longestText}
          {...(item.pattern === 'email' && { type: 'email' })}
          {...(item.pattern === 'phone' && { type: 'tel' })}
          onChange={(event) => change(event.target.value)}
        />
      );
    case 'long-text':
      return (
        <Input.TextArea
          {...field}
          value={chosen === undefined ? '' : String(chosen)}
          maxLength={item.longest ?? longestLongText}
          autoSize={{ minRows: 2, maxRows: 10 }}
          onChange={(event) => change(event.target.value)}
        />
      );
    case 'number':
      return (
        <InputNumber
          {...field}
          className="form-number"
          value={typeof chosen === 'number' ? chosen : null}
          precision={item.decimals ?? 0}
          {...(say(item.unit) && { suffix: <span className="unit">{say(item.unit)}</span> })}
          onChange={(next) => change(typeof next === 'number' ? next : null)}
        />
      );
    case 'date':
      return (
        <Input
          {...field}
          type="date"
          className="form-day"
          value={chosen === undefined ? '' : String(chosen)}
          onChange={(event) => change(event.target.value || null)}
        />
      );
    case 'date-time':
      return (
        <Input
          {...field}
          type="datetime-local"
          className="form-day"
          value={chosen === undefined ? '' : String(chosen)}
          onChange={(event) => change(event.target.value || null)}
        />
      );
    case 'yes-no':
      return (
        <span className="form-group">
          <Radio.Group
            {...group}
            id={ids.field}
            role="radiogroup"
            optionType="button"
            value={chosen}
            onChange={(event) => change(event.target.value as boolean)}
            options={[
              { value: true, label: t('common.yes') },
              { value: false, label: t('common.no') },
            ]}
          />
          {clear}
        </span>
      );
    case 'scale':
      return (
        <span className="form-group">
          <Radio.Group
            {...group}
            id={ids.field}
            role="radiogroup"
            optionType="button"
            className="form-scale"
            value={chosen}
            onChange={(event) => change(String(event.target.value))}
            options={options}
          />
          {clear}
        </span>
      );
    case 'choice':
      return isGroup(form, item) ? (
        <span className="form-group">
          <Radio.Group
            {...group}
            id={ids.field}
            role="radiogroup"
            className="form-choices"
            value={chosen}
            onChange={(event) => change(String(event.target.value))}
            options={options}
          />
          {clear}
        </span>
      ) : (
        <Select
          {...field}
          aria-labelledby={ids.label}
          className="form-select"
          value={chosen as string | undefined}
          options={options}
          allowClear={!item.required}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(next?: string) => change(next ?? null)}
        />
      );
    case 'choices': {
      const several = Array.isArray(chosen) ? chosen : [];
      return isGroup(form, item) ? (
        <Checkbox.Group
          {...group}
          role="group"
          className="form-choices"
          value={several}
          onChange={(next) => change(next.map(String))}
          options={options}
        />
      ) : (
        <Select
          {...field}
          aria-labelledby={ids.label}
          className="form-select"
          mode="multiple"
          value={several}
          options={options}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(next: string[]) => change(next)}
        />
      );
    }
  }
}
