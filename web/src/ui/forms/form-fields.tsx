import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import type { Language } from '@/api/contract';
import { useWordsIn, type Words } from '@/lib/words-in';
import { shownIn } from './conditions';
import type { Fault } from './faults';
import './forms.css';
import { isGroup, ItemControl } from './item-control';
import type { Answer, Answers, Form, Item } from './model';

type Props = {
  form: Form;
  answers: Answers;
  /** The new answers, and the item that was answered. */
  onChange: (answers: Answers, item: string) => void;
  /** An item was left, so that what is wrong with it may be said. */
  onLeave?: (item: string) => void;
  /** What is to be said now, beside its field. */
  faults?: Fault[];
  readOnly?: boolean;
  /** Another language than the reader's own, where it is shown how a form will read. */
  language?: Language | undefined;
  /** Where a click on an item or section leads, in an editor. */
  onPick?: (code: string) => void;
  picked?: string | undefined;
};

/** Fills a form. What is not shown is not asked; a condition opens and closes its items while the answer is given. */
export function FormFields({
  form,
  answers,
  onChange,
  onLeave,
  faults = [],
  readOnly,
  language,
  onPick,
  picked,
}: Props) {
  const words = useWordsIn(language);
  const { t, say } = words;
  const shown = shownIn(form, answers);
  return (
    <div className="form-fields" lang={words.language}>
      {say(form.introduction) && <p className="form-introduction">{say(form.introduction)}</p>}
      {form.sections.map((section, place) => {
        const items = section.items.filter(({ code }) => shown.has(code));
        if (items.length === 0 && !onPick) return null;
        const title = say(section.title);
        return (
          <fieldset
            key={section.code || place}
            className="form-section"
            data-picked={picked === section.code || undefined}
          >
            <legend className={title || form.sections.length > 1 ? undefined : 'sr-only'}>
              {onPick ? (
                <button type="button" className="form-pick" onClick={() => onPick(section.code)}>
                  {title || t('forms.unnamed')}
                </button>
              ) : (
                title || say(form.title)
              )}
            </legend>
            {items.map((item) => (
              <ItemField
                key={item.code}
                form={form}
                item={item}
                words={words}
                answer={answers[item.code]}
                change={(answer) => onChange({ ...answers, [item.code]: answer }, item.code)}
                leave={() => onLeave?.(item.code)}
                fault={faults.find((fault) => fault.item === item.code)}
                readOnly={readOnly ?? false}
                pick={onPick && (() => onPick(item.code))}
                picked={picked === item.code}
              />
            ))}
          </fieldset>
        );
      })}
    </div>
  );
}

type FieldProps = {
  form: Form;
  item: Item;
  words: Words;
  answer: Answer | undefined;
  change: (answer: Answer) => void;
  leave: () => void;
  fault: Fault | undefined;
  readOnly: boolean;
  pick: (() => void) | undefined;
  picked: boolean;
};

export function faultWords(fault: Fault, { t }: Words): string {
  if (fault.message) return fault.message;
  const { pattern, kind, ...values } = fault.values ?? {};
  return t(`forms.fault.${fault.key}`, {
    ...values,
    pattern: pattern === undefined ? '' : t(`forms.pattern.${pattern}`),
    kind: kind === undefined ? '' : t(`forms.kind.${kind}`),
    defaultValue: t('forms.fault.other'),
  });
}

function ItemField({ form, item, words, answer, change, leave, fault, readOnly, pick, picked }: FieldProps) {
  const { t, say } = words;
  const id = useId();
  const [commenting, setCommenting] = useState(false);
  const ids = { label: `${id}label`, field: `${id}field`, help: `${id}help`, fault: `${id}fault` };
  const help = say(item.help);
  const described = [help && ids.help, fault && ids.fault].filter(Boolean).join(' ') || undefined;
  const label = say(item.label) || t('forms.unnamed');
  const group = isGroup(form, item);
  const without = answer?.notApplicable === true;
  const comments = item.comment === 'required' || (item.comment === 'optional' && (commenting || answer?.comment));
  const words_ = (
    <>
      {label}
      {item.required && (
        <span className="form-required" title={t('forms.fill.required')}>
          <span aria-hidden="true"> *</span>
          <span className="sr-only"> {t('forms.fill.required')}</span>
        </span>
      )}
    </>
  );
  return (
    <div
      className="form-item"
      data-item={item.code}
      data-fault={fault ? true : undefined}
      data-picked={picked || undefined}
    >
      <div className="form-label">
        {pick ? (
          <button type="button" id={ids.label} className="form-pick" onClick={pick}>
            {words_}
          </button>
        ) : group || answer?.masked ? (
          <span id={ids.label}>{words_}</span>
        ) : (
          <label id={ids.label} htmlFor={ids.field}>
            {words_}
          </label>
        )}
        {item.critical && <span className="tag">{t(`forms.critical.${item.critical}`)}</span>}
        {item.sensitive && <span className="tag">{t('forms.fill.sensitive')}</span>}
      </div>
      {help && (
        <p className="form-help" id={ids.help}>
          {help}
        </p>
      )}
      {answer?.masked ? (
        <p className="form-masked" title={t('forms.fill.maskedHint')}>
          <span aria-hidden="true">••••••</span> <span className="muted">{t('forms.fill.maskedHint')}</span>
        </p>
      ) : (
        <ItemControl
          form={form}
          item={item}
          words={words}
          value={without ? null : answer?.value}
          disabled={readOnly || without}
          change={(value) => change({ ...answer, value, notApplicable: false })}
          leave={leave}
          ids={{ label: ids.label, field: ids.field, described }}
          invalid={fault !== undefined}
        />
      )}
      {fault && (
        <p className="form-fault" id={ids.fault}>
          {faultWords(fault, words)}
        </p>
      )}
      {(item.notApplicable || (item.comment === 'optional' && !comments)) && !answer?.masked && (
        <div className="form-beside">
          {item.notApplicable && (
            <Checkbox
              checked={without}
              disabled={readOnly}
              onChange={(event) => change({ ...answer, value: null, notApplicable: event.target.checked })}
            >
              {t('forms.fill.notApplicable')}
              <span className="sr-only">: {label}</span>
            </Checkbox>
          )}
          {item.comment === 'optional' && !comments && !readOnly && (
            <Button type="link" size="small" onClick={() => setCommenting(true)}>
              {t('forms.fill.addComment')}
              <span className="sr-only">: {label}</span>
            </Button>
          )}
        </div>
      )}
      {comments && (
        <Input.TextArea
          className="form-comment"
          aria-label={t('forms.fill.commentOn', { item: label })}
          placeholder={t('forms.fill.comment')}
          autoFocus={commenting && !answer?.comment}
          autoSize={{ minRows: 1, maxRows: 6 }}
          maxLength={2000}
          disabled={readOnly}
          value={answer?.comment ?? ''}
          onBlur={leave}
          onChange={(event) => change({ ...answer, comment: event.target.value })}
        />
      )}
    </div>
  );
}
