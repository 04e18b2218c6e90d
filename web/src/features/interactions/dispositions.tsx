import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { InteractionRecord } from '@/api/contract';
import { Problem } from '@/api/http';
import { useCan, useWords } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';

const reasons = ['wrong-choice', 'new-facts', 'review', 'customer-said'] as const;
type Correction = { codes: string[]; reason: (typeof reasons)[number]; note?: string };

/** What the contact was coded as; whoever may edit corrects it with a reason, and every earlier choice stays readable. */
export function Dispositions({ record, refresh }: { record: InteractionRecord; refresh: () => void }) {
  const { t, say, dateTime } = useWords();
  const allowed = useCan('interactions.edit');
  const [open, setOpen] = useState(false);
  const now = record.coded.at(-1);
  return (
    <>
      <p>
        {record.dispositions.map(say).join(', ') || t('insight.noDispositions')}{' '}
        {allowed && record.outcome !== 'open' && (
          <Button size="small" className="no-print" onClick={() => setOpen(true)}>
            {t('insight.correct')}
          </Button>
        )}
      </p>
      {record.coded.length > 1 && (
        <ol className="notes" aria-label={t('insight.corrections')}>
          {record.coded.map((each) => (
            <li key={each.revision}>
              {each.names.map(say).join(', ') || t('insight.noDispositions')}
              <span className="muted">
                {' '}
                {dateTime(each.at)} {each.by}
                {each.reason && ` · ${t(`insight.reason.${each.reason}`, { defaultValue: each.reason })}`}
              </span>
            </li>
          ))}
        </ol>
      )}
      {open && (
        <Correct
          record={record}
          seen={now?.revision ?? 0}
          codes={now?.codes ?? []}
          close={() => setOpen(false)}
          refresh={refresh}
        />
      )}
    </>
  );
}

function Correct({
  record,
  seen,
  codes,
  close,
  refresh,
}: {
  record: InteractionRecord;
  seen: number;
  codes: string[];
  close: () => void;
  refresh: () => void;
}) {
  const { t, say } = useWords();
  const [form] = Form.useForm<Correction>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { data, isPending } = useQuery({
    queryKey: ['list', '/dispositions', record.clientId],
    queryFn: async () =>
      (await api.get('/dispositions', { query: { client: record.clientId, size: 200 } })).items.filter(
        (each) =>
          codes.includes(each.code) ||
          (each.active && (each.queueIds.length === 0 || each.queueIds.includes(record.queueId ?? ''))),
      ),
  });
  const save = async (wanted: Correction) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await api.put('/interactions/{id}/dispositions', {
        path: { id: record.id },
        body: { codes: wanted.codes, revision: seen, reason: wanted.reason, ...(wanted.note && { note: wanted.note }) },
      });
      refresh();
      close();
    } catch (cause) {
      setProblem(cause);
      // the record behind shows at once what somebody else chose; what was typed here stays
      if (cause instanceof Problem && cause.code === 'edit-conflict') refresh();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open
      title={t('insight.correct')}
      okText={t('common.save')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={busy}
    >
      <ProblemNote error={problem} />
      <Form form={form} layout="vertical" initialValues={{ codes }} onFinish={(wanted) => void save(wanted)}>
        <Form.Item name="codes" label={t('insight.dispositions')}>
          <Select
            mode="multiple"
            loading={isPending}
            options={(data ?? []).map((each) => ({ value: each.code, label: say(each.name) }))}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('insight.why-corrected')}
          rules={[{ required: true, message: t('insight.reasonNeeded') }]}
        >
          <Select options={reasons.map((value) => ({ value, label: t(`insight.reason.${value}`) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('insight.addNote')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
