import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '@/lib/session';
import './condition-editor.css';
import { choicesOf, type Form, type Item, type Tree } from '@/ui/forms/model';
import {
  comparisons,
  complete,
  rowsOf,
  sentenceOf,
  sourceOf,
  treeOf,
  type Is,
  type Rows,
  type Test,
} from './condition-rows';

type Props = {
  form: Form;
  /** Those that may be named. */
  items: Item[];
  when: string | null | undefined;
  tree: Tree | null | undefined;
  /** With the tree where the browser knows it; without, the server will read the text. */
  change: (when: string | null, tree: Tree | null) => void;
};

const mostTests = 10;

/** When a part is shown, as a sentence of choices; what is too much for that is a text, for those who like to write. */
export function ConditionEditor({ form, items, when, tree, change }: Props) {
  const { t, say } = useWords();
  const read = when ? rowsOf(tree, items) : { join: 'and' as const, tests: [] };
  // while a blank is empty nothing is stored yet: the sentence stands here
  const [unfinished, setUnfinished] = useState<Rows>();
  const [writing, setWriting] = useState(false);
  const rows = unfinished ?? read;
  const set = (next: Rows) => {
    if (complete(next)) {
      setUnfinished(undefined);
      change(sourceOf(next), treeOf(next));
    } else setUnfinished(next);
  };
  const setTest = (at: number, test: Test) => rows && set({ ...rows, tests: rows.tests.with(at, test) });
  const first = (item: Item): Test => ({ item: item.code, is: comparisons(item)[0]!, values: [] });
  if (items.length === 0) return <p className="muted">{t('forms.when.nothingBefore')}</p>;
  if (writing || !rows)
    return (
      <div className="form-when">
        <Input.TextArea
          className="mono"
          aria-label={t('forms.when.asText')}
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={2000}
          spellCheck={false}
          value={when ?? ''}
          onChange={(event) => change(event.target.value.trim() ? event.target.value : null, null)}
        />
        <p className="muted">{t('forms.when.textHint')}</p>
        {(read || !when) && (
          <Button size="small" onClick={() => setWriting(false)}>
            {t('forms.when.asSentence')}
          </Button>
        )}
        {!read && when && (
          <Button size="small" onClick={() => change(null, null)}>
            {t('forms.when.always')}
          </Button>
        )}
      </div>
    );
  return (
    <div className="form-when">
      <p className="form-sentence">
        {rows.tests.length === 0
          ? t('forms.when.always')
          : t('forms.when.shown', { when: sentenceOf(form, rows, { t, say }) })}
      </p>
      {rows.tests.map((test, at) => {
        const item = items.find((each) => each.code === test.item);
        return (
          <div key={at} className="form-test">
            <Select
              aria-label={t('forms.when.item')}
              value={test.item}
              popupMatchSelectWidth={false}
              showSearch={{ optionFilterProp: 'label' }}
              options={items.map((each) => ({ value: each.code, label: say(each.label) || each.code }))}
              onChange={(code) => setTest(at, first(items.find((each) => each.code === code)!))}
            />
            {item && (
              <>
                <Select
                  aria-label={t('forms.when.comparison')}
                  value={test.is}
                  popupMatchSelectWidth={false}
                  options={comparisons(item).map((is) => ({ value: is, label: t(`forms.when.compare.${is}`) }))}
                  onChange={(is: Is) => setTest(at, { ...test, is })}
                />
                <Values form={form} item={item} test={test} change={(values) => setTest(at, { ...test, values })} />
              </>
            )}
            <Button
              type="text"
              size="small"
              aria-label={t('forms.when.drop', { place: at + 1 })}
              onClick={() => set({ ...rows, tests: rows.tests.toSpliced(at, 1) })}
            >
              ×
            </Button>
          </div>
        );
      })}
      <div className="form-when-foot">
        {rows.tests.length > 1 && (
          <Select
            size="small"
            aria-label={t('forms.when.join')}
            value={rows.join}
            popupMatchSelectWidth={false}
            options={(['and', 'or'] as const).map((join) => ({ value: join, label: t(`forms.when.joins.${join}`) }))}
            onChange={(join) => set({ ...rows, join })}
          />
        )}
        <Button
          size="small"
          disabled={rows.tests.length >= mostTests}
          onClick={() => set({ ...rows, tests: [...rows.tests, first(items.at(-1)!)] })}
        >
          {t('forms.when.add')}
        </Button>
        <Button size="small" type="text" onClick={() => setWriting(true)}>
          {t('forms.when.asText')}
        </Button>
      </div>
    </div>
  );
}

function Values({
  form,
  item,
  test,
  change,
}: {
  form: Form;
  item: Item;
  test: Test;
  change: (values: (string | number)[]) => void;
}) {
  const { t, say } = useWords();
  const label = t('forms.when.values');
  const options = choicesOf(form, item).map(({ code, name }) => ({ value: code, label: say(name) || code }));
  switch (test.is) {
    case 'one-of':
    case 'none-of':
      return (
        <Select
          aria-label={label}
          mode={item.kind === 'text' ? 'tags' : 'multiple'}
          value={test.values.map(String)}
          options={options}
          onChange={(values: string[]) => change(values.map((value) => value.trim()).filter(Boolean))}
        />
      );
    case 'contains':
    case 'lacks':
      return (
        <Select
          aria-label={label}
          value={test.values[0] === undefined ? undefined : String(test.values[0])}
          options={options}
          onChange={(value: string) => change([value])}
        />
      );
    case 'equal':
    case 'at-least':
    case 'at-most':
      return (
        <InputNumber
          aria-label={label}
          value={typeof test.values[0] === 'number' ? test.values[0] : null}
          onChange={(value) => change(typeof value === 'number' ? [value] : [])}
        />
      );
    case 'yes':
    case 'no':
    case 'given':
    case 'missing':
      return null;
  }
}
