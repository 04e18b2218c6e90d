import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Drawer, Form as Fields, Input, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import type { CaseRow, Customer, Page } from '@/api/contract';
import { http, Problem } from '@/api/http';
import { useMe, useWords } from '@/lib/session';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import { asTypes, caseTypesQuery } from './cases-query';

type Wanted = {
  type: string;
  clientId?: string;
  customerId?: string;
  reason?: string;
  subject: string;
  ownerId?: string;
  teamId?: string;
  dueAt?: Dayjs | null;
  note?: string;
};

type Begin = {
  type?: string | undefined;
  customerId?: string | undefined;
  interactionId?: string | undefined;
  subject?: string | undefined;
};

/** A case opened by hand: what cannot be guessed, and nothing else; its own fields are asked on its page. */
export function NewCase({ begin, close }: { begin: Begin; close: () => void }) {
  const { t, say } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [fields] = Fields.useForm<Wanted>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState(begin.type);
  const { data: found = [] } = useQuery(caseTypesQuery());
  const types = asTypes(found).filter((type) => type.active);
  const type = types.find((each) => each.code === (chosen ?? types[0]?.code));
  const { options: people } = useOptions('/cases/owners');
  const { options: teams } = useOptions('/teams/names');
  const { data: known } = useQuery({
    queryKey: ['record', '/customers', begin.customerId],
    queryFn: () => api.get('/customers/{id}', { path: { id: begin.customerId! } }),
    enabled: begin.customerId !== undefined,
  });
  const first = types[0]?.code;
  useEffect(() => {
    // the drawer's fields come after this: what it begins with cannot be asked of them yet
    if (first && !begin.type && !fields.getFieldValue('type')) fields.setFieldValue('type', first);
  }, [first, fields, begin.type]);
  useEffect(() => {
    if (known?.clientId) fields.setFieldValue('clientId', known.clientId);
  }, [known, fields]);
  const required = { required: true, message: t('common.problem.required') };
  const create = async ({ dueAt, note, ...wanted }: Wanted) => {
    setBusy(true);
    try {
      const made = await http.post<CaseRow>('/cases', {
        ...wanted,
        clientId: wanted.clientId ?? known?.clientId ?? me.clients[0]?.id,
        ...(begin.interactionId && { interactionId: begin.interactionId }),
        ...(dueAt && { dueAt: dueAt.toISOString() }),
        ...(note?.trim() && { note: note.trim() }),
      });
      await queries.invalidateQueries({ queryKey: ['list', '/cases'] });
      void navigate(`/desk/cases/${made.id}`);
    } catch (cause) {
      setProblem(cause);
      if (cause instanceof Problem)
        fields.setFields(
          cause.fields.map(({ field, message }) => ({ name: field as keyof Wanted, errors: [message] })),
        );
    } finally {
      setBusy(false);
    }
  };
  return (
    <Drawer
      open
      size={560}
      autoFocus={false}
      onClose={close}
      className="record"
      title={t('records.newOne', { one: t('records.cases.one') })}
      styles={{ body: { padding: 0 } }}
    >
      <div className="record-sheet">
        <Fields
          form={fields}
          layout="vertical"
          className="record-body"
          initialValues={{
            type: begin.type ?? first,
            clientId: me.clients[0]?.id,
            customerId: begin.customerId,
            subject: begin.subject,
            ownerId: me.account.id,
          }}
          onValuesChange={(changed: Partial<Wanted>) => {
            if (!changed.type) return;
            setChosen(changed.type);
            fields.setFieldValue('reason', undefined);
          }}
          onFinish={(values) => void create(values)}
        >
          <ProblemNote error={problem} />
          <Fields.Item name="type" label={t('records.f.type')} rules={[required]}>
            <Select options={types.map((each) => ({ value: each.code, label: say(each.name) }))} />
          </Fields.Item>
          <First>
            <Fields.Item name="subject" label={t('records.cases.f.subject')} rules={[required]}>
              <Input maxLength={300} />
            </Fields.Item>
          </First>
          <Fields.Item name="customerId" label={t('records.cases.f.customerName')}>
            <CustomerChoice {...(known && { known: known as Customer })} />
          </Fields.Item>
          {me.clients.length > 1 && (
            <Fields.Item name="clientId" label={t('records.f.clientId')} rules={[required]}>
              <Select options={me.clients.map(({ id, name }) => ({ value: id, label: say(name) }))} />
            </Fields.Item>
          )}
          {type && type.reasons.length > 0 && (
            <Fields.Item name="reason" label={t('cases.reason')}>
              <Select allowClear options={type.reasons.map((each) => ({ value: each.code, label: say(each.name) }))} />
            </Fields.Item>
          )}
          <Fields.Item name="ownerId" label={t('records.cases.f.ownerId')}>
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={people} />
          </Fields.Item>
          <Fields.Item name="teamId" label={t('cases.team')}>
            <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={teams} />
          </Fields.Item>
          <Fields.Item name="dueAt" label={t('records.cases.f.dueAt')} extra={t('cases.dueHint')}>
            <DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} />
          </Fields.Item>
          <Fields.Item name="note" label={t('records.cases.addNote')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
          </Fields.Item>
          <button type="submit" hidden />
        </Fields>
        <footer className="record-foot">
          <Button type="primary" loading={busy} onClick={() => fields.submit()}>
            {t('cases.open')}
          </Button>
          <Button onClick={close}>{t('common.cancel')}</Button>
        </footer>
      </div>
    </Drawer>
  );
}

/** Where one begins to type. A drawer joins the document only after its fields are made: `autoFocus` would come too early. */
function First({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = requestAnimationFrame(() => place.current?.querySelector('input')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return <div ref={place}>{children}</div>;
}

/** Found by name or number; the list of all would be too long to choose from. */
function CustomerChoice({
  value,
  onChange,
  id,
  known,
}: {
  value?: string;
  onChange?: (value: string | undefined) => void;
  id?: string;
  known?: Customer;
}) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);
  const { data, isFetching } = useQuery({
    queryKey: ['list', '/customers', 'to-choose', asked],
    queryFn: ({ signal }) => http.get<Page<Customer>>('/customers', { q: asked, size: 10 }, signal),
    enabled: asked !== '',
  });
  const found = [...(known ? [known] : []), ...(data?.items ?? []).filter((each) => each.id !== known?.id)];
  return (
    <Select
      {...(id && { id })}
      value={value}
      allowClear
      loading={isFetching}
      placeholder={t('cases.findCustomer')}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      notFoundContent={asked ? t('records.nothingFound') : t('cases.findCustomer')}
      options={found.map((each) => ({ value: each.id, label: each.name || each.id }))}
      onChange={(next?: string) => onChange?.(next)}
    />
  );
}
