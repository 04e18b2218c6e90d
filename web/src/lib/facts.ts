import type { TFunction } from 'i18next';

/**
 * What a flow noted about a call, in words where we have them: the shipped flows' facts are in the catalogue, a site's own
 * ones are shown as its flow's author wrote them.
 */
export function factWords(t: TFunction, facts: Record<string, string> | undefined): { name: string; value: string }[] {
  return Object.entries(facts ?? {}).map(([name, value]) => ({
    name: t(`common.fact.${name}`, { defaultValue: name }),
    value:
      name === 'language'
        ? t(`common.lang.${value}`, { defaultValue: value })
        : t(`common.factValue.${name}.${value}`, { defaultValue: value }),
  }));
}
