import { useQuery } from '@tanstack/react-query';
import { App, AutoComplete, Button, Input, Modal, Radio, Select, Switch } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { Customer } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { CallOut } from '@/ui/call-out';
import { wordsOf } from '@/ui/problem';
import { ListPage } from '@/ui/records/list-page';
import { SavedViews } from '@/ui/records/saved-views';
import type { ControlProps, RecordSpec } from '@/ui/records/types';
import { useTakeOut } from '@/ui/undo';
import { Tabs } from '@/ui/tabs';
import { ContactPanel } from './contact-panel';
import { CustomerGoods } from './customer-goods';
import { CustomerChanges, CustomerStory } from './customer-story';

type Numbers = Customer['numbers'];
const kinds = ['mobile', 'home', 'work', 'other'];

function NumbersInput({ value = [], onChange, disabled }: ControlProps<Numbers>) {
  const { t } = useWords();
  const off = disabled ?? false;
  const takeOut = useTakeOut(value, onChange);
  const change = (index: number, part: Partial<Numbers[number]>) =>
    onChange?.(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className="rows-edit">
      {value.map((entry, index) => (
        <div key={index} className="rows-edit-row">
          <Input
            className="grow mono"
            aria-label={t('records.f.number')}
            inputMode="tel"
            disabled={off}
            value={entry.number}
            onChange={(event) => change(index, { number: event.target.value })}
          />
          <Select
            aria-label={t('records.customers.kind')}
            disabled={off}
            value={entry.kind}
            style={{ width: 120 }}
            options={kinds.map((kind) => ({ value: kind, label: t(`records.customers.o.${kind}`) }))}
            onChange={(kind) => change(index, { kind })}
          />
          <Radio
            checked={entry.primary}
            disabled={off}
            onChange={() => onChange?.(value.map((each, at) => ({ ...each, primary: at === index })))}
          >
            {t('records.customers.primary')}
          </Radio>
          <Button size="small" type="text" disabled={off} onClick={() => takeOut(index, entry.number)}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button
          disabled={off}
          onClick={() => onChange?.([...value, { number: '', kind: 'mobile', primary: value.length === 0 }])}
        >
          {t('records.customers.addNumber')}
        </Button>
      </div>
    </div>
  );
}

/** Any level may stand there; those that clients give points for are offered. */
function LevelInput({ value, onChange, disabled, id }: ControlProps<string | null>) {
  const { data } = useQuery({
    queryKey: ['precedence'],
    queryFn: () => api.get('/precedence'),
    retry: false,
  });
  const names = [...new Set((data?.items ?? []).flatMap(({ levels }) => (levels ?? []).map(({ name }) => name ?? '')))];
  return (
    <AutoComplete
      {...(id && { id })}
      disabled={disabled ?? false}
      value={value ?? ''}
      maxLength={60}
      options={names.map((name) => ({ value: name }))}
      showSearch={{
        filterOption: (typed, option) =>
          String(option?.value ?? '')
            .toLowerCase()
            .includes(typed.toLowerCase()),
      }}
      onChange={(next: string) => onChange?.(next)}
    />
  );
}

/** Told to those only who may see what customers are worth; the server keeps it from the others. */
function RankInput({ value, onChange, disabled, id }: ControlProps<number | null>) {
  const { t } = useWords();
  const entitled = useCan('customers.value');
  return (
    <Select
      {...(id && { id })}
      allowClear
      disabled={(disabled ?? false) || !entitled}
      value={value ?? null}
      options={[0, 1, 2, 3, 4, 5].map((rank) => ({ value: rank, label: t(`records.customers.o.${rank}`) }))}
      onChange={(next) => onChange?.(next ?? null)}
    />
  );
}

function TimeInput({ value, onChange, disabled, id }: ControlProps<string | null>) {
  return (
    <Input
      {...(id && { id })}
      type="time"
      style={{ width: 150 }}
      disabled={disabled ?? false}
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value || null)}
    />
  );
}

function ConsentInput({ value = {}, onChange, disabled }: ControlProps<Customer['consent']>) {
  const { t } = useWords();
  return (
    <div className="rows-edit-row">
      {(['phone', 'sms', 'email'] as const).map((channel) => (
        <label key={channel} style={{ display: 'inline-flex', gap: 8, marginRight: 16 }}>
          <Switch
            size="small"
            checked={value[channel] ?? false}
            disabled={disabled ?? false}
            onChange={(on) => onChange?.({ ...value, [channel]: on })}
          />
          {t(`records.customers.consent.${channel}`)}
        </label>
      ))}
    </div>
  );
}

function CustomerContacts({ row }: { row: Customer }) {
  const { t, say, dateTime } = useWords();
  const { data } = useQuery({
    queryKey: ['customer-interactions', row.id],
    queryFn: async () => {
      return (await api.get('/customers/{id}/interactions', { path: { id: row.id } })).items;
    },
    retry: false,
  });
  return (
    <>
      {data?.length === 0 && <p className="muted">{t('records.customers.noContacts')}</p>}
      <ul className="rows-edit" style={{ margin: '8px 0 16px' }}>
        {data?.slice(0, 12).map((contact) => (
          <li key={contact.id} className="rows-edit-row">
            <Link to={`/insight/interactions/${contact.id}`}>{dateTime(contact.at)}</Link>
            <span className="grow">{say(contact.queueName)}</span>
            <span className="muted">{contact.agentName ?? t(`insight.outcome.${contact.outcome}`)}</span>
          </li>
        ))}
      </ul>
      <p>
        <Link to={`/desk/cases?customer=${row.id}`}>{t('records.customers.cases')}</Link>
      </p>
    </>
  );
}

function CustomerMore({ row, refresh }: { row: Customer; refresh: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const mayErase = useCan('customers.erase');
  const [tab, setTab] = useState<'now' | 'contacts' | 'story' | 'contact' | 'changes'>('now');
  const [erasing, setErasing] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <>
      {row.numbers.length > 0 && (
        <ul className="rows-edit" style={{ margin: '0 0 16px' }} aria-label={t('desk.out.numbers')}>
          {row.numbers.map((each) => (
            <li key={each.number} className="rows-edit-row">
              <span className="grow mono">{each.number}</span>
              <CallOut from={{ customerId: row.id }} number={each.number} />
            </li>
          ))}
        </ul>
      )}
      <Tabs
        label={row.name}
        active={tab}
        change={setTab}
        items={[
          { key: 'now', label: t('customers.tabs.now'), children: <CustomerGoods row={row} /> },
          { key: 'contacts', label: t('records.customers.contacts'), children: <CustomerContacts row={row} /> },
          { key: 'story', label: t('customers.tabs.story'), children: <CustomerStory row={row} /> },
          { key: 'contact', label: t('customers.tabs.contact'), children: <ContactPanel customer={row.id} /> },
          {
            key: 'changes',
            label: t('customers.tabs.changes'),
            children: <CustomerChanges row={row} refresh={refresh} />,
          },
        ]}
      />
      {mayErase && (
        <Button danger style={{ marginTop: 12 }} onClick={() => setErasing(true)}>
          {t('records.customers.erase')}
        </Button>
      )}
      <Modal
        open={erasing}
        title={t('records.customers.eraseTitle', { name: row.name })}
        okText={t('records.customers.erase')}
        okButtonProps={{ danger: true, disabled: reason.trim().length < 3 }}
        onCancel={() => setErasing(false)}
        onOk={async () => {
          try {
            await api.post('/customers/{id}/erase', { path: { id: row.id }, body: { reason: reason.trim() } });
            setErasing(false);
            refresh();
          } catch (problem) {
            void message.error(wordsOf(problem));
          }
        }}
      >
        <p>{t('records.customers.eraseHint')}</p>
        <label htmlFor="erase-reason">{t('records.f.reason')}</label>
        <Input id="erase-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
      </Modal>
    </>
  );
}

export const customersSpec: RecordSpec<Customer> = {
  key: 'customers',
  path: '/customers',
  right: 'customers.edit',
  title: (row) => row.name,
  sources: ['/clients', '/agents'],
  wide: true,
  filters: [
    { name: 'client', source: '/clients' },
    { name: 'product', source: '/products' },
  ],
  more: CustomerMore,
  blank: ({ clientId }) => ({ ...(clientId && { clientId }), numbers: [], language: 'en', consent: {} }),
  columns: [
    { name: 'name', cell: (row) => row.name, sort: 'name' },
    {
      name: 'numbers',
      cell: (row) => (
        <span className="mono">{(row.numbers.find((each) => each.primary) ?? row.numbers[0])?.number ?? '–'}</span>
      ),
    },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId) },
    {
      name: 'language',
      cell: (row, { t }) => t(`common.lang.${row.language}`, { defaultValue: row.language }),
      minor: true,
    },
    { name: 'memberLevel', cell: (row) => row.memberLevel || '–', minor: true },
    { name: 'createdAt', cell: (row, { day }) => day(row.createdAt), sort: 'createdAt', minor: true },
  ],
  sections: [
    {
      name: 'person',
      fields: [
        { name: 'name', kind: 'text', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'numbers', kind: 'custom', control: NumbersInput },
        { name: 'language', kind: 'choice', options: ['en', 'zh-Hans', 'zh-Hant'], required: true },
        { name: 'email', kind: 'text' },
        { name: 'valueRank', kind: 'custom', control: RankInput },
        { name: 'memberLevel', kind: 'custom', control: LevelInput },
        { name: 'preferredAgentId', kind: 'ref', source: '/agents' },
        { name: 'customerSince', kind: 'day' },
        { name: 'notes', kind: 'area' },
      ],
    },
    {
      name: 'contact',
      fields: [
        { name: 'consent', kind: 'custom', control: ConsentInput },
        { name: 'preferredChannel', kind: 'choice', options: ['call', 'sms', 'email', 'app'] },
        { name: 'preferredFrom', kind: 'custom', control: TimeInput },
        { name: 'preferredTo', kind: 'custom', control: TimeInput },
      ],
    },
  ],
};

export const CustomersPage = () => (
  <ListPage spec={customersSpec} extra={<SavedViews list="customers" leaveOut={['record', 'page']} />} />
);
