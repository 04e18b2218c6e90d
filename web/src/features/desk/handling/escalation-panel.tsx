import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { DeskHandling, EscalationRoute } from '@/api/contract';
import { draft } from '@/lib/draft';
import { useMe, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import { handling, handlingQuery, type EscalationNotes } from './handling-query';
import './handling.css';

const signs = ['beyond-right', 'knowledge', 'emotion', 'amount', 'repeated', 'threat', 'legal', 'asked'] as const;
const steps = ['sign', 'who', 'words', 'go', 'notes'] as const;
const ways = ['transfer', 'consult', 'case'] as const;

type Props = {
  interactionId: string;
  clientId: string;
  talking: boolean;
  /** Only asked by a colleague, whose contact it is: sees what was written, escalates nothing. */
  asked?: boolean;
  /** Opens the search for colleagues and queues in the call's own bar. */
  openTransfer: () => void;
};

/** Escalation in five steps beside the call: its controls stay free, every step is reached by keyboard. */
export function EscalationPanel(props: Props) {
  const { t, say, dateTime } = useWords();
  const me = useMe();
  const { data } = useQuery(handlingQuery(props.interactionId));
  const [open, setOpen] = useState(false);
  useShortcut('Alt+G', t('contact.escalation.open'), t('desk.call.group'), () => setOpen(true), !props.asked);
  if (!data) return null;
  const mine = data.escalations.find((each) => each.agentId === me.agentId);
  const before = data.escalations.filter((each) => each.agentId !== me.agentId);
  return (
    <>
      {(before.length > 0 || data.notesBefore.length > 0) && (
        <Panel title={t(before.length > 0 ? 'contact.escalation.before' : 'contact.before.title')} className="before">
          {before.map((each) => (
            <dl key={each.agentId} className="facts">
              <dt>{say(each.routeName)}</dt>
              <dd>
                {t('contact.escalation.by', { name: each.agentName, time: dateTime(each.at) })} ·{' '}
                <Link className="in-text" to={`/desk/cases/${each.caseId}`}>
                  {t('contact.escalation.openCase')}
                </Link>
              </dd>
              <dt>{t('contact.escalation.situation')}</dt>
              <dd>{each.situation || '–'}</dd>
              <dt>{t('contact.escalation.tried')}</dt>
              <dd>{each.tried || '–'}</dd>
            </dl>
          ))}
          {data.notesBefore.map((note, index) => (
            <blockquote key={index}>
              <p>{note.text}</p>
              <footer className="muted">
                {t('contact.before.by', { name: note.author, time: dateTime(note.at) })}
              </footer>
            </blockquote>
          ))}
        </Panel>
      )}
      {props.asked ? null : mine ? (
        <Written
          interactionId={props.interactionId}
          mine={mine}
          openTransfer={props.openTransfer}
          talking={props.talking}
        />
      ) : open ? (
        <Steps {...props} data={data} close={() => setOpen(false)} />
      ) : (
        <div className="escalate" role="group" aria-label={t('contact.escalation.title')}>
          {data.signs.length > 0 && (
            <span role="status">
              {t('contact.signs.why', { names: data.signs.map((sign) => say(sign.name)).join(' · ') })}
            </span>
          )}
          <Button onClick={() => setOpen(true)} aria-keyshortcuts="Alt+G">
            {t('contact.escalation.open')} <kbd>Alt G</kbd>
          </Button>
        </div>
      )}
    </>
  );
}

function Steps({
  interactionId,
  clientId,
  talking,
  openTransfer,
  data,
  close,
}: Props & { data: DeskHandling; close: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const seen = data.signs.map((sign) => sign.code);
  const [at, setAt] = useState(0);
  const [sign, setSign] = useState<string | undefined>(signs.find((each) => seen.includes(each)));
  const [routeId, setRouteId] = useState<string>();
  const [way, setWay] = useState<string>(talking ? 'consult' : 'case');
  const [busy, setBusy] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const { data: routes = [] } = useQuery({
    queryKey: ['escalation-routes', clientId],
    queryFn: async () =>
      (await api.get('/escalation-routes', { query: { client: clientId, size: 200 } })).items as EscalationRoute[],
    staleTime: 60_000,
  });
  const usable = routes.filter((each) => each.active);
  const route = usable.find((each) => each.id === routeId) ?? (usable.length === 1 ? usable[0] : undefined);
  const step = steps[at]!;
  const ready = step === 'sign' ? sign !== undefined : step === 'who' ? route !== undefined : true;
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('input, button, select, [tabindex="0"]')?.focus();
  }, [at]);
  const raise = async () => {
    if (!route || !sign) return;
    setBusy(true);
    try {
      queries.setQueryData(
        handlingQuery(interactionId).queryKey,
        await handling.raise(interactionId, route.id!, sign, way),
      );
      if (way !== 'case' && talking) openTransfer();
    } catch (cause) {
      void message.error(wordsOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title={t('contact.escalation.title')} className="escalation">
      <ol className="escalation-steps">
        {steps.map((each, index) => (
          <li key={each} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
            {t(`contact.escalation.step.${each}`)}
          </li>
        ))}
      </ol>
      <div
        ref={body}
        className="escalation-body"
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          else if (event.key === 'Enter' && event.ctrlKey && ready) {
            event.preventDefault();
            if (step === 'go') void raise();
            else setAt(at + 1);
          }
        }}
      >
        {step === 'sign' && (
          <Radio.Group
            aria-label={t('contact.escalation.step.sign')}
            className="escalation-choices"
            value={sign}
            onChange={(event) => setSign(event.target.value as string)}
            options={signs.map((each) => ({
              value: each,
              label: (
                <>
                  {t(`contact.escalation.sign.${each}`)}
                  {seen.includes(each) && <span className="tag tag-warn">{t('contact.escalation.seen')}</span>}
                </>
              ),
            }))}
          />
        )}
        {step === 'who' &&
          (usable.length === 0 ? (
            <p role="status">{t('contact.escalation.noRoutes')}</p>
          ) : (
            <>
              <Radio.Group
                aria-label={t('contact.escalation.step.who')}
                className="escalation-choices"
                value={route?.id}
                onChange={(event) => setRouteId(event.target.value as string)}
                options={usable.map((each) => ({
                  value: each.id!,
                  label: (
                    <>
                      {say(each.name)} <span className="muted">{say(each.departmentName)}</span>
                    </>
                  ),
                }))}
              />
              {route && <Responsible route={route} />}
            </>
          ))}
        {step === 'words' && (
          <>
            <p>{t('contact.escalation.noPage')}</p>
            {route?.page && (
              <Link className="in-text" to={`/desk/pages/${route.page}`} target="_blank" rel="noopener">
                {t('contact.escalation.page')}
              </Link>
            )}
            <p className="muted">{t('contact.escalation.wordsHint')}</p>
          </>
        )}
        {step === 'go' && (
          <>
            <Radio.Group
              aria-label={t('contact.escalation.step.go')}
              className="escalation-choices"
              value={way}
              onChange={(event) => setWay(event.target.value as string)}
              options={ways
                .filter((each) => talking || each === 'case')
                .map((each) => ({ value: each, label: t(`contact.escalation.way.${each}`) }))}
            />
            {route && <Responsible route={route} />}
            <p className="muted">{t('contact.escalation.goHint')}</p>
          </>
        )}
      </div>
      <div className="escalation-acts">
        {step === 'go' ? (
          <Button type="primary" loading={busy} onClick={() => void raise()}>
            {t('contact.escalation.raise')} <kbd>Ctrl ⏎</kbd>
          </Button>
        ) : (
          <Button type="primary" disabled={!ready} onClick={() => setAt(at + 1)}>
            {t('contact.escalation.next')} <kbd>Ctrl ⏎</kbd>
          </Button>
        )}
        {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('contact.escalation.back')}</Button>}
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </Panel>
  );
}

function Responsible({ route }: { route: EscalationRoute }) {
  const { t, say } = useWords();
  const names = route.agentNames ?? [];
  const queue = say(route.queueName);
  return (
    <p>
      {names.length > 0 && t('contact.escalation.people', { names: names.join(', ') })}
      {names.length > 0 && queue && ' · '}
      {queue && t('contact.escalation.queue', { name: queue })}
    </p>
  );
}

const empty: EscalationNotes = { situation: '', tried: '', explained: false };

/** The fifth step: what the next person needs; kept over a reload, and needed before the contact may be finished. */
function Written({
  interactionId,
  mine,
  openTransfer,
  talking,
}: {
  interactionId: string;
  mine: DeskHandling['escalations'][number];
  openTransfer: () => void;
  talking: boolean;
}) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const key = `escalation.${interactionId}`;
  const stored: EscalationNotes = {
    situation: mine.situation,
    tried: mine.tried,
    explained: mine.explained,
    ...(mine.answerBy && { answerBy: mine.answerBy }),
  };
  const [notes, setNotes] = useState<EscalationNotes>(() => {
    const kept = draft.read(key);
    try {
      return kept ? { ...empty, ...(JSON.parse(kept) as EscalationNotes) } : stored;
    } catch {
      return stored;
    }
  });
  const [busy, setBusy] = useState(false);
  const dirty = JSON.stringify({ ...empty, ...notes }) !== JSON.stringify({ ...empty, ...stored });
  const change = (part: Partial<EscalationNotes>) => {
    const next = { ...notes, ...part };
    setNotes(next);
    draft.keep(key, JSON.stringify(next));
  };
  const save = async () => {
    setBusy(true);
    try {
      queries.setQueryData(handlingQuery(interactionId).queryKey, await handling.write(interactionId, notes));
      draft.forget(key);
    } catch (cause) {
      void message.error(wordsOf(cause));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel
      title={t('contact.escalation.raised', { name: say(mine.departmentName) })}
      className="escalation"
      extra={
        <Link className="in-text" to={`/desk/cases/${mine.caseId}`}>
          {t('contact.escalation.openCase')}
        </Link>
      }
    >
      <div className="escalation-notes">
        <label htmlFor="escalation-situation">{t('contact.escalation.situation')}</label>
        <Input.TextArea
          id="escalation-situation"
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={10_000}
          value={notes.situation}
          onChange={(event) => change({ situation: event.target.value })}
        />
        <label htmlFor="escalation-tried">{t('contact.escalation.tried')}</label>
        <Input.TextArea
          id="escalation-tried"
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={10_000}
          value={notes.tried}
          onChange={(event) => change({ tried: event.target.value })}
        />
        <Checkbox checked={notes.explained} onChange={(event) => change({ explained: event.target.checked })}>
          {t('contact.escalation.explained')}
        </Checkbox>
        {notes.explained && (
          <>
            <label htmlFor="escalation-answer">{t('contact.escalation.answerBy')}</label>
            <Input
              id="escalation-answer"
              type="datetime-local"
              value={notes.answerBy ?? ''}
              onChange={(event) => change({ answerBy: event.target.value || undefined })}
            />
          </>
        )}
      </div>
      <p role="status" className={mine.whole ? 'muted' : 'wrap-missing'}>
        {t(mine.whole ? 'contact.escalation.whole' : 'contact.escalation.missing')}
      </p>
      <div className="escalation-acts">
        <Button type="primary" disabled={!dirty} loading={busy} onClick={() => void save()}>
          {t(dirty ? 'contact.escalation.save' : 'contact.escalation.saved')}
        </Button>
        {talking && mine.way !== 'case' && <Button onClick={openTransfer}>{t('contact.escalation.toTransfer')}</Button>}
      </div>
    </Panel>
  );
}
