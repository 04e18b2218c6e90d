import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { Language } from '@/api/contract';
import { languageNames, languages } from '@/lib/languages';
import { useWords } from '@/lib/session';
import { faultsIn } from '@/ui/forms/faults';
import { FormFields } from '@/ui/forms/form-fields';
import { itemsOf, type Answers, type Form } from '@/ui/forms/model';
import { Panel } from '@/ui/panel';
import { StatePill } from '@/ui/state-pill';
import { useScore } from './forms-query';

const scored: Form['use'][] = ['evaluation', 'role-play', 'checklist', 'survey'];

type Props = { form: Form; pick: (code: string) => void; picked: string | undefined };

/** The form as its users will see it, to be tried: in each language, wide and on a telephone. */
export function Preview({ form, pick, picked }: Props) {
  const { t, number, language: own } = useWords();
  const [answers, setAnswers] = useState<Answers>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [language, setLanguage] = useState<Language>(own as Language);
  const [width, setWidth] = useState<'wide' | 'phone'>('wide');
  const score = useScore(form, answers, scored.includes(form.use));
  const faults = faultsIn(form, answers).filter((fault) => left.has(fault.item));
  return (
    <Panel
      title={t('forms.preview.title')}
      className="form-preview"
      extra={
        <span className="form-preview-tools">
          <Select
            size="small"
            aria-label={t('forms.preview.language')}
            value={language}
            popupMatchSelectWidth={false}
            options={languages.map((each) => ({ value: each, label: languageNames[each] }))}
            onChange={setLanguage}
          />
          <Segmented
            size="small"
            aria-label={t('forms.preview.width')}
            value={width}
            options={(['wide', 'phone'] as const).map((each) => ({ value: each, label: t(`forms.preview.${each}`) }))}
            onChange={setWidth}
          />
          <Button
            size="small"
            disabled={Object.keys(answers).length === 0}
            onClick={() => {
              setAnswers({});
              setLeft(new Set());
            }}
          >
            {t('forms.preview.again')}
          </Button>
        </span>
      }
    >
      <div className="form-preview-page" data-width={width}>
        {itemsOf(form).length === 0 ? (
          <div className="form-teach">
            <p>{t('forms.teach.lead')}</p>
            <ol>
              {['one', 'two', 'three', 'four'].map((step) => (
                <li key={step}>{t(`forms.teach.${step}`)}</li>
              ))}
            </ol>
          </div>
        ) : (
          <FormFields
            form={form}
            answers={answers}
            language={language}
            faults={faults}
            onPick={pick}
            picked={picked}
            onChange={setAnswers}
            onLeave={(item) => setLeft((before) => new Set(before).add(item))}
          />
        )}
      </div>
      {score && (
        <p className="form-score" role="status">
          <strong>
            {typeof score.total === 'number'
              ? t('forms.preview.score', { percent: number(Math.round(score.total * 1000) / 10) })
              : t('forms.preview.noScore')}
          </strong>{' '}
          <span className="muted">{t('forms.preview.answered', { answered: score.answered, of: score.of })}</span>{' '}
          {score.criticalErrors.length > 0 && (
            <StatePill state="bad">
              {t('forms.preview.criticalErrors', { count: score.criticalErrors.length })}
            </StatePill>
          )}
        </p>
      )}
    </Panel>
  );
}
