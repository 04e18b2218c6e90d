import type { TFunction } from 'i18next';

const priority = 'priority.';

/** What the client's rules added to a caller's priority: "Raised by 2: value rank, member level."; empty for nothing. */
export function raised(t: TFunction, facts: Record<string, string> | undefined): string {
  const points = Object.entries(facts ?? {}).filter(([name]) => name.startsWith(priority));
  if (points.length === 0) return '';
  return t('why.raised', {
    points: points.reduce((sum, [, value]) => sum + Number(value), 0),
    reasons: ['rank', 'level', 'case']
      .filter((reason) => points.some(([name]) => name === priority + reason))
      .map((reason) => t(`why.raisedBy.${reason}`))
      .join(t('why.raisedBy.and')),
  });
}

/**
 * What a flow noted about a call, in words where we have them: the shipped flows' facts are in the catalogue, a site's own
 * ones are shown as its flow's author wrote them.
 */
export function factWords(t: TFunction, facts: Record<string, string> | undefined): { name: string; value: string }[] {
  return Object.entries(facts ?? {})
    .filter(([name]) => !name.startsWith(priority) && !name.startsWith('routed.'))
    .map(([name, value]) => ({
      name: t(`common.fact.${name}`, { defaultValue: name }),
      value:
        name === 'language'
          ? t(`common.lang.${value}`, { defaultValue: value })
          : t(`common.factValue.${name}.${value}`, { defaultValue: value }),
    }));
}
