import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '@/api/http';
import { useWordsIn } from '@/lib/words-in';
import { ProblemNote } from '../problem';
import { AnswersConflict } from './answers-conflict';
import { faultsIn, isMissing, type Fault } from './faults';
import * as filling from './fill';
import type { Fill, Stored } from './fill';
import { FormFields } from './form-fields';
import { sentFor } from './merge';
import { answered, itemsOf, type Answers, type Form } from './model';

type Props = {
  form: Form;
  stored: Stored;
  /** Under this name what was typed survives a reload. */
  draftKey: string;
  /** Sends what changed against a version and answers with what the server has then. */
  save: (changed: Answers, version: number) => Promise<Stored>;
  readOnly?: boolean;
  /** May be filled little by little: what is missing is asked for elsewhere, when the record is closed. */
  bitByBit?: boolean;
  /** What that asking found. */
  missing?: Fault[];
  /** Says how what is typed is saved before the record is closed; that saving fails where it could not. */
  onFlush?: (save: () => Promise<void>) => () => void;
};

const nothing: Fault[] = [];

/** The newest answers that came with a refusal. */
function newestOf(cause: unknown): Stored | undefined {
  if (!(cause instanceof Problem) || cause.code !== 'edit-conflict') return undefined;
  const current = cause.body.current as { answers?: Answers; answersVersion?: number } | undefined;
  return current?.answers && typeof current.answersVersion === 'number'
    ? { answers: current.answers, version: current.answersVersion }
    : undefined;
}

/** What the server found wrong, item by item. */
function faultsOf(cause: unknown): Fault[] {
  if (!(cause instanceof Problem)) return [];
  const faults = cause.body.faults as Fault[] | undefined;
  if (Array.isArray(faults)) return faults;
  return cause.fields.map(({ field, code, message }) => ({
    item: field.replace(/^answers\./, '').split('.')[0]!,
    key: code,
    message,
  }));
}

/** A form that belongs to a record: filled, kept over a reload, saved, and merged with what others save meanwhile. */
export function FormSheet({ form, stored, draftKey, save, readOnly, bitByBit, missing = nothing, onFlush }: Props) {
  const words = useWordsIn(undefined);
  const { t, say } = words;
  const [fill, setFill] = useState<Fill>(() => filling.begun(stored, draftKey));
  const [seen, setSeen] = useState(stored.version);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const sheet = useRef<HTMLDivElement>(null);
  if (stored.version !== seen) {
    setSeen(stored.version);
    if (stored.version > fill.base.version) setFill(filling.received(fill, stored));
  }
  useEffect(() => {
    filling.keep(fill, draftKey);
  }, [fill, draftKey]);
  const dirty = filling.isDirty(fill);
  const nameOf = (code: string) => say(itemsOf(form).find((item) => item.code === code)?.label) || code;

  const toFirst = (faults: Fault[]) => {
    const [first] = itemsOf(form).filter((item) => faults.some((fault) => fault.item === item.code));
    const field = sheet.current?.querySelector<HTMLElement>(
      `[data-item="${first?.code}"] :is(input, textarea, [tabindex="0"])`,
    );
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  };
  const send = async (from: Fill, again: boolean): Promise<boolean> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const next = await save(sentFor(form, from.base.answers, from.answers), from.base.version);
      setFill((now) => ({ ...filling.received(now, next), takenOver: [], restored: false }));
      return true;
    } catch (cause) {
      const newest = newestOf(cause);
      const faults = faultsOf(cause);
      if (newest) {
        const met = filling.received(from, newest);
        setFill(met);
        // nothing collides: what both wrote stands side by side, so it is sent again, once
        if (!met.clash && again) return await send(met, false);
        else if (!met.clash) setProblem(cause);
      } else if (faults.length > 0) {
        setFill((now) => ({ ...now, refused: faults }));
        setProblem(new Problem(422, { code: 'fields' }));
        toFirst(faults);
      } else setProblem(cause);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const submit = () => {
    const faults = faultsIn(form, fill.answers).filter((fault) => !bitByBit || !isMissing(fault));
    if (faults.length === 0) return void send(fill, true);
    setFill(filling.allLeft(form, fill));
    setProblem(new Problem(422, { code: 'fields' }));
    toFirst(faults);
  };
  const flush = useRef(async () => {});
  useEffect(() => {
    flush.current = async () => {
      if (!dirty || readOnly) return;
      if (fill.clash || !(await send(fill, true))) throw new Problem(422, { code: 'fields' });
    };
  });
  useEffect(() => {
    const forget = onFlush?.(() => flush.current());
    return forget;
  }, [onFlush]);
  const own = filling.saidFaults(form, fill).filter((fault) => !bitByBit || !isMissing(fault));
  const stillMissing = missing.filter((fault) => !answered(fill.answers[fault.item]) || fault.key !== 'required');
  const said = [...own, ...stillMissing.filter((fault) => !own.some((each) => each.item === fault.item))];
  return (
    <div
      ref={sheet}
      onKeyDown={(event) => {
        if (!(event.ctrlKey && event.key === 's') || readOnly) return;
        event.preventDefault();
        event.stopPropagation();
        if (dirty) submit();
      }}
    >
      {problem !== undefined && said.length + (problem instanceof Problem && problem.code === 'fields' ? 0 : 1) > 0 && (
        <div className="record-problem">
          <ProblemNote error={problem} />
        </div>
      )}
      {fill.restored && dirty && (
        <Alert
          className="record-problem"
          type="info"
          showIcon
          title={t('forms.fill.restored')}
          action={
            <Button size="small" onClick={() => setFill(filling.thrownAway(fill))}>
              {t('forms.fill.discard')}
            </Button>
          }
        />
      )}
      {fill.takenOver.length > 0 && (
        <Alert
          className="record-problem"
          type="info"
          showIcon
          role="status"
          closable
          onClose={() => setFill({ ...fill, takenOver: [] })}
          title={t('forms.fill.takenOver', { items: fill.takenOver.map(nameOf).join(t('forms.fill.and')) })}
        />
      )}
      <FormFields
        form={form}
        answers={fill.answers}
        faults={said}
        readOnly={readOnly ?? false}
        onChange={(answers, item) => setFill((now) => filling.answeredNow(now, answers, item))}
        onLeave={(item) => setFill((now) => filling.left(now, item))}
      />
      {!readOnly && (
        <div className="form-foot no-print">
          <Button type="primary" disabled={!dirty} loading={busy} onClick={submit} aria-keyshortcuts="Control+S">
            {t('common.save')}
          </Button>
          <span className="muted" role="status">
            {dirty ? t('forms.fill.unsaved') : t('forms.fill.allSaved')}
          </span>
        </div>
      )}
      <AnswersConflict
        form={form}
        fill={fill}
        settle={(keepTheirs) => {
          const next = filling.settled(fill, keepTheirs);
          setFill(next);
          if (filling.isDirty(next)) void send(next, true);
        }}
        discard={() => setFill(filling.thrownAway(fill))}
      />
    </div>
  );
}
