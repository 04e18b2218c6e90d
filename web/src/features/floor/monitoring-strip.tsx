import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { MonitoringNow, MonitoringRow } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';
import { useNow } from '@/lib/now';
import { useCan, useMe, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { monitoringQuery } from './monitoring-query';
import './monitoring-strip.css';

function Stay({ row }: { row: MonitoringRow }) {
  const { t, clock } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const now = useNow();
  const acts = useCan('floor.act');
  const [busy, setBusy] = useState(false);
  const [hint, setHint] = useState('');
  const send = () =>
    void api
      .post('/floor/monitoring/{id}/hints', { path: { id: row.interactionId }, body: { text: hint.trim() } })
      .then(() => {
        setHint('');
        void message.success(t('floor.monitor.hinted', { name: row.agentName ?? '–' }));
      })
      .catch((problem: unknown) => void message.error(wordsOf(problem)));
  const leave = () => {
    setBusy(true);
    void api
      .delete('/floor/monitoring/{id}', { path: { id: row.interactionId } })
      .catch((problem: unknown) => void message.error(wordsOf(problem)))
      .finally(() => {
        setBusy(false);
        void queries.invalidateQueries({ queryKey: monitoringQuery.queryKey });
      });
  };
  return (
    <div className="monitoring-strip" role="status">
      <span>
        <strong>{t(`floor.monitor.now.${row.mode}`, { name: row.agentName ?? '–' })}</strong>{' '}
        <span className="num muted">{clock(now - Date.parse(row.beganAt))}</span>
      </span>
      {acts && (
        <form
          className="monitoring-hint"
          onSubmit={(event) => {
            event.preventDefault();
            if (hint.trim()) send();
          }}
        >
          <Input
            size="small"
            maxLength={300}
            aria-label={t('floor.monitor.hint', { name: row.agentName ?? '–' })}
            placeholder={t('floor.monitor.hint', { name: row.agentName ?? '–' })}
            value={hint}
            onChange={(event) => setHint(event.target.value)}
          />
          <Button size="small" htmlType="submit" disabled={!hint.trim()}>
            {t('floor.monitor.send')}
          </Button>
        </form>
      )}
      <Button size="small" danger disabled={busy} onClick={leave}>
        {t('floor.monitor.leave')}
      </Button>
    </div>
  );
}

function Strip() {
  const { t } = useWords();
  const { notification } = App.useApp();
  const queries = useQueryClient();
  useLive<MonitoringNow>('monitoring', (now) => {
    queries.setQueryData(monitoringQuery.queryKey, now.rows);
    if (now.over && now.over.endedWhy !== 'left')
      notification.info({
        message: t('floor.monitor.over', { name: now.over.agentName ?? '–' }),
        description: t(`floor.monitor.ended.${now.over.endedWhy}`),
        duration: 8,
      });
  });
  useLiveGap('monitoring', () => void queries.invalidateQueries({ queryKey: monitoringQuery.queryKey }));
  const { data } = useQuery(monitoringQuery);
  return data?.map((row) => <Stay key={row.id} row={row} />);
}

/** Whose conversation the reader is in: on every page, so that nobody forgets that they listen. */
export function MonitoringStrip() {
  const listens = useCan('recordings.listen');
  const me = useMe();
  return listens && me.agentId !== undefined ? <Strip /> : null;
}
