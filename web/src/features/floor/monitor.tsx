import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import { useCan, useMe, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { announcementQuery, announces, type Announce } from './announcement';
import { monitoringQuery } from './monitoring-query';

const modes = ['listen', 'whisper', 'join'] as const;
type Mode = (typeof modes)[number] | 'take-over';

/** Ways into a running conversation: for who may listen, and has a line of their own. Each is logged. */
export function Monitor({ interactionId, queueId }: { interactionId: string; queueId?: string }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const me = useMe();
  const queries = useQueryClient();
  const listens = useCan('recordings.listen');
  const acts = useCan('floor.act');
  const [busy, setBusy] = useState(false);
  const here = listens && me.agentId !== undefined;
  const { data } = useQuery({ ...monitoringQuery, enabled: here });
  const { data: rule } = useQuery({ ...announcementQuery, enabled: here });
  const [announce, setAnnounce] = useState<Announce>();
  if (!here) return null;
  const mine = data?.find((row) => row.interactionId === interactionId);
  const done = (act: Promise<unknown>) => {
    setBusy(true);
    void act
      .catch((problem: unknown) => void message.error(wordsOf(problem)))
      .finally(() => {
        setBusy(false);
        void queries.invalidateQueries({ queryKey: monitoringQuery.queryKey });
      });
  };
  const enter = (mode: Mode) => done(api.post('/floor/monitoring', { body: { interactionId, mode, announce } }));
  const least = rule ? (rule.queues[queueId ?? ''] ?? rule.announce) : 'silent';
  return (
    <div className="panel-acts" role="group" aria-label={t('floor.monitor.title')}>
      {modes
        .filter((mode) => mode === 'listen' || acts)
        .map((mode) => (
          <Button
            key={mode}
            type={mine?.mode === mode ? 'primary' : 'default'}
            aria-pressed={mine?.mode === mode}
            disabled={busy}
            onClick={() => enter(mode)}
          >
            {t(`floor.monitor.${mode}`)}
          </Button>
        ))}
      {!mine && (
        <Select<Announce>
          aria-label={t('floor.announce.title')}
          className="floor-select"
          value={announce ?? (least as Announce)}
          onChange={setAnnounce}
          options={announces
            .slice(announces.indexOf(least as Announce))
            .map((each) => ({ value: each, label: t(`floor.announce.${each}`) }))}
        />
      )}
      {acts && (
        <Popconfirm
          title={t('floor.monitor.sure')}
          okText={t('floor.monitor.take-over')}
          cancelText={t('common.cancel')}
          onConfirm={() => enter('take-over')}
        >
          <Button disabled={busy}>{t('floor.monitor.take-over')}</Button>
        </Popconfirm>
      )}
      {mine && (
        <Button
          danger
          disabled={busy}
          onClick={() => done(api.delete('/floor/monitoring/{id}', { path: { id: interactionId } }))}
        >
          {t('floor.monitor.leave')}
        </Button>
      )}
    </div>
  );
}
