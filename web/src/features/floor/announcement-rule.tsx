import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AnnouncementRule as Rule } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { announcementQuery, announces, type Announce } from './announcement';
import { floorQuery } from './floor-query';

function Editor({ rule, close }: { rule: Rule; close: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data: board } = useQuery(floorQuery);
  const [announce, setAnnounce] = useState<Announce>(rule.announce);
  const [exceptions, setExceptions] = useState<Record<string, string>>(rule.queues);
  const [reason, setReason] = useState('');
  const choices = announces.map((each) => ({ value: each as string, label: t(`floor.announce.${each}`) }));
  const saving = useMutation({
    mutationFn: () =>
      api.put('/floor/monitoring-rule', {
        body: { version: rule.version, announce, queues: exceptions, reason: reason.trim() },
      }),
    onSuccess: () => {
      void message.success(t('floor.rule.saved'));
      void queries.invalidateQueries({ queryKey: announcementQuery.queryKey });
      close();
    },
  });
  return (
    <Modal
      open
      title={t('floor.announce.title')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !reason.trim(), loading: saving.isPending }}
      onOk={() => saving.mutate()}
      onCancel={close}
    >
      <Form layout="vertical">
        <Form.Item label={t('floor.announce.house')}>
          <Select
            aria-label={t('floor.announce.house')}
            value={announce as string}
            options={choices}
            onChange={(value) => setAnnounce(value as Announce)}
          />
        </Form.Item>
        {(board?.queues ?? []).map((queue) => (
          <Form.Item key={queue.id} label={say(queue.name)}>
            <Select
              aria-label={say(queue.name)}
              value={exceptions[queue.id] ?? ''}
              options={[{ value: '', label: t('floor.announce.asHouse') }, ...choices]}
              onChange={(value) =>
                setExceptions((before) => {
                  const { [queue.id]: _, ...others } = before;
                  return value ? { ...others, [queue.id]: value } : others;
                })
              }
            />
          </Form.Item>
        ))}
        <Form.Item label={t('floor.rule.reason')} required>
          <Input
            aria-label={t('floor.rule.reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <ProblemNote error={saving.error} />
    </Modal>
  );
}

/** Whether people are told that somebody listens: for the house, with exceptions by queue. */
export function AnnouncementRule() {
  const { t } = useWords();
  const mayEdit = useCan('settings.edit');
  const [editing, setEditing] = useState(false);
  const { data } = useQuery(announcementQuery);
  if (!data) return null;
  const exceptions = Object.keys(data.queues).length;
  return (
    <Panel
      title={t('floor.announce.title')}
      extra={
        mayEdit && (
          <Button
            size="small"
            aria-label={`${t('common.edit')}: ${t('floor.announce.title')}`}
            onClick={() => setEditing(true)}
          >
            {t('common.edit')}
          </Button>
        )
      }
    >
      <p>
        <strong>{t(`floor.announce.${data.announce}`)}</strong>
        {exceptions > 0 && ` · ${t('floor.announce.exceptions', { count: exceptions })}`}
      </p>
      <p className="muted">{t('floor.announce.hint')}</p>
      {editing && <Editor rule={data} close={() => setEditing(false)} />}
    </Panel>
  );
}
