import type { InteractionRecord, Text, TimelineEntry } from '@/api/contract';
import { useWords } from '@/lib/session';
import { byRules, why } from '@/lib/why';
import { whyWaits } from './why-waits';

const tones: Record<string, string> = {
  arrived: '--ink-3',
  queued: '--ringing',
  offered: '--ringing',
  answered: '--talk',
  'hold-started': '--hold',
  'hold-ended': '--talk',
  ended: '--acw',
  'wrapped-up': '--ready',
  abandoned: '--bad',
  interrupted: '--bad',
  'offer-expired': '--not-ready',
  'offer-declined': '--not-ready',
  'conversation-started': '--talk',
  'conference-started': '--talk',
  'call-out-reached': '--talk',
  'call-out-ended': '--not-ready',
  'transfer-recalled': '--not-ready',
};

/** 0:00.000 after the arrival. */
export function offset(millis: number): string {
  const minutes = Math.floor(Math.abs(millis) / 60_000);
  const rest = (Math.abs(millis) % 60_000) / 1000;
  return `${millis < 0 ? '−' : '+'}${minutes}:${rest.toFixed(3).padStart(6, '0')}`;
}

/** Every step in words, to the millisecond; each offer with the reason the floor gave. */
export function Timeline({ record }: { record: InteractionRecord }) {
  const { t, say, timeWithMillis, clock } = useWords();
  const start = Date.parse(record.timeline[0]?.at ?? record.at);
  const chosen = (step: string, digit: string) => {
    const key = record.keys.find((each) => each.prompt === step && each.digits === digit);
    return key?.meaning ? t('insight.choice', { digit, meaning: say(key.meaning) }) : digit;
  };
  const words = ({ type, data }: TimelineEntry) => {
    const text = (name: string) => String(data[name] ?? '');
    if (type === 'why') return whyWaits(data, t, say, clock);
    const queue = say(data.queueName as Text | undefined) || text('queue');
    const whom = text('agentName') || text('agent') || queue;
    const said = t(`insight.step.${type}`, {
      defaultValue: type,
      ...data,
      from: text('from') || record.from,
      flow: text('flow') || text('flowCode'),
      choice: chosen(text('step'), text('digit')),
      answer: t(`insight.word.${text('open') === 'true' || text('answer') === 'open' ? 'open' : 'closed'}`),
      queue,
      agent: text('agentName') || text('agent'),
      fromName: text('fromName') || text('from'),
      whom: whom || t('insight.word.outside'),
      why: t(`insight.whyEnded.${text('why')}`, { defaultValue: text('why') }),
      result: t(`desk.out.state.${text('result')}`, { defaultValue: text('result') }),
      reason: say(data.reasonName as Text | undefined) || text('reason'),
      step: text('step'),
      hours: t(`insight.closedBy.${text('reason')}`, { defaultValue: text('reason') }),
      exit: t(`insight.exit.${text('exit').toLowerCase()}`, { defaultValue: text('exit') }),
      by: t(`insight.by.${text('by').toLowerCase()}`, { defaultValue: text('by') }),
      intent: text('intent') || t('insight.word.noIntent'),
      timedOut: text('timedOut') === 'true' ? t('insight.word.timedOut') : '',
      type: text('type'),
      time: data.durationMillis ? clock(Number(data.durationMillis)) : '',
    });
    // a question to a colleague is an interaction of its own; its steps stand in the customer's story
    return data.consult === true ? t('insight.word.consult', { text: said }) : said;
  };
  return (
    <ol className="timeline">
      {record.timeline.map((entry, index) => (
        <li
          key={index}
          data-type={entry.type}
          style={{ '--tone': `var(${tones[entry.type] ?? '--line-strong'})` } as React.CSSProperties}
        >
          <span className="mono timeline-at" title={timeWithMillis(entry.at)}>
            {offset(Date.parse(entry.at) - start)}
          </span>
          <div>
            {entry.type === 'why' ? <span className="muted">{words(entry).trim()}</span> : words(entry).trim()}
            {entry.type === 'offered' && entry.data.rule !== undefined && (
              <p className="muted">
                {why(
                  t,
                  {
                    rule: String(entry.data.rule),
                    candidates: Number(entry.data.candidates ?? 1),
                    waitMillis: Number(entry.data.waitMillis ?? 0),
                    step: Number(entry.data.step ?? 0),
                    ...(entry.data.preference !== undefined && { preference: String(entry.data.preference) }),
                    attributes: record.attributes,
                    ...(entry.data.runnerUp !== undefined && {
                      runnerUp: String(entry.data.runnerUpName ?? entry.data.runnerUp),
                    }),
                  },
                  String(entry.data.agentName ?? entry.data.agent ?? ''),
                )}
              </p>
            )}
            {entry.type === 'queued' && entry.data.rules !== undefined && (
              <p className="muted">{byRules(t, String(entry.data.rules), String(entry.data.rulesVersion ?? ''))}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
