import { App, Button, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import type { DiffLine } from '@/api/contract';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import './definition-life.css';
import { Panel } from './panel';
import { ProblemNote, wordsOf } from './problem';
import { StatePill } from './state-pill';
import { VersionList, type ShownVersion } from './version-list';

export type LifeVersion = ShownVersion & {
  state: string;
  validFrom?: string | null | undefined;
  validTo?: string | null | undefined;
};
type Asking = { what: 'save' } | { what: 'approve' | 'retire' | 'takeBack'; version: number };

type Props = {
  versions: LifeVersion[];
  latest: number;
  live: number | null | undefined;
  /** Something is not saved yet. */
  dirty: boolean;
  /** Nothing may go live: it is being checked, or has errors. */
  held: boolean;
  mayEdit: boolean;
  mayApprove: boolean;
  save: (reason: string) => Promise<unknown>;
  /** `validTo` only where `ends` says that a version may come to an end by itself. */
  approve: (
    version: number,
    reason: string,
    validFrom: string | undefined,
    validTo: string | undefined,
  ) => Promise<unknown>;
  ends?: boolean;
  /** What putting live and taking out of use mean for this kind. */
  hints?: { approve?: string; retire?: string };
  retire: (version: number, reason: string) => Promise<unknown>;
  /** Undoes an approval: what it had ended serves again. */
  takeBack?: (version: number, reason: string) => Promise<unknown>;
  difference: (from: number, to: number) => Promise<DiffLine[]>;
  load: (version: number) => Promise<unknown>;
  /** Two versions side by side, above the lines that differ. */
  picture?: (from: number, to: number) => ReactNode;
  /** The list below and the buttons of the page's head are two places of one page. */
  children: (parts: { acts: ReactNode; versions: ReactNode }) => ReactNode;
};

export const leastReason = 3;
const soonMillis = 14 * 86_400_000;

/** What serves once `live` has come to its end: of those that reach beyond it the one that began last. */
export function following(versions: LifeVersion[], live: LifeVersion): LifeVersion | undefined {
  const end = Date.parse(live.validTo ?? '');
  return versions
    .filter(
      (each) =>
        each.version !== live.version &&
        each.state === 'approved' &&
        each.validFrom &&
        Date.parse(each.validFrom) <= end &&
        (!each.validTo || Date.parse(each.validTo) > end),
    )
    .toSorted((a, b) => Date.parse(b.validFrom!) - Date.parse(a.validFrom!) || b.version - a.version)[0];
}

/** When a version that serves comes to its end by itself; loud when it is near. */
export function EndsAt({ at, next }: { at: string; next?: number | undefined }) {
  const { t, dateTime } = useWords();
  const [opened] = useState(Date.now);
  const words = [
    t('flows.until', { when: dateTime(at) }),
    next === undefined ? '' : next > 0 ? t('flows.then', { version: next }) : t('flows.thenNothing'),
  ]
    .filter(Boolean)
    .join(', ');
  return Date.parse(at) - opened < soonMillis ? (
    <StatePill state="warn">{words}</StatePill>
  ) : (
    <span className="muted">{words}</span>
  );
}

export const moment = (local: string) => (local ? new Date(local).toISOString() : undefined);

/** Of what serves and of what is to serve, the last word given: it is taken back first. */
export const lastGiven = (versions: LifeVersion[], now: number): number | undefined =>
  versions
    .filter((each) => each.state === 'approved' && !(each.validTo && Date.parse(each.validTo) <= now))
    .toSorted((a, b) => b.version - a.version)[0]?.version;

/** From when to when a version serves, in words; of a draft nothing. */
export function useServed(): (version: LifeVersion) => string {
  const { t, dateTime } = useWords();
  return (each) =>
    each.state === 'approved' && each.validFrom
      ? each.validTo
        ? t('flows.served', { from: dateTime(each.validFrom), to: dateTime(each.validTo) })
        : t('flows.servedFrom', { from: dateTime(each.validFrom) })
      : '';
}

/** From when and until when a version is to serve; both may stay empty. */
export function ValidTimes({
  id,
  from,
  to,
  change,
  ends = true,
}: {
  id: string;
  from: string;
  to: string;
  change: (part: { from?: string; to?: string }) => void;
  ends?: boolean | undefined;
}) {
  const { t } = useWords();
  return (
    <>
      <label htmlFor={`${id}-from`}>{t('flows.validFrom')}</label>
      <Input
        id={`${id}-from`}
        type="datetime-local"
        value={from}
        onChange={(event) => change({ from: event.target.value })}
      />
      {ends && (
        <>
          <label htmlFor={`${id}-to`}>{t('flows.validTo')}</label>
          <Input
            id={`${id}-to`}
            type="datetime-local"
            value={to}
            onChange={(event) => change({ to: event.target.value })}
          />
          <p className="muted">{t('flows.validToHint')}</p>
        </>
      )}
    </>
  );
}

/** The life of a definition on its editor's page: save with a reason, put live, compare, go back, take out of use. */
export function DefinitionLife(props: Props) {
  const { versions, latest, live, dirty, held, mayEdit, mayApprove } = props;
  const { t } = useWords();
  const { message } = App.useApp();
  const [opened] = useState(Date.now);
  const [asking, setAsking] = useState<Asking>();
  const [reason, setReason] = useState('');
  const [validFrom, setValidFrom] = useState('');
  const [validTo, setValidTo] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState<{ from: number; to: number; lines: DiffLine[] }>();
  const newest = versions.find((each) => each.version === latest);
  const ask = (next: Asking) => {
    setReason('');
    setValidFrom('');
    setValidTo('');
    setProblem(undefined);
    setAsking(next);
  };
  useShortcut(
    'Ctrl+S',
    t('flows.save'),
    t('forms.life.title'),
    () => ask({ what: 'save' }),
    mayEdit && dirty && !asking,
  );
  const confirm = async () => {
    if (!asking || busy) return;
    setBusy(true);
    try {
      if (asking.what === 'save') await props.save(reason.trim());
      else if (asking.what === 'approve')
        await props.approve(asking.version, reason.trim(), moment(validFrom), moment(validTo));
      else if (asking.what === 'takeBack') await props.takeBack?.(asking.version, reason.trim());
      else await props.retire(asking.version, reason.trim());
      setAsking(undefined);
      void message.success(t('common.saved'));
    } catch (cause) {
      setProblem(cause);
    } finally {
      setBusy(false);
    }
  };
  const serving = versions.find((each) => each.version === live);
  const served = useServed();
  const given = lastGiven(versions, opened);
  const told = (work: Promise<unknown>) => void work.catch((cause: unknown) => message.error(wordsOf(cause)));
  const compare = async (version: number) => {
    const from = version === latest ? (live && live !== latest ? live : Math.max(1, version - 1)) : version;
    setShown({ from, to: latest, lines: await props.difference(from, latest) });
  };
  const acts = (
    <>
      <span className="muted">{live ? `${t('flows.live')} ${live}` : t('flows.none')}</span>
      {serving?.validTo && <EndsAt at={serving.validTo} next={following(versions, serving)?.version ?? 0} />}
      {mayEdit && (
        <Button
          type={dirty ? 'primary' : 'default'}
          disabled={!dirty}
          onClick={() => ask({ what: 'save' })}
          aria-keyshortcuts="Control+S"
        >
          {t('flows.save')}
        </Button>
      )}
      {mayApprove && newest?.state === 'draft' && (
        <Button
          type={dirty ? 'default' : 'primary'}
          disabled={dirty || held}
          onClick={() => ask({ what: 'approve', version: latest })}
        >
          {t('flows.approve', { version: latest })}
        </Button>
      )}
    </>
  );
  const list = (
    <Panel title={t('flows.versions')} flush className="no-print">
      <VersionList
        versions={versions}
        title={(version) => t('flows.version', { version })}
        state={({ state }) => ({
          tone: state === 'approved' ? 'good' : state === 'draft' ? 'warn' : 'off',
          words: t(`flows.state.${state}`),
        })}
        note={served}
        actions={({ version }) => (
          <>
            {versions.length > 1 && (
              <Button size="small" type="text" onClick={() => told(compare(version))}>
                {t('flows.compare')}
              </Button>
            )}
            {mayEdit && version !== latest && (
              <Button
                size="small"
                type="text"
                onClick={() => told(props.load(version).then(() => message.info(t('flows.loaded', { version }))))}
              >
                {t('flows.load')}
              </Button>
            )}
            {mayApprove && props.takeBack && version === given && versions.length > 1 && (
              <Button size="small" type="text" onClick={() => ask({ what: 'takeBack', version })}>
                {t('flows.takeBackShort')}
              </Button>
            )}
            {mayApprove && version === live && (
              <Button size="small" type="text" danger onClick={() => ask({ what: 'retire', version })}>
                {t('records.retire')}
              </Button>
            )}
          </>
        )}
      />
    </Panel>
  );
  return (
    <>
      {props.children({ acts, versions: list })}
      <Modal
        open={asking !== undefined}
        title={
          asking &&
          (asking.what === 'save' ? t('forms.life.saveTitle') : t(`flows.${asking.what}`, { version: asking.version }))
        }
        okText={t('common.save')}
        okButtonProps={{ disabled: reason.trim().length < leastReason, loading: busy }}
        onCancel={() => setAsking(undefined)}
        onOk={() => void confirm()}
      >
        <ProblemNote error={problem} />
        {asking?.what === 'approve' && <p>{props.hints?.approve ?? t('forms.life.approveHint')}</p>}
        {asking?.what === 'retire' && props.hints?.retire && <p>{props.hints.retire}</p>}
        {asking?.what === 'takeBack' && <p>{t('flows.takeBackHint')}</p>}
        <label htmlFor="life-reason">{t('flows.reason')}</label>
        <Input
          id="life-reason"
          autoFocus
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={() => reason.trim().length >= leastReason && void confirm()}
        />
        <p className="muted">{t('flows.reasonHint')}</p>
        {asking?.what === 'approve' && (
          <ValidTimes
            id="life"
            from={validFrom}
            to={validTo}
            ends={props.ends}
            change={({ from, to }) => {
              if (from !== undefined) setValidFrom(from);
              if (to !== undefined) setValidTo(to);
            }}
          />
        )}
      </Modal>
      <Modal
        open={shown !== undefined}
        width={props.picture ? 1320 : 860}
        footer={null}
        title={shown && t('flows.compareTitle', shown)}
        onCancel={() => setShown(undefined)}
      >
        {shown && props.picture?.(shown.from, shown.to)}
        <pre className="definition-diff" tabIndex={0}>
          {shown?.lines.map((line, index) => (
            <div key={index} data-kind={line.kind}>
              {line.kind === 'added' ? '+ ' : line.kind === 'removed' ? '− ' : '  '}
              {line.text}
            </div>
          ))}
        </pre>
      </Modal>
    </>
  );
}
