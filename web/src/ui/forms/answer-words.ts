import { localeOf } from '@/lib/languages';
import * as time from '@/lib/time';
import type { Words } from '@/lib/words-in';
import { choicesOf, empty, type Answer, type Form, type Item } from './model';

/** An answer as it is read: the names of what was chosen, figures and days as the reader's country writes them. */
export function answerWords(form: Form, item: Item, answer: Answer | undefined, words: Words): string {
  const { t, say } = words;
  if (answer?.masked) return t('forms.fill.masked');
  if (answer?.notApplicable) return t('forms.fill.notApplicable');
  const value = answer?.value;
  if (empty(value)) return '–';
  switch (item.kind) {
    case 'yes-no':
      return t(value === true ? 'common.yes' : 'common.no');
    case 'number':
      return typeof value === 'number'
        ? [words.number(value), say(item.unit)].filter(Boolean).join(' ')
        : String(value);
    case 'date':
      return words.day(String(value));
    case 'date-time':
      // written without a zone: it is the site's own time, for everybody who reads it
      return time.dateTime(`${String(value)}Z`, localeOf(words.language), 'UTC');
    case 'choice':
    case 'choices':
    case 'scale': {
      const choices = choicesOf(form, item);
      return [value]
        .flat()
        .map((code) => say(choices.find((choice) => choice.code === code)?.name) || String(code))
        .join(t('forms.fill.and'));
    }
    case 'text':
    case 'long-text':
      return String(value);
  }
}
