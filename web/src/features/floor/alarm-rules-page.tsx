import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { AlarmRuleRow } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { EndsAt, moment, ValidTimes } from '@/ui/definition-life';
import { ProblemNote } from '@/ui/problem';
import { ServedVersions } from '@/ui/served-versions';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { AlarmCondition, AlarmSentence } from './alarm-condition';
import { AnnouncementRule } from './announcement-rule';
import './map.css';

const key = ['floor', 'alarm-rules'];

function Editor({ row, close }: { row: AlarmRuleRow; close: () => void }) {
  const { t, say } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { rule, version } = row;
  const [active, setActive] = useState(rule.active);
  const [limit, setLimit] = useState<number | null>(rule.limit);
  const [lasts, setLasts] = useState<number | null>(rule.lastsSeconds);
  const [severity, setSeverity] = useState(rule.severity);
  const [when, setWhen] = useState(rule.when);
  const [reason, setReason] = useState('');
  const [times, setTimes] = useState({ from: '', to: '' });
  const { data: whole } = useQuery({
    queryKey: [...key, rule.code],
    queryFn: () => api.get('/floor/alarm-rules/{code}', { path: { code: rule.code } }),
  });
  const saving = useMutation({
    mutationFn: () =>
      api.put('/floor/alarm-rules/{code}', {
        path: { code: rule.code },
        body: {
          version,
          active,
          limit: limit ?? undefined,
          lastsSeconds: lasts ?? undefined,
          severity,
          when,
          reason,
          validFrom: moment(times.from),
          validTo: moment(times.to),
        },
      }),
    onSuccess: () => {
      void message.success(t('floor.rule.saved'));
      void queries.invalidateQueries({ queryKey: key });
      close();
    },
  });
  return (
    <Modal
      open
      width={720}
      title={say(rule.name)}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !reason.trim() || limit === null || lasts === null, loading: saving.isPending }}
      onOk={() => saving.mutate()}
      onCancel={close}
    >
      <Form layout="vertical">
        <Form.Item label={t('floor.rule.active')}>
          <Switch aria-label={t('floor.rule.active')} checked={active} onChange={setActive} />
        </Form.Item>
        <Form.Item label={`${t('floor.rule.limit')} (${t(`floor.unit.${rule.unit}`)})`}>
          <InputNumber aria-label={t('floor.rule.limit')} value={limit} onChange={setLimit} />
        </Form.Item>
        <Form.Item label={t('floor.rule.lasts')}>
          <InputNumber aria-label={t('floor.rule.lasts')} min={0} max={3600} value={lasts} onChange={setLasts} />
        </Form.Item>
        <Form.Item label={t('floor.rule.severity')}>
          <Select
            aria-label={t('floor.rule.severity')}
            value={severity}
            onChange={setSeverity}
            options={(['warning', 'critical'] as const).map((each) => ({
              value: each,
              label: t(`floor.alarm.${each}`),
            }))}
          />
        </Form.Item>
        <Form.Item label={t('floor.rule.when')}>
          <AlarmCondition row={row} limit={limit ?? rule.limit} when={when} change={setWhen} />
        </Form.Item>
        <Form.Item label={t('floor.rule.reason')} required>
          <Input
            aria-label={t('floor.rule.reason')}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <ValidTimes id="alarm" {...times} change={(part) => setTimes({ ...times, ...part })} />
      <ProblemNote error={saving.error} />
      {whole && (
        <ServedVersions
          versions={whole.versions}
          takeBack={async (taken, why) => {
            await api.post('/floor/alarm-rules/{code}/versions/{version}/take-back', {
              path: { code: rule.code, version: taken },
              body: { reason: why },
            });
            await queries.invalidateQueries({ queryKey: key });
            close();
          }}
        />
      )}
    </Modal>
  );
}

/** What the floor is watched for: a site changes limits, switches rules off, and says why. */
export function AlarmRulesPage() {
  const { t, say, number } = useWords();
  const mayEdit = useCan('queues.edit');
  const [edited, setEdited] = useState<AlarmRuleRow>();
  const { data, error, refetch, isPending } = useQuery({
    queryKey: key,
    queryFn: async () => (await api.get('/floor/alarm-rules')).items,
  });
  const usual = useQuery({
    queryKey: ['floor', 'usual-volumes'],
    queryFn: async () => (await api.get('/floor/usual-volumes')).items,
  });
  const unusual = usual.data?.filter((each) => typeof each.arrivals !== 'number') ?? [];
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={6} /> : null;
  return (
    <>
      <div className="page-head">
        <h1>{t('floor.rule.title')}</h1>
        <p>{t('floor.rule.hint')}</p>
      </div>
      <ul className="panel floor-log">
        {data.map((row) => (
          <li key={row.rule.code}>
            <div>
              <p>
                <span className="alarm-mark" data-severity={row.rule.severity}>
                  {t(`floor.alarm.${row.rule.severity}`)}
                </span>{' '}
                <strong>{say(row.rule.name)}</strong>
              </p>
              <p className="muted">
                {t('floor.alarm.moves', { figure: t(`floor.figure.${row.rule.figure}`, row.rule.figure) })}
              </p>
              {row.rule.code === 'surge' && unusual.length > 0 && (
                <p>{t('floor.rule.unusual', { queues: unusual.map((each) => say(each.queueName)).join(', ') })}</p>
              )}
            </div>
            <div>
              <p>
                <AlarmSentence row={row} />
              </p>
              <p className="muted num">
                {t('floor.rule.limit')}: {number(row.rule.limit)}
                {row.rule.lastsSeconds > 0 && ` · ${t('floor.rule.lastsShort', { count: row.rule.lastsSeconds })}`}
              </p>
            </div>
            <p className="rule-end">
              {row.endsAt && <EndsAt at={row.endsAt} />}
              <StatePill state={row.rule.active ? 'good' : 'off'}>
                {t(row.rule.active ? 'floor.rule.on' : 'floor.rule.off')}
              </StatePill>
              {mayEdit && (
                <Button
                  size="small"
                  aria-label={`${t('common.edit')}: ${say(row.rule.name)}`}
                  onClick={() => setEdited(row)}
                >
                  {t('common.edit')}
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      <AnnouncementRule />
      {edited && <Editor row={edited} close={() => setEdited(undefined)} />}
    </>
  );
}
