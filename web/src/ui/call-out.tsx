import { PhoneOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useCan, useMe, useWords } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';

type From = { customerId: string } | { caseId: string };

/** Calls a customer from their record or a case: a number that stands there, with a reason. For agents only. */
export function CallOut({ from, number }: { from: From; number?: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const may = useCan('desk.call-out');
  const agent = useMe().agentId !== undefined;
  if (!may || !agent) return null;
  return (
    <>
      <Button
        size="small"
        icon={<PhoneOutlined aria-hidden />}
        aria-label={number ? t('desk.out.callNumber', { number }) : undefined}
        onClick={() => setOpen(true)}
      >
        {t('desk.out.call')}
      </Button>
      {open && <CallDialog from={from} {...(number && { number })} close={() => setOpen(false)} />}
    </>
  );
}

function CallDialog({ from, number, close }: { from: From; number?: string; close: () => void }) {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const ids = useId();
  const [picked, setPicked] = useState(number);
  const [reason, setReason] = useState<string>();
  const [queue, setQueue] = useState<string>();
  const [refused, setRefused] = useState<unknown>();
  const [calling, setCalling] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['call-out', from],
    queryFn: () => api.get('/desk/call', { query: from }),
    retry: false,
    gcTime: 0,
  });
  const chosen = picked ?? (data?.numbers.find((each) => each.primary) ?? data?.numbers[0])?.number;
  const call = async () => {
    if (!chosen || !reason) return;
    setCalling(true);
    try {
      const desk = await api.post('/desk/call', {
        body: { ...from, number: chosen, reason, ...(queue && { queueId: queue }) },
      });
      queries.setQueryData(['desk'], desk);
      close();
      void navigate('/desk');
    } catch (problem) {
      setRefused(problem);
    } finally {
      setCalling(false);
    }
  };
  return (
    <Modal
      open
      title={t('desk.out.title', { name: data?.name ?? '' })}
      okText={t('desk.out.call')}
      okButtonProps={{ disabled: !chosen || !reason, loading: calling }}
      cancelText={t('common.cancel')}
      onCancel={close}
      onOk={() => void call()}
    >
      <ProblemNote error={refused ?? error} />
      {data?.numbers.length === 0 && <p>{t('desk.out.noNumber')}</p>}
      {data && data.numbers.length > 0 && (
        <div className="rows-edit">
          <Radio.Group
            aria-label={t('desk.out.number')}
            value={chosen}
            onChange={(event) => setPicked(event.target.value as string)}
          >
            {data.numbers.map((each) => (
              <Radio key={each.number} value={each.number}>
                <span className="mono">{each.number}</span>{' '}
                <span className="muted">{t(`records.customers.o.${each.kind}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
          <label htmlFor={`${ids}reason`}>{t('desk.out.reason')}</label>
          <Select
            id={`${ids}reason`}
            value={reason}
            placeholder={t('desk.out.chooseReason')}
            options={data.reasons.map((each) => ({ value: each.code, label: say(each.name) }))}
            onChange={(value: string) => {
              setReason(value);
              setRefused(undefined);
            }}
          />
          {data.queues.length > 1 && (
            <>
              <label htmlFor={`${ids}queue`}>{t('desk.out.queue')}</label>
              <Select
                id={`${ids}queue`}
                value={queue ?? data.queueId}
                options={data.queues.map((each) => ({ value: each.id, label: say(each.name) }))}
                onChange={(value: string) => setQueue(value)}
              />
            </>
          )}
          {data.queues.length === 0 && <p role="alert">{t('desk.out.noQueue')}</p>}
        </div>
      )}
    </Modal>
  );
}
