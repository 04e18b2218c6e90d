import type { Text, TimelineEntry } from '@/api/contract';
import type { useWords } from '@/lib/session';

type Words = ReturnType<typeof useWords>;

const counts = ['ready', 'ringing', 'talking', 'wrappingUp', 'declined', 'notReady', 'signedOut'] as const;

/** Why a contact waited at one step: what it needed, who could have served it, and what they were doing. */
export function whyWaits(data: TimelineEntry['data'], t: Words['t'], say: Words['say'], clock: Words['clock']): string {
  const text = (name: string) => String(data[name] ?? '');
  const agent = text('agentName') || text('agent');
  const of = text('of');
  if (of === 'held' || of === 'released') {
    return t(`insight.waitReason.${of}.${of === 'held' ? text('window') : text('reason')}`, {
      defaultValue: t(`insight.waitReason.${of}.other`, { agent }),
      agent,
    });
  }
  const skills = (data.skills ?? {}) as Record<string, Text>;
  const needs = text('needs')
    .split(' ')
    .filter(Boolean)
    .map((need) => {
      const [id = '', minimum = ''] = need.split(':');
      const skill = skills[id];
      return t('insight.waitReason.need', { skill: skill ? say(skill) : id, minimum });
    });
  const who = counts
    .map((name) => ({ name, count: Number(data[name] ?? 0) }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => t(`insight.waitReason.count.${name}`, { count }));
  return t(`insight.waitReason.${of}`, {
    defaultValue: t('insight.waitReason.entered'),
    waited: clock(Number(data.waitedMillis ?? 0)),
    needs: needs.length > 0 ? needs.join(t('insight.waitReason.and')) : t('insight.waitReason.anyone'),
    who:
      Number(data.entitled ?? 0) === 0
        ? t('insight.waitReason.nobody')
        : t('insight.waitReason.who', { count: Number(data.entitled), list: who.join(t('insight.waitReason.comma')) }),
  });
}
