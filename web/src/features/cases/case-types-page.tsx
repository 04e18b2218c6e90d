import { PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form as Fields, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CaseType, Text } from '@/api/contract';
import { http } from '@/api/http';
import { useCan, useWords } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';
import { ListPage } from '@/ui/records/list-page';
import { NamesInput } from '@/ui/records/names-input';
import type { RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';
import { asTypes, caseTypesQuery } from './cases-query';
import { blankType, codeFor } from './type-edits';
import { caseTypes, type TypePage } from './type-query';

export const caseTypesSpec: RecordSpec<CaseType> = {
  key: 'caseTypes',
  path: '/case-types',
  readOnly: true,
  search: false,
  title: (row, { say }) => say(row.name),
  href: (row) => `/settings/case-types/${row.code}`,
  idOf: (row) => row.code,
  blank: () => ({}),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name) || row.code },
    { name: 'code', cell: (row) => <span className="code">{row.code}</span> },
    {
      name: 'states',
      cell: (row, { say, t }) => row.states.map((state) => say(state.name)).join(t('forms.fill.and')),
      minor: true,
    },
    { name: 'liveVersion', cell: (row, { t }) => row.liveVersion ?? t('flows.none'), right: true, minor: true },
    {
      name: 'active',
      cell: (row, { t }) => (
        <StatePill state={row.active ? 'good' : 'off'}>{t(row.active ? 'common.active' : 'common.inactive')}</StatePill>
      ),
    },
  ],
  sections: [],
};

type Wanted = { name: Text; code: string; like: string };

/** Kinds of cases; a new one works as it stands, or begins as a copy. */
export function CaseTypesPage() {
  const { t, say } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const editable = useCan('cases.configure');
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [fields] = Fields.useForm<Wanted>();
  const { data: found = [] } = useQuery(caseTypesQuery());
  const types = asTypes(found);
  const required = { required: true, message: t('common.problem.required') };
  const create = async ({ name, code, like }: Wanted) => {
    try {
      const type = like
        ? { ...(await http.get<TypePage>(`/case-types/${encodeURIComponent(like)}`)).latest.type, name }
        : blankType(name);
      await caseTypes.create(code, type, t('forms.firstReason'));
      await queries.invalidateQueries({ queryKey: ['list', '/case-types'] });
      void navigate(`/settings/case-types/${code}`);
    } catch (cause) {
      setProblem(cause);
    }
  };
  return (
    <>
      <ListPage
        spec={caseTypesSpec}
        extra={
          editable && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen(true)}>
              {t('cases.type.new')}
            </Button>
          )
        }
      />
      <Modal
        open={open}
        title={t('cases.type.new')}
        okText={t('common.save')}
        onCancel={() => setOpen(false)}
        onOk={() => fields.submit()}
        destroyOnHidden
      >
        <ProblemNote error={problem} />
        <Fields
          form={fields}
          layout="vertical"
          initialValues={{ like: '' }}
          onValuesChange={(changed: Partial<Wanted>) => {
            if (!changed.name?.en || fields.isFieldTouched('code')) return;
            fields.setFieldValue(
              'code',
              codeFor(
                changed.name,
                'type',
                types.map((type) => type.code),
              ),
            );
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
                { value: '', label: t('cases.type.blank') },
                ...types.map((type) => ({ value: type.code, label: say(type.name) || type.code })),
              ]}
            />
          </Fields.Item>
        </Fields>
      </Modal>
    </>
  );
}
