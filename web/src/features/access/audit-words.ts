import type { TFunction } from 'i18next';

/** What the log records, in words: what was made or changed, or an act with a name of its own; else its code. */
export function actWords(action: string, t: TFunction): string {
  const whole = t(`audit.acts.${action}`, { defaultValue: '' });
  if (whole) {
    return whole;
  }
  const cut = action.lastIndexOf('-');
  const thing = t(`audit.things.${action.slice(0, cut)}`, { defaultValue: '' });
  const verb = t(`audit.verbs.${action.slice(cut + 1)}`, { defaultValue: '' });
  return thing && verb ? t('audit.made', { thing, verb }) : action;
}

/** The kind of record an entry is about. */
export const thingWords = (entity: string, t: TFunction): string =>
  t(`audit.things.${entity}`, { defaultValue: entity });

const short = (value: unknown): string =>
  value === null || value === undefined || value === ''
    ? '–'
    : Array.isArray(value) && value.every((each) => typeof each !== 'object')
      ? value.join(', ')
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);

const isChange = (value: unknown): value is { old?: unknown; new?: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'new' in value &&
  Object.keys(value).every((k) => /^(old|new)$/.test(k));

/** One line a field: its value, or what it was and became. */
export const detailWords = (details: Record<string, unknown> | null | undefined): string =>
  Object.entries(details ?? {})
    .map(([field, value]) =>
      isChange(value) ? `${field}: ${short(value.old)} → ${short(value.new)}` : `${field}: ${short(value)}`,
    )
    .join('\n');
