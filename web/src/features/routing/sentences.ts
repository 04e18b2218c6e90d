import type { TFunction } from 'i18next';
import type { RoutingBook, RoutingRule } from '@/api/contract';
import type { Condition } from './rules';

export type Names = {
  t: TFunction;
  say: (text: RoutingBook['queues'][number]['name'] | undefined) => string;
  book: RoutingBook;
};

export const factName = (t: TFunction, fact: string) => t(`routing.fact.${fact}`, { defaultValue: fact });

function condition({ t }: Names, { fact, is, values = [] }: Condition): string {
  const blank = t('routing.blank');
  return t(`routing.is.${is}`, {
    fact: factName(t, fact ?? ''),
    values: values.join(t('routing.or')) || blank,
    from: values[0] || blank,
    to: values[1] || blank,
  });
}

export function conditions(names: Names, when: Condition[] | undefined): string {
  return when?.length
    ? when.map((each) => condition(names, each)).join(names.t('routing.and'))
    : names.t('routing.always');
}

export const queueName = ({ t, say, book }: Names, code: string | undefined) =>
  say(book.queues.find((queue) => queue.code === code)?.name) || code || t('routing.blank');
export const skillName = ({ t, say, book }: Names, code: string | undefined) =>
  say(book.skills.find((skill) => skill.code === code)?.name) || code || t('routing.blank');

/** A rule as the sentence that its blanks make. */
export function sentence(names: Names, rule: RoutingRule): string {
  const { t } = names;
  const needs = (rule.needs ?? [])
    .map((need) => `${skillName(names, need.skill)} ≥ ${need.level}`)
    .join(t('routing.and'));
  const steps = (rule.fallBack ?? []).map((step) =>
    step.level === 0
      ? t('routing.stepAnyone', { seconds: step.afterSeconds })
      : step.skill
        ? t('routing.stepSkill', {
            seconds: step.afterSeconds,
            skill: skillName(names, step.skill),
            level: step.level,
          })
        : t('routing.step', { seconds: step.afterSeconds, level: step.level }),
  );
  const days = (count: number | undefined) =>
    count === undefined ? t('routing.dayCountBlank') : t('routing.dayCount', { count });
  const whole = t(`routing.sentence.${rule.kind}`, {
    name: rule.name || t('routing.blank'),
    when: conditions(names, rule.when),
    queue: queueName(names, rule.queue),
    skill: skillName(names, rule.skill),
    level: rule.level ?? t('routing.blank'),
    reasons: rule.reasons?.join(t('routing.or')) || t('routing.blank'),
    days: days(rule.tenureDays),
    points: rule.points === undefined ? t('routing.pointCountBlank') : t('routing.pointCount', { count: rule.points }),
    seconds: rule.seconds ?? t('routing.blank'),
    within: days(rule.withinDays),
    limit: rule.limitPerHour ?? t('routing.blank'),
    recover: rule.recoverBelow ?? t('routing.blank'),
  });
  return [whole, needs && t('routing.needs', { needs }), ...steps]
    .filter(Boolean)
    .join(whole.endsWith('。') ? '' : ' ');
}
