import type { ConversationSpeech } from '@/api/contract';
import { useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';

/** How the conversation sounded, one panel for each agent who talked: figures from sound alone, hold left out. */
export function Speech({ speech = [] }: { speech?: ConversationSpeech[] }) {
  const { t, number, clock } = useWords();
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : `${number(Math.round((1_000 * part) / whole) / 10)}%`;
  return speech.map((one) => {
    const sides = [
      { name: 'customer', said: one.customer },
      { name: 'agent', said: one.agent },
    ] as const;
    const spoken = one.customer.speechMillis + one.agent.speechMillis;
    return (
      <Panel key={one.beganAt} title={t('speech.title')}>
        <dl className="facts">
          <dt>{t('speech.conversation')}</dt>
          <dd>{clock(one.conversationMillis)}</dd>
          <dt>{t('speech.silence')}</dt>
          <dd>
            {percent(one.silenceMillis, one.conversationMillis)}
            {one.silences > 0 &&
              ` · ${t('speech.longest', { time: clock(one.longestSilenceMillis), count: one.silences })}`}
          </dd>
          <dt>{t('speech.overtalk')}</dt>
          <dd>{percent(one.overtalkMillis, one.conversationMillis)}</dd>
          {sides.map(({ name, said }) => (
            <div key={name} className="facts-long">
              <dt>{t(`speech.${name}`)}</dt>
              <dd>
                {t('speech.side', {
                  share: percent(said.speechMillis, spoken),
                  rate:
                    said.syllablesPerMinute === undefined
                      ? t('speech.noRate')
                      : t('speech.rate', { rate: number(said.syllablesPerMinute) }),
                  interruptions: number(said.interruptions),
                })}
                {said.raisedTimes > 0 && ` · ${t('speech.raised', { time: clock(said.raisedMillis) })}`}
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
    );
  });
}
