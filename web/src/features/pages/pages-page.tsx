import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { PageKind, PageRow, Text } from '@/api/contract';
import { useCan, useMe, useWords } from '@/lib/session';
import { languages } from '@/lib/languages';
import { ListPage } from '@/ui/records/list-page';
import { NamesInput } from '@/ui/records/names-input';
import type { RecordSpec } from '@/ui/records/types';
import { ProblemNote } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import { codeOf } from './pages-query';

export const kinds: PageKind[] = ['knowledge', 'answer', 'procedure', 'wording', 'law'];

export const pagesSpec: RecordSpec<PageRow> = {
  key: 'pages',
  path: '/pages',
  readOnly: true,
  title: (row, { say }) => say(row.title),
  href: (row) => `/quality/pages/${row.code}`,
  idOf: (row) => row.code,
  sources: ['/clients'],
  blank: () => ({}),
  filters: [
    { name: 'kind', options: kinds },
    { name: 'client', source: '/clients' },
    { name: 'state', options: ['draft', 'approved', 'retired'] },
    { name: 'owner', options: ['me'] },
    { name: 'due', options: ['true'] },
  ],
  columns: [
    { name: 'title', sort: 'title', cell: (row, { say }) => say(row.title) || row.code },
    { name: 'kind', sort: 'kind', cell: (row, { t }) => t(`pages.kind.${row.kind}`) },
    {
      name: 'clientId',
      cell: (row, { nameOf, t }) => (row.clientId ? nameOf('/clients', row.clientId) : t('pages.wholeHouse')),
    },
    {
      name: 'state',
      cell: (row, { t }) => (
        <StatePill state={row.liveVersion ? 'good' : row.state === 'draft' ? 'warn' : 'off'}>
          {row.liveVersion && row.state === 'draft' ? t('pages.state.changing') : t(`pages.state.${row.state}`)}
        </StatePill>
      ),
    },
    {
      name: 'owner',
      cell: (row, { t }) => row.ownerName ?? <span className="muted">{t('pages.nobody')}</span>,
    },
    {
      name: 'reviewDue',
      sort: 'reviewDue',
      cell: (row, { day }) =>
        row.reviewDue &&
        (row.reviewOverdue ? (
          <StatePill state="bad">{day(row.reviewDue)}</StatePill>
        ) : (
          <span className="whole">{day(row.reviewDue)}</span>
        )),
    },
    {
      name: 'doubts',
      cell: (row) => (row.doubts > 0 ? <StatePill state="warn">{row.doubts}</StatePill> : null),
      right: true,
    },
    {
      name: 'updatedAt',
      sort: 'updatedAt',
      cell: (row, { dateTime }) => (
        <>
          <span className="whole">{dateTime(row.updatedAt)}</span> <span className="muted">{row.updatedBy}</span>
        </>
      ),
      minor: true,
    },
  ],
  sections: [],
};

type New = { title: Text; kind: PageKind; clientId?: string };

/** A new page begins as a draft in the languages that have a title. */
export function PagesPage() {
  const { t, say } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const editable = useCan('pages.edit');
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const [form] = Form.useForm<New>();
  const title = Form.useWatch('title', form) as Text | undefined;
  const shownCode = code ?? (title?.en ? codeOf(title.en) : '');
  const required = { required: true, message: t('common.problem.required') };
  const create = async (values: New) => {
    const body = Object.fromEntries(
      languages.filter((each) => values.title[each]).map((each) => [each, t('pages.firstWords', { lng: each })]),
    );
    const made = shownCode || codeOf('');
    try {
      await api.post('/pages', {
        body: {
          code: made,
          ...(values.clientId && { clientId: values.clientId }),
          content: { kind: values.kind, title: values.title, body },
          reason: t('pages.firstDraft'),
        },
      });
      await queries.invalidateQueries({ queryKey: ['list', '/pages'] });
      void navigate(`/quality/pages/${made}`);
    } catch (cause) {
      setProblem(cause);
    }
  };
  return (
    <>
      <ListPage
        spec={pagesSpec}
        extra={
          editable && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen(true)}>
              {t('pages.new')}
            </Button>
          )
        }
      />
      <Modal
        open={open}
        title={t('pages.new')}
        okText={t('common.save')}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
        destroyOnHidden
      >
        <ProblemNote error={problem} />
        <Form
          form={form}
          layout="vertical"
          initialValues={{ kind: 'knowledge' }}
          onFinish={(values) => void create(values)}
        >
          <Form.Item name="title" label={t('pages.titleField')} rules={[required]}>
            <NamesInput />
          </Form.Item>
          <Form.Item name="kind" label={t('pages.kindField')} rules={[required]}>
            <Select options={kinds.map((kind) => ({ value: kind, label: t(`pages.kind.${kind}`) }))} />
          </Form.Item>
          <Form.Item name="clientId" label={t('pages.client')}>
            <Select
              allowClear
              placeholder={t('pages.wholeHouse')}
              options={me.clients.map(({ id, name }) => ({ value: id, label: say(name) }))}
            />
          </Form.Item>
          <Form.Item label={t('pages.code')} htmlFor="page-code" extra={t('pages.codeHint')}>
            <Input
              id="page-code"
              className="mono"
              spellCheck={false}
              value={shownCode}
              onChange={(event) => setCode(event.target.value)}
            />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
