import type { ReactNode } from 'react';
import { useWords } from '@/lib/session';
import { StatePill } from './state-pill';
import './version-list.css';

export type ShownVersion = { version: number; at: string; by: string; reason?: string };

/** The life of a definition: each version with its state, who wrote it when and why, and what may be done with it. */
export function VersionList<Version extends ShownVersion>({
  versions,
  title,
  state,
  note,
  actions,
}: {
  versions: Version[];
  title: (version: number) => string;
  state: (version: Version) => { tone: 'good' | 'warn' | 'off'; words: string };
  /** A line of its own below, such as when it served. */
  note?: (version: Version) => string;
  actions: (version: Version) => ReactNode;
}) {
  const { dateTime } = useWords();
  return (
    <ol className="versions">
      {versions
        .toSorted((a, b) => b.version - a.version)
        .map((each) => {
          const { tone, words } = state(each);
          return (
            <li key={each.version}>
              <div>
                <strong>{title(each.version)}</strong> <StatePill state={tone}>{words}</StatePill>
                <p className="muted">
                  {dateTime(each.at)} · {each.by}
                  {each.reason && ` · ${each.reason}`}
                </p>
                {note?.(each) && <p className="muted">{note(each)}</p>}
              </div>
              <span>{actions(each)}</span>
            </li>
          );
        })}
    </ol>
  );
}
