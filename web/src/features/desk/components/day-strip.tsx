import { App, Button } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { DeskBreak, DeskDay, DeskQuestion } from '@/api/contract';
import { useNow } from '@/lib/now';
import { useReasonWords } from '@/lib/reason-words';
import { useMe, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { wordsOf } from '@/ui/problem';
import { useDay } from '../api/day-query';
import { useDesk, type DeskValue } from '../desk-context';
import './day-strip.css';

const minuteMillis = 60_000;

/** One question, answered with one key; it goes away by itself when its time is over. */
function Question({ question, show }: { question: DeskQuestion; show: (day: DeskDay) => void }) {
  const { t, hourAndMinute } = useWords();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const answer = (said: 'yes' | 'no') => {
    if (busy) return;
    setBusy(true);
    api
      .post('/desk/questions/{id}/answer', { path: { id: question.id }, body: { answer: said } })
      .then(show, (problem: unknown) => void message.error(wordsOf(problem)))
      .finally(() => setBusy(false));
  };
  const group = t('desk.presence.group');
  useShortcut('Alt+Y', t('desk.day.yes'), group, () => answer('yes'));
  useShortcut('Alt+V', t('desk.day.no'), group, () => answer('no'));
  return (
    <li>
      <span className="day-words">
        <strong>{question.by}</strong> {t(`desk.day.asks.${question.direction}`, { count: question.minutes })}{' '}
        {question.text}{' '}
        <span className="muted num">{t('desk.day.until', { time: hourAndMinute(question.answerBy) })}</span>
      </span>
      <span className="day-acts">
        <Button aria-keyshortcuts="Alt+Y" loading={busy} onClick={() => answer('yes')}>
          {t('desk.day.yes')} <kbd>Alt+Y</kbd>
        </Button>
        <Button aria-keyshortcuts="Alt+V" disabled={busy} onClick={() => answer('no')}>
          {t('desk.day.no')} <kbd>Alt+V</kbd>
        </Button>
      </span>
    </li>
  );
}

/** What was changed about a break, until it is seen. */
function News({ news, show }: { news: DeskBreak; show: (day: DeskDay) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const reasonWords = useReasonWords();
  const { at, minutes, was, changedBy, state } = news;
  const change = state === 'withdrawn' ? 'gone' : !was ? 'given' : was.at !== at ? 'moved' : 'length';
  return (
    <li>
      <span className="day-words">
        <strong>{changedBy}</strong>{' '}
        {t(`desk.day.news.${change}`, {
          reason: reasonWords(news.reason),
          at,
          minutes,
          was: was?.at ?? at,
          wasMinutes: was?.minutes ?? minutes,
        })}
      </span>
      <Button
        onClick={
          () =>
            void api
              .post('/desk/breaks/{id}/seen', { path: { id: news.id } })
              .then(show)
              .catch((cause: unknown) => message.error(wordsOf(cause))) // it stays, and can be seen again
        }
      >
        {t('desk.messages.read')}
      </Button>
    </li>
  );
}

/** A break that is due: one key leads there, in a conversation as soon as that is done. Nobody is sent. */
function Due({ due, value }: { due: DeskBreak; value: DeskValue }) {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  const { desk, act, acting } = value;
  const chosen = desk.presence === 'not-ready' && desk.reason === due.reason;
  const busy = desk.state === 'talking' || desk.state === 'wrapping-up' || desk.state === 'offered';
  const go = () => void act({ path: '/not-ready', body: { reason: due.reason } });
  useShortcut('Alt+Z', t('desk.day.go'), t('desk.presence.group'), go, !chosen && !acting('/not-ready'));
  if (chosen && !busy) return null; // they are on it: the floor will have noticed in a moment
  const words = chosen ? 'chosen' : busy ? 'dueInCall' : 'due';
  return (
    <li data-due>
      <span className="day-words">
        {t(`desk.day.${words}`, { reason: reasonWords(due.reason), at: due.at, minutes: due.minutes })}
      </span>
      {!chosen && (
        <Button type="primary" aria-keyshortcuts="Alt+Z" loading={acting('/not-ready')} onClick={go}>
          {t(busy ? 'desk.day.goAfter' : 'desk.day.go')} <kbd>Alt+Z</kbd>
        </Button>
      )}
    </li>
  );
}

function Strip() {
  const { t, hourAndMinute } = useWords();
  const value = useDesk();
  const { day, show } = useDay();
  const now = useNow();
  if (!day) return null;
  const questions = day.questions.filter(({ answerBy }) => Date.parse(answerBy) > now);
  const on = day.breaks.find(({ state }) => state === 'begun');
  const back = on?.beganAt ? Date.parse(on.beganAt) + on.minutes * minuteMillis : undefined;
  const over = back !== undefined && now > back + minuteMillis ? back : undefined;
  const here = value && value.desk.presence !== 'signed-out';
  const due =
    on || !here ? undefined : day.breaks.find((one) => one.state === 'planned' && Date.parse(one.startsAt) <= now);
  const news = day.breaks.filter((one) => one.news);
  if (questions.length === 0 && news.length === 0 && !due && over === undefined) return null;
  return (
    <ul className="day-strip" role="status" aria-label={t('desk.day.title')}>
      {questions.slice(0, 1).map((question) => (
        <Question key={question.id} question={question} show={show} />
      ))}
      {due && value && <Due due={due} value={value} />}
      {over !== undefined && (
        <li>
          <span className="day-words">{t('desk.day.over', { time: hourAndMinute(over) })}</span>
        </li>
      )}
      {news.map((one) => (
        <News key={one.id} news={one} show={show} />
      ))}
    </ul>
  );
}

/** What an agent's day asks of them now: on every page. */
export function DayStrip() {
  return useMe().agentId ? <Strip /> : null;
}
