import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { PageDoubt } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';

/** Doubts with their answers; one without is answered in its place. */
export function DoubtList({ doubts, titles }: { doubts: PageDoubt[]; titles?: boolean }) {
  return (
    <ul className="page-doubts">
      {doubts.map((doubt) => (
        <Doubt key={doubt.id} doubt={doubt} title={titles} />
      ))}
    </ul>
  );
}

function Doubt({ doubt, title }: { doubt: PageDoubt; title?: boolean }) {
  const { t, say, dateTime } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const editable = useCan('pages.edit');
  const [answer, setAnswer] = useState('');
  const send = async () => {
    try {
      await api.post('/page-doubts/{id}/answer', { path: { id: doubt.id }, body: { answer } });
      await Promise.all(
        [['page-doubts'], ['page-work'], ['list', '/pages']].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    } catch (cause) {
      void message.error(wordsOf(cause));
    }
  };
  return (
    <li>
      {title && <Link to={`/quality/pages/${doubt.code}`}>{say(doubt.title)}</Link>}
      <span className="muted">
        {doubt.askedBy} · {dateTime(doubt.askedAt)} · {t('pages.version', { version: doubt.version })}
      </span>
      <p>{doubt.text || t('pages.noWords')}</p>
      {doubt.answeredAt ? (
        <p>
          <strong>{doubt.answeredBy}</strong>: {doubt.answer}
        </p>
      ) : (
        <>
          <StatePill state={doubt.overdue ? 'bad' : 'warn'}>
            {t('pages.answerBy', { day: dateTime(doubt.dueAt) })}
          </StatePill>
          {editable && (
            <span className="page-doubt">
              <Input
                aria-label={t('pages.answerTo', { name: doubt.askedBy })}
                placeholder={t('pages.answerTo', { name: doubt.askedBy })}
                maxLength={2000}
                value={answer}
                onChange={(event) => setAnswer(event.target.value)}
                onPressEnter={() => answer.trim() && void send()}
              />
              <Button disabled={!answer.trim()} onClick={() => void send()}>
                {t('pages.answer')}
              </Button>
            </span>
          )}
        </>
      )}
    </li>
  );
}
