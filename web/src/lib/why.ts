import type { TFunction } from 'i18next';
import { raised } from './facts';
import { clock } from './time';

const known = [
  'longest-idle',
  'best-proficiency',
  'least-occupied',
  'fair-share',
  'preferred-agent',
  'last-agent',
  'most-urgent',
  'overdue',
];

export type Reasons = {
  rule: string;
  candidates: number;
  waitMillis?: number;
  step?: number;
  /** The agent's for what was needed; nothing, or ordinary, where it decided nothing. */
  preference?: string;
  runnerUp?: string;
  /** Of the interaction; its priority's share is told. */
  attributes?: Record<string, string>;
};

/** The floor's explanation of an offer as sentences; without `name` it speaks to the agent. */
export function why(t: TFunction, reasons: Reasons, name?: string): string {
  const rule = reasons.rule.toLowerCase().replaceAll('_', '-');
  const sentence = t(`why.${name ? 'they' : 'you'}.${known.includes(rule) ? rule : 'other'}`, {
    count: reasons.candidates,
    rule: reasons.rule,
    name: name ?? '',
  });
  const preference = reasons.preference === 'first' || reasons.preference === 'reserve' ? reasons.preference : '';
  const more = [
    preference && t(`why.preference.${name ? 'they' : 'you'}.${preference}`),
    reasons.waitMillis ? t('why.waited', { time: clock(reasons.waitMillis) }) : '',
    raised(t, reasons.attributes),
    byRules(t, reasons.attributes?.['routed.rules'], reasons.attributes?.['routed.version']),
    reasons.step ? t('why.step', { count: reasons.step }) : '',
    reasons.runnerUp ? t('why.runnerUp', { name: reasons.runnerUp }) : '',
  ];
  return [sentence, ...more].filter(Boolean).join(/[。]$/.test(sentence) ? '' : ' ');
}

/** Which rules of routing brought a contact there, as the floor noted them: `team:1 priority:4`; empty for none. */
export function byRules(t: TFunction, rules: string | undefined, version: string | undefined): string {
  if (!rules) return '';
  const named = rules
    .split(' ')
    .map((rule) => rule.split(':'))
    .map(([kind = '', place = '']) =>
      t('routing.becauseRule', { place, kind: t(`routing.kind.${kind}`, { defaultValue: kind }) }),
    );
  return t('routing.because', { version: version ?? '', rules: named.join(', ') });
}
