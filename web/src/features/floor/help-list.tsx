import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { api } from '@/api/client';
import type { HelpRequest } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useCan, useMe, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import { helpLogQuery, helpQuery, useHelp } from './help-query';
import { Monitor } from './monitor';
import './map.css';

/** The people's view with one person open, from whichever page of the floor. */
function opening(pathname: string, search: string, agentId: string) {
  const next = new URLSearchParams(pathname === '/floor/agents' ? search : '');
  next.set('agent', agentId);
  return { pathname: '/floor/agents', search: next.toString() };
}

function Card({ request }: { request: HelpRequest }) {
  const { t, say, clock } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const now = useNow();
  const { pathname, search } = useLocation();
  const me = useMe();
  const mayAct = useCan('floor.act');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const done = (act: Promise<unknown>) => {
    setBusy(true);
    act
      .catch((problem: unknown) => void message.error(wordsOf(problem)))
      .finally(() => {
        setBusy(false);
        void queries.invalidateQueries({ queryKey: helpQuery.queryKey });
      });
  };
  const path = { id: request.id };
  const mine = request.takenBy === me.account.displayName || request.takenBy === me.account.name;
  return (
    <li className="alarm" data-severity="critical" data-taken={request.takenAt !== undefined || undefined}>
      <p className="alarm-head">
        <span className="alarm-mark">{t(`common.helpReason.${request.reason}`)}</span>
        <Link to={opening(pathname, search, request.agentId)}>{request.agentName}</Link>
        <span className="num muted">{clock(Math.max(0, now - Date.parse(request.askedAt)))}</span>
      </p>
      {request.text && <p>{request.text}</p>}
      <p className="muted">
        <Link to={`/insight/interactions/${request.interactionId}`}>
          {say(request.queueName) || t('floor.openCall')}
        </Link>
        {request.takenBy && ` · ${t('floor.help.taken', { name: request.takenBy })}`}
      </p>
      {mayAct && !request.takenAt && (
        <div className="alarm-acts">
          <Button
            size="small"
            type="primary"
            loading={busy}
            onClick={() => done(api.post('/floor/help/{id}/take', { path }))}
          >
            {t('floor.help.take')}
          </Button>
        </div>
      )}
      {mayAct && mine && (
        <>
          <form
            className="alarm-acts"
            onSubmit={(event) => {
              event.preventDefault();
              if (text.trim()) done(api.post('/floor/help/{id}/answer', { path, body: { text: text.trim() } }));
            }}
          >
            <Input
              maxLength={300}
              aria-label={t('floor.help.answerTo', { name: request.agentName ?? '–' })}
              placeholder={t('floor.help.answerTo', { name: request.agentName ?? '–' })}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Button size="small" htmlType="submit" disabled={!text.trim()} loading={busy}>
              {t('floor.help.answer')}
            </Button>
          </form>
          <Monitor interactionId={request.interactionId} />
        </>
      )}
    </li>
  );
}

/** What became of the latest ones. */
function Past() {
  const { t, clock, timeOfDay } = useWords();
  const { data } = useQuery(helpLogQuery);
  const past = data?.filter((request) => request.closedAt) ?? [];
  if (past.length === 0) return null;
  return (
    <details className="help-past">
      <summary>{t('floor.help.past', { count: past.length })}</summary>
      <ul>
        {past.map((request) => (
          <li key={request.id}>
            <span className="num muted">{timeOfDay(request.askedAt)}</span>{' '}
            <Link to={`/insight/interactions/${request.interactionId}`}>{request.agentName}</Link>{' '}
            {t(`common.helpReason.${request.reason}`)}
            {request.text && `: ${request.text}`}
            <br />
            <span className="muted">
              {request.closedWhy === 'answered'
                ? t(`floor.help.answered.${request.answeredHow}`, { name: request.answeredBy })
                : t(`floor.help.closed.${request.closedWhy}`)}{' '}
              <span className="num">
                {clock(Date.parse(request.closedAt ?? request.askedAt) - Date.parse(request.askedAt))}
              </span>
              {request.answer && ` · ${request.answer}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Agents who ask for help in a conversation: who, since when, about what; one person takes it and answers. */
export function HelpList() {
  const { t } = useWords();
  const requests = useHelp();
  return (
    <Panel title={t('floor.help.title', { count: requests.length })} flush className="help-list">
      <p className="sr-only" role="status">
        {requests.length > 0 && t('floor.help.title', { count: requests.length })}
      </p>
      {requests.length === 0 ? (
        <p className="alarms-none">{t('floor.help.none')}</p>
      ) : (
        <ul aria-label={t('floor.help.title', { count: requests.length })}>
          {requests.map((request) => (
            <Card key={request.id} request={request} />
          ))}
        </ul>
      )}
      <Past />
    </Panel>
  );
}

/** As `HelpList`, where there is no room for a list that is empty. */
export function OpenHelp() {
  return useHelp().length > 0 ? <HelpList /> : null;
}
