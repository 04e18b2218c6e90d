import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { FlowRow, Text } from '@/api/contract';
import { codeFrom } from '@/lib/code-from';
import { useCan, useMe, useWords } from '@/lib/session';
import { ListPage } from '@/ui/records/list-page';
import { NamesInput } from '@/ui/records/names-input';
import type { RecordSpec } from '@/ui/records/types';
import { ProblemNote } from '@/ui/problem';
import { EndsAt } from '@/ui/definition-life';
import { StatePill } from '@/ui/state-pill';
import { starter } from './starter';
import { flowKinds } from './step-kinds';

export const flowsSpec: RecordSpec<FlowRow> = {
  key: 'flows',
  path: '/flows',
  readOnly: true,
  title: (row, { say }) => say(row.name),
  href: (row) => `/settings/flows/${row.code}`,
  idOf: (row) => row.code,
  sources: ['/clients'],
  blank: () => ({}),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name) || row.code },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span> },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    {
      name: 'state',
      cell: (row, { t }) => (
        <StatePill state={row.state === 'approved' ? 'good' : row.state === 'draft' ? 'warn' : 'off'}>
          {t(`flows.state.${row.state}`)}
        </StatePill>
      ),
    },
    {
      name: 'liveVersion',
      cell: (row, { t }) => (
        <>
          {row.liveVersion ?? t('flows.none')}
          {row.endsAt && (
            <>
              {' '}
              <EndsAt at={row.endsAt} />
            </>
          )}
        </>
      ),
      right: true,
    },
    { name: 'latestVersion', cell: (row) => row.latestVersion, right: true, minor: true },
    { name: 'updatedAt', cell: (row, { dateTime }) => `${dateTime(row.updatedAt)} · ${row.updatedBy}`, minor: true },
  ],
  sections: [],
};

/** A new flow begins as a draft that already reads. */
export function FlowsPage() {
  const { t, say } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const editable = useCan('flows.edit');
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [form] = Form.useForm<{ code: string; name: Text; kind: string; clientId: string }>();
  const required = { required: true, message: t('common.problem.required') };
  return (
    <>
      <ListPage
        spec={flowsSpec}
        extra={
          editable && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen(true)}>
              {t('flows.new')}
            </Button>
          )
        }
      />
      <Modal
        open={open}
        title={t('flows.new')}
        okText={t('common.save')}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <ProblemNote error={problem} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ clientId: me.clients[0]?.id, kind: 'entry' }}
          onValuesChange={(changed: { name?: Text }) => {
            if (changed.name && !form.isFieldTouched('code')) form.setFieldValue('code', codeFrom(changed.name));
          }}
          onFinish={async ({ kind, ...values }) => {
            try {
              await api.post('/flows', { body: { ...values, yaml: starter(values.code, values.name, kind) } });
              await queries.invalidateQueries({ queryKey: ['list', '/flows'] });
              void navigate(`/settings/flows/${values.code}`);
            } catch (cause) {
              setProblem(cause);
            }
          }}
        >
          <Form.Item name="name" label={t('flows.name')} rules={[required]}>
            <NamesInput />
          </Form.Item>
          <Form.Item name="code" label={t('flows.code')} rules={[required]}>
            <Input className="mono" spellCheck={false} />
          </Form.Item>
          <Form.Item name="kind" label={t('flows.edit.kind')}>
            <Select
              options={flowKinds.map((each) => ({
                value: each,
                label: t(`flows.edit.kinds.${each}`, { defaultValue: each }),
              }))}
            />
          </Form.Item>
          <Form.Item name="clientId" label={t('flows.client')} rules={[required]}>
            <Select options={me.clients.map(({ id, name }) => ({ value: id, label: say(name) }))} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
