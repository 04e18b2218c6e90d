import type { Text } from '@/api/contract';
import type { useWords } from '@/lib/session';
import type { Outlet, Step } from './flow-model';
import { kindNamed } from './step-kinds';
import { isGroup, type Plain } from './yaml-write';

type Words = Pick<ReturnType<typeof useWords>, 't' | 'say'>;

/** A kind that this page has no words for yet is called by its word in the file. */
export const kindName = ({ t }: Words, kind: string): string => t(`flows.kind.${kind}.name`, { defaultValue: kind });
export const kindHint = ({ t }: Words, kind: string): string =>
  t(`flows.kind.${kind}.hint`, { defaultValue: kindNamed(kind)?.description ?? '' });
export const fieldName = ({ t }: Words, name: string): string => t(`flows.field.${name}`, { defaultValue: name });

const isText = (value: Plain | undefined): value is { [key: string]: string } =>
  isGroup(value) && Object.values(value).every((each) => typeof each === 'string');

export function outletName(words: Words, outlet: Outlet): string {
  if (outlet.detail === '') return fieldName(words, outlet.name);
  const label = isText(outlet.label) ? words.say(outlet.label as Text) : '';
  return label
    ? `${outlet.detail} · ${label}`
    : outlet.name === 'keys'
      ? words.t('flows.edit.key', { key: outlet.detail })
      : outlet.detail;
}

/** What a step says or names, in a few words. */
export function briefly(words: Words, step: Step): string {
  const value = isGroup(step.value) ? step.value[step.kind] : undefined;
  const of = (each: Plain | undefined): string => {
    if (each === null || each === undefined) return '';
    if (isText(each)) return words.say(each as Text) || Object.values(each).join(' ');
    if (Array.isArray(each)) return each.map(of).filter(Boolean).join(', ');
    if (isGroup(each)) {
      for (const name of [
        'say',
        'prompt',
        'code',
        'into',
        'url',
        'number',
        'digits',
        'when',
        'contact',
        'device',
        'question',
        'title',
      ])
        if (each[name] !== undefined) return of(each[name]);
      return Object.entries(each)
        .map(([name, one]) => `${name} ${of(one)}`.trim())
        .join(', ');
    }
    return String(each);
  };
  return of(value);
}
