import type { RecordingRef, TimelineEntry } from '@/api/contract';

/** A stretch of a recording: what the customer lived through, and with whom. Milliseconds from its beginning. */
export type Segment = {
  kind: 'wait' | 'ring' | 'talk' | 'hold' | 'consult' | 'conference' | 'paused' | 'outside';
  from: number;
  to: number;
  /** Who served the customer. */
  agent: string;
};

type Now = Pick<Segment, 'kind' | 'agent'>;

/** What an event of the timeline makes of the call; undefined: nothing that is heard. */
function after(entry: TimelineEntry, now: Now | undefined, talk: Now | undefined): Now | undefined | 'over' {
  const name = String(entry.data.agentName ?? entry.data.agent ?? '');
  if (entry.data.consult) return undefined; // a question to a colleague is told by its own events
  switch (entry.type) {
    case 'queued':
    case 'offer-declined':
    case 'offer-expired':
      return { kind: 'wait', agent: '' };
    case 'offered':
      return { kind: 'ring', agent: name };
    case 'answered':
    case 'conversation-started':
      return { kind: 'talk', agent: name };
    case 'outside-answered':
      return { kind: 'outside', agent: '' };
    case 'hold-started':
      return { kind: 'hold', agent: talk?.agent ?? name };
    case 'consult-started':
      return { kind: 'consult', agent: talk?.agent ?? '' };
    case 'conference-started':
      return { kind: 'conference', agent: talk?.agent ?? '' };
    case 'hold-ended':
    case 'consult-ended':
    case 'recording-resumed':
      return talk;
    case 'recording-paused':
      return { kind: 'paused', agent: talk?.agent ?? now?.agent ?? '' };
    case 'ended':
      return entry.data.by === 'transferred' ? { kind: 'wait', agent: '' } : 'over';
    case 'abandoned':
    case 'interrupted':
      return 'over';
    default:
      return undefined;
  }
}

/** The ring, talk, hold and transfer legs of a contact as far as one recording holds them, one after the other. */
export function segmentsOf(timeline: TimelineEntry[], recording: RecordingRef): Segment[] {
  const start = Date.parse(recording.startedAt);
  const end = recording.durationMillis;
  const segments: Segment[] = [];
  let now: Now | undefined;
  let talk: Now | undefined;
  let since = 0;
  const close = (at: number) => {
    const from = Math.min(end, Math.max(0, since));
    const to = Math.min(end, Math.max(0, at));
    if (now && to > from) segments.push({ ...now, from, to });
  };
  for (const entry of timeline) {
    const next = after(entry, now, talk);
    if (next === undefined) continue;
    const at = Date.parse(entry.at) - start;
    close(at);
    now = next === 'over' ? undefined : next;
    if (now?.kind === 'talk') talk = now;
    since = at;
  }
  close(end);
  return segments;
}
