import { Button, Input, InputNumber, Spin } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Problem } from '@/api/http';
import type { ScriptRun, ScriptStep } from '@/api/contract';
import { draft } from '@/lib/draft';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { say as sayIn } from '@/lib/text';
import { FormFields } from '@/ui/forms/form-fields';
import type { Fault } from '@/ui/forms/faults';
import type { Answer, Answers, Form, Item } from '@/ui/forms/model';
import { isDone, type Move } from './script-query';

type Props = {
  run: ScriptRun;
  step: ScriptStep;
  go: (move: Move) => void;
  busy: boolean;
  error: unknown;
  page: (code: string) => ReactNode;
};

/** What to say now, big, in the customer's language; the keys 1 to 9 answer. */
export function StepCard({ run, step, go, busy, error, page }: Props) {
  const { t, say, language } = useWords();
  const said = sayIn(step.said, run.language);
  const own = say(step.said);
  return (
    <>
      {said && (
        <p className="script-said" lang={run.language}>
          {said}
        </p>
      )}
      {own && own !== said && (
        <p className="script-own muted" lang={language}>
          {own}
        </p>
      )}
      {step.page && <div className="script-page">{page(step.page)}</div>}
      {step.tone && <p className="script-tone">{say(step.tone)}</p>}
      {step.behaviours.length > 0 && (
        <ul className="script-behaviours" aria-label={t('scripts.behaviours')}>
          {step.behaviours.map((behaviour, place) => (
            <li key={place} className="tag">
              {say(behaviour)}
            </li>
          ))}
        </ul>
      )}
      {step.fill && <Fill run={run} step={step} go={go} busy={busy} error={error} />}
      {step.kind === 'fill' && !step.fill && <p className="muted">{t('scripts.noForm')}</p>}
      {step.replies.length > 0 && step.kind !== 'offer' && (
        <div className="script-replies" role="group" aria-label={t('scripts.replies')}>
          {step.replies.map((reply) => (
            <Reply
              key={reply.key}
              digit={reply.key}
              label={sayIn(reply.label, language)}
              go={() => go({ act: 'key', key: reply.key })}
            />
          ))}
        </div>
      )}
      {isDone(step) && (
        <div className="script-replies">
          <Reply digit="1" label={t(`scripts.done.${step.kind}`)} go={() => go({ act: 'done' })} />
        </div>
      )}
      {step.kind === 'lookup' && <Asking step={step} go={go} />}
      {step.offer && <Offer step={step} go={go} />}
      {step.kind === 'ask' && <FreeAnswer run={run} step={step} go={go} />}
    </>
  );
}

/** A service of the house is asked; nobody has to wait for it. */
function Asking({ step, go }: Pick<Props, 'step' | 'go'>) {
  const { t, say } = useWords();
  return (
    <>
      <p className="script-asking" role="status">
        <Spin size="small" /> {t('scripts.asking', { what: say(step.title) })}
      </p>
      <div className="script-replies">
        <Reply digit="1" label={t('scripts.goOnWithout')} go={() => go({ act: 'skip' })} />
      </div>
    </>
  );
}

function Reply({ digit, label, go }: { digit: string; label: string; go: () => void }) {
  const { t } = useWords();
  useShortcut(digit, label, t('scripts.title'), go);
  return (
    <button type="button" className="choice" onClick={go}>
      <span>{label}</span>
      <kbd>{digit}</kbd>
    </button>
  );
}

const itemsOf = (form: Form): Item[] => form.sections.flatMap((section) => section.items);

/** Asks for what is not known; what is known is marked with where it comes from, and can be corrected. */
function Fill({ run, step, go, busy, error }: Omit<Props, 'page'>) {
  const { t, say } = useWords();
  const fill = step.fill!;
  const form = fill.form as Form;
  const key = `script.${run.id}.${step.id}`;
  const [typed, setTyped] = useState<Answers>(() => JSON.parse(draft.read(key) ?? '{}') as Answers);
  const [correcting, setCorrecting] = useState(false);
  const sources = new Map(fill.known.map((each) => [each.item, each.source]));
  const answers: Answers = { ...(fill.answers as Answers), ...typed };
  const asked: Form = correcting
    ? form
    : {
        ...form,
        sections: form.sections.map((section) => ({
          ...section,
          items: section.items.filter((item) => !sources.has(item.code)),
        })),
      };
  const faults: Fault[] =
    error instanceof Problem
      ? error.fields
          .filter(({ field }) => field.startsWith('answers.'))
          .map(({ field, code, message }) => ({ item: field.slice(8), key: code, message }))
      : [];
  // what was typed is kept until the script has gone on with it: a refusal or another look of the desk loses nothing
  const sentOn = useRef(false);
  useEffect(() => {
    if (error) sentOn.current = false;
  }, [error]);
  useEffect(() => {
    const forget = () => {
      if (sentOn.current) draft.forget(key);
    };
    return forget;
  }, [key]);
  const done = () => {
    sentOn.current = true;
    const sent: NonNullable<Move['answers']> = {};
    for (const [item, answer] of Object.entries(typed)) sent[item] = { value: answer.value ?? undefined };
    go({ act: 'fill', answers: sent });
  };
  useShortcut('Alt+Enter', t('scripts.filled'), t('scripts.title'), done);
  return (
    <div className="script-fill">
      {sources.size > 0 && !correcting && (
        <dl className="script-known">
          {itemsOf(form)
            .filter((item) => sources.has(item.code))
            .map((item) => (
              <div key={item.code}>
                <dt>{say(item.label)}</dt>
                <dd>
                  {words(item, answers[item.code], say, t)}{' '}
                  <span className="tag" data-known={sources.get(item.code)}>
                    {t(`scripts.known.${sources.get(item.code)}`)}
                  </span>
                </dd>
              </div>
            ))}
        </dl>
      )}
      {(correcting || itemsOf(asked).length > 0) && (
        <FormFields
          form={asked}
          answers={answers}
          faults={faults}
          onChange={(next, item) => {
            const mine = { ...typed, [item]: next[item]! };
            setTyped(mine);
            draft.keep(key, JSON.stringify(mine));
          }}
        />
      )}
      <div className="script-replies">
        <Button type="primary" loading={busy} onClick={done} aria-keyshortcuts="Alt+Enter">
          {t('scripts.filled')} <kbd>Alt ⏎</kbd>
        </Button>
        {sources.size > 0 && !correcting && <Button onClick={() => setCorrecting(true)}>{t('scripts.correct')}</Button>}
      </div>
    </div>
  );
}

function words(
  item: Item,
  answer: Answer | undefined,
  say: (text: Item['label']) => string,
  t: (key: string) => string,
): string {
  const value = answer?.value;
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  const name = (code: string) => say(item.options?.find((option) => option.code === code)?.name) || code;
  return Array.isArray(value) ? value.map(name).join(', ') : name(String(value));
}

/** Made, answered, and what it is worth; leaving it out says that it was not made. */
function Offer({ step, go }: { step: ScriptStep; go: (move: Move) => void }) {
  const { t } = useWords();
  const offer = step.offer!;
  const [value, setValue] = useState<number | null>(offer.value ?? null);
  const answer = (accepted: boolean) => go({ act: 'offer', accepted, ...(accepted && value !== null && { value }) });
  return (
    <div className="script-offer">
      <label>
        {t('scripts.offer.value')}{' '}
        <InputNumber size="small" min={0} max={999_999_999} precision={2} value={value} onChange={setValue} />
      </label>
      <div className="script-replies" role="group" aria-label={t('scripts.replies')}>
        <Reply digit="1" label={t('scripts.offer.accepted')} go={() => answer(true)} />
        <Reply digit="2" label={t('scripts.offer.declined')} go={() => answer(false)} />
      </div>
    </div>
  );
}

/** What the customer says instead: written down at any question, and the ways on from there. */
function FreeAnswer({ run, step, go }: { run: ScriptRun; step: ScriptStep; go: (move: Move) => void }) {
  const { t, say } = useWords();
  const key = `script.${run.id}.free.${step.id}`;
  const [text, setText] = useState(() => draft.read(key) ?? '');
  const [open, setOpen] = useState(text !== '');
  useShortcut('0', t('scripts.free.title'), t('scripts.title'), () => setOpen(true));
  const send = (to?: string) => {
    if (!text.trim()) return;
    draft.forget(key);
    setText('');
    go({ act: 'free', text: text.trim(), ...(to && { step: to }) });
  };
  if (!open)
    return (
      <Button type="text" size="small" className="script-free-open" onClick={() => setOpen(true)}>
        {t('scripts.free.title')} <kbd>0</kbd>
      </Button>
    );
  const ways = [...(step.free?.returns ?? []), ...(step.free?.handOver ? [step.free.handOver] : [])];
  return (
    <div className="script-free">
      {step.free?.hint && <p className="muted">{say(step.free.hint)}</p>}
      <Input.TextArea
        autoFocus
        aria-label={t('scripts.free.title')}
        placeholder={t('scripts.free.placeholder')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        maxLength={500}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          draft.keep(key, event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
        }}
      />
      <div className="script-free-ways">
        <Button size="small" disabled={!text.trim()} onClick={() => send()}>
          {t('scripts.free.keep')}
        </Button>
        {ways.map((place) => (
          <Button key={place.step} size="small" disabled={!text.trim()} onClick={() => send(place.step)}>
            {t('scripts.free.goOn', { step: say(place.title) })}
          </Button>
        ))}
      </div>
    </div>
  );
}
