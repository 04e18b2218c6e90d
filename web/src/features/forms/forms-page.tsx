import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form as Fields, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Text } from '@/api/contract';
import { http } from '@/api/http';
import { useCan, useMe, useWords } from '@/lib/session';
import { formUses, type Form, type FormUse } from '@/ui/forms/model';
import { ProblemNote } from '@/ui/problem';
import { ListPage } from '@/ui/records/list-page';
import { NamesInput } from '@/ui/records/names-input';
import type { RecordSpec } from '@/ui/records/types';
import { EndsAt } from '@/ui/definition-life';
import { StatePill } from '@/ui/state-pill';
import { codeFrom } from './edits';
import { forms, type FormPage, type FormRow } from './forms-query';

export const formsSpec: RecordSpec<FormRow> = {
  key: 'forms',
  path: '/forms',
  readOnly: true,
  title: (row, { say }) => say(row.name),
  href: (row) => `/settings/forms/${row.code}`,
  idOf: (row) => row.code,
  sources: ['/clients'],
  blank: () => ({}),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name) || row.code },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span> },
    { name: 'use', cell: (row, { t }) => t(`forms.use.${row.use}`) },
    { name: 'items', cell: (row) => row.items, right: true, minor: true },
    {
      name: 'clientId',
      cell: (row, { nameOf, t }) => nameOf('/clients', row.clientId ?? undefined) || t('forms.wholeHouse'),
    },
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
    {
      name: 'updatedAt',
      cell: (row, { dateTime }) => `${dateTime(row.updatedAt)} · ${row.updatedBy}`,
      sort: 'updatedAt',
      minor: true,
    },
  ],
  sections: [],
};

/** A new form has one section, so that the first item has a place. */
const blankForm = (use: FormUse, title: Text): Form => ({
  use,
  title,
  sections: [{ code: 'details', title: { en: 'Details', 'zh-Hans': '详细信息', 'zh-Hant': '詳細資料' }, items: [] }],
});

type Wanted = { name: Text; code: string; client: string; use: FormUse; like: string };

/** Forms of every use; a new one begins empty or as a copy. */
export function FormsPage() {
  const { t, say } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const editable = useCan('forms.edit');
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [fields] = Fields.useForm<Wanted>();
  const { data: rows = [] } = useQuery({
    queryKey: ['list', '/forms', 'all'],
    queryFn: async () => {
      const found = await http.get<{ items: FormRow[] } | FormRow[]>('/forms', { size: 200 });
      return Array.isArray(found) ? found : found.items;
    },
    enabled: open,
  });
  const required = { required: true, message: t('common.problem.required') };
  const create = async ({ name, code, client, use, like }: Wanted) => {
    try {
      const form = like
        ? { ...(await http.get<FormPage>(`/forms/${encodeURIComponent(like)}`)).latest.form, title: name }
        : blankForm(use, name);
      await forms.create({ code, name, form, reason: t('forms.firstReason'), ...(client && { clientId: client }) });
      await queries.invalidateQueries({ queryKey: ['list', '/forms'] });
      void navigate(`/settings/forms/${code}`);
    } catch (cause) {
      setProblem(cause);
    }
  };
  return (
    <>
      <ListPage
        spec={formsSpec}
        extra={
          editable && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen(true)}>
              {t('forms.new')}
            </Button>
          )
        }
      />
      <Modal
        open={open}
        title={t('forms.new')}
        okText={t('common.save')}
        onCancel={() => setOpen(false)}
        onOk={() => fields.submit()}
        destroyOnHidden
      >
        <ProblemNote error={problem} />
        <Fields
          form={fields}
          layout="vertical"
          initialValues={{ client: me.clients.length === 1 ? '' : (me.clients[0]?.id ?? ''), use: 'case', like: '' }}
          onValuesChange={(changed: Partial<Wanted>) => {
            if (changed.name && !fields.isFieldTouched('code')) fields.setFieldValue('code', codeFrom(changed.name));
          }}
          onFinish={(values) => void create(values)}
        >
          <Fields.Item name="name" label={t('flows.name')} rules={[required]}>
            <NamesInput />
          </Fields.Item>
          <Fields.Item name="code" label={t('flows.code')} rules={[required]}>
            <Input className="mono" spellCheck={false} maxLength={40} />
          </Fields.Item>
          <Fields.Item name="like" label={t('forms.like')}>
            <Select
              options={[
                { value: '', label: t('forms.empty') },
                ...rows.map((row) => ({ value: row.code, label: say(row.name) || row.code })),
              ]}
            />
          </Fields.Item>
          <Fields.Item noStyle dependencies={['like']}>
            {() =>
              !fields.getFieldValue('like') && (
                <Fields.Item name="use" label={t('forms.f.use')}>
                  <Select options={formUses.map((use) => ({ value: use, label: t(`forms.use.${use}`) }))} />
                </Fields.Item>
              )
            }
          </Fields.Item>
          <Fields.Item name="client" label={t('flows.client')}>
            <Select
              options={[
                { value: '', label: t('forms.wholeHouse') },
                ...me.clients.map(({ id, name }) => ({ value: id, label: say(name) })),
              ]}
            />
          </Fields.Item>
        </Fields>
      </Modal>
    </>
  );
}
