import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';
import type { ScriptPassage, ScriptRun } from '@/api/contract';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { StatePill } from '@/ui/state-pill';
import { Jump } from './jump';
import type { Move } from './script-query';
import { StepCard } from './step-card';
import './scripts.css';

type Props = {
  run: ScriptRun;
  go: (move: Move) => void;
  busy: boolean;
  error: unknown;
  page: (code: string) => ReactNode;
  /** It may be put aside. */
  leavable?: boolean;
};

/** A script as far as it has come: what was said folded away, what to say now, and the ways on. */
export function RunView({ run, go, busy, error, page, leavable }: Props) {
  const { t } = useWords();
  const card = useRef<HTMLDivElement>(null);
  const open = run.state === 'open';
  const group = t('scripts.title');
  useShortcut('Alt+S', t('scripts.toScript'), group, () => card.current?.focus());
  useShortcut('Backspace', t('scripts.back'), group, () => go({ act: 'back' }), open && run.trail.length > 0);
  useShortcut('Alt+ArrowLeft', t('scripts.back'), group, () => go({ act: 'back' }), open && run.trail.length > 0);
  return (
    <>
      {run.trail.length > 0 && (
        <details className="script-trail">
          <summary>{t('scripts.said', { count: run.trail.length })}</summary>
          <ol>
            {run.trail.map((passage, place) => (
              <Passage key={place} passage={passage} />
            ))}
          </ol>
        </details>
      )}
      {run.lookedUp.length > 0 && (
        <ul className="script-looked-up" aria-label={t('scripts.lookedUp')}>
          {run.lookedUp.map((each, place) => (
            <LookedUp key={place} each={each} />
          ))}
        </ul>
      )}
      {run.step && (
        <div className="script-now" ref={card} tabIndex={-1} aria-live="polite">
          <StepCard
            key={`${run.step.id}-${run.trail.length}`}
            run={run}
            step={run.step}
            go={go}
            busy={busy}
            error={error}
            page={page}
          />
        </div>
      )}
      {!open && (
        <p className="script-over">
          <StatePill state={run.result === 'solved' ? 'good' : 'off'}>
            {t(`scripts.result.${run.result ?? run.state}`)}
          </StatePill>{' '}
          {t('scripts.over')}
        </p>
      )}
      {open && (
        <div className="script-acts">
          <Button size="small" disabled={run.trail.length === 0} onClick={() => go({ act: 'back' })}>
            {t('scripts.back')} <kbd aria-hidden>⌫</kbd>
          </Button>
          {run.step?.skippable && run.step.kind !== 'lookup' && (
            <Button size="small" onClick={() => go({ act: 'skip' })}>
              {t('scripts.skip')}
            </Button>
          )}
          <Jump places={run.places} go={(step) => go({ act: 'jump', step })} />
          {leavable && (
            <Button size="small" type="text" onClick={() => go({ act: 'leave' })}>
              {t('scripts.leave')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** What a service said, or why it said nothing. */
function LookedUp({ each }: { each: ScriptRun['lookedUp'][number] }) {
  const { t } = useWords();
  const told = Object.entries(each.told);
  return (
    <li>
      <strong>{each.step.replaceAll('-', ' ')}</strong>{' '}
      {each.answered ? (
        told.length > 0 ? (
          told.map(([name, value]) => (
            <span key={name}>
              <span className="muted">{name}</span> {value}{' '}
            </span>
          ))
        ) : (
          <span className="muted">{t('scripts.answeredEmpty')}</span>
        )
      ) : (
        <span className="muted">
          {each.status === 0
            ? t('scripts.unanswered')
            : each.status === 404
              ? t('scripts.notFound')
              : t('scripts.refused', { status: each.status })}
        </span>
      )}
    </li>
  );
}

function Passage({ passage }: { passage: ScriptPassage }) {
  const { t, say, timeOfDay } = useWords();
  const words = say(passage.answer) || passage.text;
  return (
    <li data-move={passage.move}>
      <span className="muted">{timeOfDay(passage.at)}</span> <strong>{say(passage.place.title)}</strong>{' '}
      {words ? <q>{words}</q> : <span className="muted">{t(`scripts.move.${passage.move}`)}</span>}
      {!passage.mine && <span className="muted"> · {passage.by}</span>}
    </li>
  );
}
