import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { MonitoringStay } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from './problem';

function Note({ stay, saved }: { stay: MonitoringStay; saved: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [note, setNote] = useState(stay.note);
  const [coaching, setCoaching] = useState(stay.coaching);
  const changed = note.trim() !== stay.note || coaching !== stay.coaching;
  return (
    <div className="no-print">
      <Input.TextArea
        aria-label={t('common.stay.note')}
        placeholder={t('common.stay.note')}
        autoSize={{ minRows: 1, maxRows: 6 }}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Checkbox checked={coaching} onChange={(event) => setCoaching(event.target.checked)}>
        {t('common.stay.coaching')}
      </Checkbox>
      <Button
        size="small"
        disabled={!changed}
        onClick={() =>
          void api
            .put('/floor/monitoring-stays/{id}', { path: { id: stay.id }, body: { note: note.trim(), coaching } })
            .then(saved, (problem: unknown) => void message.error(wordsOf(problem)))
        }
      >
        {t('common.save')}
      </Button>
    </div>
  );
}

function Stay({ stay, link, refresh }: { stay: MonitoringStay; link: boolean; refresh: () => void }) {
  const { t, clock, dateTime, timeOfDay } = useWords();
  return (
    <li>
      <p>
        <strong>{stay.by}</strong>{' '}
        {link ? (
          <Link to={`/insight/interactions/${stay.interactionId}`}>{dateTime(stay.beganAt)}</Link>
        ) : (
          <span className="muted">{dateTime(stay.beganAt)}</span>
        )}{' '}
        <span className="num">{clock(stay.heardMillis)}</span>
      </p>
      <ul className="muted">
        {stay.rows.map((row) => (
          <li key={row.id}>
            <span className="num">{timeOfDay(row.beganAt)}</span> {t(`common.stay.mode.${row.mode}`)} · {row.agentName}
            {row.announced !== 'silent' && ` · ${t(`common.stay.announced.${row.announced}`)}`}
            {row.why && ` · ${row.why}`}
          </li>
        ))}
        {stay.hints.map((hint, index) => (
          <li key={index}>
            <span className="num">{timeOfDay(hint.at)}</span> {t('common.stay.hint', { text: hint.text || '…' })}
            {hint.readAt && ` (${t('common.stay.read')})`}
          </li>
        ))}
      </ul>
      {stay.own ? (
        <Note key={`${stay.note}${stay.coaching}`} stay={stay} saved={refresh} />
      ) : (
        <>
          {stay.note && <p>{stay.note}</p>}
          {stay.coaching && <p className="tag">{t('common.stay.coaching')}</p>}
        </>
      )}
    </li>
  );
}

/** Supervisors' stays in one contact, or with one agent: what coaching can use. For who may listen; else nothing. */
export function Stays({ of }: { of: { interaction: string } | { agent: string } }) {
  const { t } = useWords();
  const listens = useCan('recordings.listen');
  const queries = useQueryClient();
  const key = ['monitoring-stays', of];
  const { data } = useQuery({
    queryKey: key,
    enabled: listens,
    retry: false,
    queryFn: async () => (await api.get('/floor/monitoring-stays', { query: { ...of, size: 20 } })).items,
  });
  if (!data?.length) return null;
  return (
    <section aria-label={t('common.stay.title')}>
      <h3>{t('common.stay.title')}</h3>
      <ul className="notes">
        {data.map((stay) => (
          <Stay
            key={stay.id}
            stay={stay}
            link={'agent' in of}
            refresh={() => void queries.invalidateQueries({ queryKey: key })}
          />
        ))}
      </ul>
    </section>
  );
}
