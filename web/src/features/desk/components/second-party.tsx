import { Button, Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import type { DeskConsult } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { StatePill } from '@/ui/state-pill';
import type { DeskValue } from '../desk-context';
import { useTargets, type Target } from './targets';

/** Whoever else there is beside the customer: looked for, asked, talked with. A row of the call's own bar: it covers nothing. */
export function SecondParty({ value, open, close }: { value: DeskValue; open: boolean; close: () => void }) {
  const call = value.desk.interaction!;
  if (call.asked) return <AskedRow value={value} />;
  if (call.consult) return <ConsultRow value={value} consult={call.consult} />;
  return open ? <TargetSearch value={value} close={close} /> : null;
}

/** A colleague's question, seen by whoever was asked. */
function AskedRow({ value }: { value: DeskValue }) {
  const { t } = useWords();
  const { agentName, state } = value.desk.interaction!.asked!;
  return (
    <div className="second" role="status">
      <strong>{t('desk.second.asksYou', { agent: agentName })}</strong>
      <span className="muted">{t(`desk.second.seen.${state}`, { agent: agentName })}</span>
    </div>
  );
}

function ConsultRow({ value, consult }: { value: DeskValue; consult: DeskConsult }) {
  const { t, say, clock } = useWords();
  const { desk, act, acting } = value;
  const call = desk.interaction!;
  const now = useNow();
  const group = t('desk.second.title');
  const answered = consult.state !== 'ringing';
  const apart = consult.state === 'talking' || consult.state === 'waiting';
  const name = consult.name || (consult.queueName ? say(consult.queueName) : '');
  const path = `/interactions/${call.id}/consult`;
  const together = () => void act({ path: `${path}/together` });
  const complete = () => void act({ path: `${path}/complete` });
  const end = () => void act({ path, method: 'DELETE' });
  useShortcut('Alt+J', t('desk.second.together'), group, together, apart);
  useShortcut('Alt+O', t('desk.second.complete'), group, complete, answered);
  useShortcut('Alt+E', t('desk.second.end'), group, end);
  const swap = call.held ? t('desk.second.toCustomer') : t('desk.second.toColleague', { name });
  return (
    <div className="second" role="group" aria-label={group}>
      <span className="second-who" role="status">
        <strong>{name}</strong>
        <StatePill state={answered ? (consult.state === 'waiting' ? 'held' : 'talking') : 'ringing'}>
          {t(`desk.second.state.${consult.state}`)}
        </StatePill>
        <span className="muted num">{clock(Math.max(0, now - Date.parse(consult.since)))}</span>
      </span>
      {apart && (
        <Button
          onClick={() => void act({ path: `/interactions/${call.id}/hold`, body: { on: !call.held } })}
          aria-keyshortcuts="Alt+H"
        >
          {swap} <kbd>Alt H</kbd>
        </Button>
      )}
      {apart && (
        <Button onClick={together} aria-keyshortcuts="Alt+J">
          {t('desk.second.together')} <kbd>Alt J</kbd>
        </Button>
      )}
      {answered && (
        <Button type="primary" loading={acting(`${path}/complete`)} onClick={complete} aria-keyshortcuts="Alt+O">
          {t('desk.second.complete')} <kbd>Alt O</kbd>
        </Button>
      )}
      <Button onClick={end} aria-keyshortcuts="Alt+E">
        {t(answered ? 'desk.second.end' : 'desk.second.giveUp')} <kbd>Alt E</kbd>
      </Button>
    </div>
  );
}

/** One search over colleagues, queues and numbers; how it looks there is seen before anybody is sent. */
function TargetSearch({ value, close }: { value: DeskValue; close: () => void }) {
  const { t } = useWords();
  const { desk, act, acting } = value;
  const call = desk.interaction!;
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [armed, setArmed] = useState<string>();
  const { targets, busy } = useTargets(call.id, typed);
  const chosen: Target | undefined = targets[Math.min(at, targets.length - 1)];
  const ask = (target: Target) => {
    if (target.askable) void act({ path: `/interactions/${call.id}/consult`, body: target.body }).then(close);
  };
  const send = (target: Target) => {
    if (!target.sendable) return;
    if (armed !== target.key) return setArmed(target.key);
    void act({ path: `/interactions/${call.id}/transfer`, body: target.body }).then(close);
  };
  const move = (by: number) => {
    setArmed(undefined);
    setAt((now) => Math.max(0, Math.min(targets.length - 1, Math.min(now, targets.length - 1) + by)));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && chosen) {
      if (event.ctrlKey) send(chosen);
      else ask(chosen);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="second second-search" role="group" aria-label={t('desk.second.title')}>
      <Input
        autoFocus
        allowClear
        role="combobox"
        aria-expanded
        aria-controls="second-list"
        aria-activedescendant={chosen && `second-${chosen.key}`}
        aria-label={t('desk.second.search')}
        placeholder={t('desk.second.search')}
        maxLength={60}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setArmed(undefined);
        }}
        onKeyDown={onKey}
      />
      <ul id="second-list" role="listbox" aria-label={t('desk.second.title')} aria-busy={busy}>
        {targets.map((target, index) => (
          <li
            key={target.key}
            id={`second-${target.key}`}
            role="option"
            aria-selected={target === chosen}
            aria-disabled={!target.askable || undefined}
            onClick={() => {
              setAt(index);
              setArmed(undefined);
            }}
          >
            <StatePill state={target.look}>{target.state}</StatePill> <strong>{target.name}</strong>{' '}
            <span className="muted">{target.detail}</span>
          </li>
        ))}
      </ul>
      {targets.length === 0 && !busy && <p className="muted">{t('desk.second.nobody')}</p>}
      {chosen && (
        <div className="second-acts">
          <Button
            type="primary"
            disabled={!chosen.askable}
            loading={acting(`/interactions/${call.id}/consult`)}
            onClick={() => ask(chosen)}
          >
            {t('desk.second.ask', { name: chosen.name })} <kbd>⏎</kbd>
          </Button>
          <Button danger={armed === chosen.key} disabled={!chosen.sendable} onClick={() => send(chosen)}>
            {t(armed === chosen.key ? 'desk.second.sendNow' : 'desk.second.send', { name: chosen.name })}{' '}
            <kbd>Ctrl ⏎</kbd>
          </Button>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <span className="muted" role="status">
            {armed === chosen.key ? t('desk.second.warn', { name: chosen.name }) : chosen.why}
          </span>
        </div>
      )}
    </div>
  );
}
