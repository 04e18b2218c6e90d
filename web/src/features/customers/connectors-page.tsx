import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { components } from '@/api/generated/schema';
import { useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { ListPage } from '@/ui/records/list-page';
import type { ControlProps, RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';
import { useTakeOut } from '@/ui/undo';
import './customers.css';
import { OutsideFields } from './outside';

type Connector = components['schemas']['Connector'];
type Told = components['schemas']['OutsideKnowledge'];
type CallerTold = components['schemas']['CallerTold'];
type StateWord = components['schemas']['ConnectorStateWord'];
type Spoken = components['schemas']['ConnectorSpoken'];
const looks: Record<string, string> = { closed: 'good', 'half-open': 'warn', open: 'bad' };

function MappingInput({ value = [], onChange, disabled }: ControlProps<Connector['mapping']>) {
  const { t } = useWords();
  const off = disabled ?? false;
  const takeOut = useTakeOut(value, onChange);
  const change = (index: number, part: Partial<Connector['mapping'][number]>) =>
    onChange?.(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className="rows-edit">
      {value.map((field, index) => (
        <div key={index} className="rows-edit-row">
          <Input
            className="grow"
            aria-label={t('customers.conn.label')}
            placeholder={t('customers.conn.label')}
            disabled={off}
            maxLength={60}
            value={field.label}
            onChange={(event) => change(index, { label: event.target.value })}
          />
          <Input
            className="grow mono"
            aria-label={t('customers.conn.path')}
            placeholder="data.tier"
            disabled={off}
            value={field.path}
            onChange={(event) => change(index, { path: event.target.value })}
          />
          <Button size="small" type="text" disabled={off} onClick={() => takeOut(index, field.label)}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button disabled={off} onClick={() => onChange?.([...value, { label: '', path: '' }])}>
          {t('customers.conn.addField')}
        </Button>
      </div>
    </div>
  );
}

const orderStates = ['placed', 'confirmed', 'shipped', 'delivered', 'cancelled', 'returned'] as const;
const spokenKinds = ['money', 'number', 'date', 'text'] as const;

function StatesInput({ value = [], onChange, disabled }: ControlProps<StateWord[]>) {
  const { t } = useWords();
  const off = disabled ?? false;
  const takeOut = useTakeOut(value, onChange);
  const change = (index: number, part: Partial<StateWord>) =>
    onChange?.(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className="rows-edit">
      {value.map((word, index) => (
        <div key={index} className="rows-edit-row">
          <Input
            className="grow"
            aria-label={t('customers.conn.theirState')}
            placeholder={t('customers.conn.theirState')}
            disabled={off}
            maxLength={60}
            value={word.theirs}
            onChange={(event) => change(index, { theirs: event.target.value })}
          />
          <Select
            className="grow"
            aria-label={t('customers.conn.ourState')}
            disabled={off}
            value={word.ours}
            options={orderStates.map((each) => ({ value: each, label: t(`records.orders.o.${each}`) }))}
            onChange={(ours) => change(index, { ours })}
          />
          <Button size="small" type="text" disabled={off} onClick={() => takeOut(index, word.theirs)}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button disabled={off} onClick={() => onChange?.([...value, { theirs: '', ours: 'placed' }])}>
          {t('customers.conn.addState')}
        </Button>
      </div>
    </div>
  );
}

function SpokenInput({ value = [], onChange, disabled }: ControlProps<Spoken[]>) {
  const { t } = useWords();
  const off = disabled ?? false;
  const takeOut = useTakeOut(value, onChange);
  const change = (index: number, part: Partial<Spoken>) =>
    onChange?.(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <div className="rows-edit">
      {value.map((field, index) => (
        <div key={index} className="rows-edit-row">
          <Input
            className="grow mono"
            aria-label={t('customers.conn.spokenName')}
            placeholder="balance"
            disabled={off}
            maxLength={40}
            value={field.name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <Input
            className="grow mono"
            aria-label={t('customers.conn.path')}
            placeholder="data.balance"
            disabled={off}
            value={field.path}
            onChange={(event) => change(index, { path: event.target.value })}
          />
          <Select
            aria-label={t('customers.conn.spokenKind')}
            disabled={off}
            value={field.kind}
            options={spokenKinds.map((each) => ({ value: each, label: t(`customers.conn.spoken.${each}`) }))}
            onChange={(kind) => change(index, { kind })}
          />
          <Button size="small" type="text" disabled={off} onClick={() => takeOut(index, field.name)}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button disabled={off} onClick={() => onChange?.([...value, { name: '', path: '', kind: 'money' }])}>
          {t('customers.conn.addField')}
        </Button>
      </div>
    </div>
  );
}

/** What somebody who calls from a number would be told; nothing is done. */
function CallerTry({ row }: { row: Connector }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [number, setNumber] = useState('');
  const [order, setOrder] = useState('');
  const [told, setTold] = useState<CallerTold>();
  const [busy, setBusy] = useState(false);
  const orders = row.kind === 'orders';
  const attempt = async () => {
    setBusy(true);
    try {
      const body = { number, ...(orders && { order }) };
      setTold(await api.post('/connectors/{id}/try-caller', { path: { id: row.id }, body }));
    } catch (problem) {
      void message.error(wordsOf(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <h3>{t('customers.conn.tryCaller')}</h3>
      <div className="rows-edit-row">
        <Input
          className="grow mono"
          aria-label={t('customers.conn.tryFrom')}
          placeholder={t('customers.conn.tryFrom')}
          value={number}
          maxLength={64}
          onChange={(event) => setNumber(event.target.value)}
        />
        {orders && (
          <Input
            className="grow mono"
            aria-label={t('customers.conn.tryCallerOrder')}
            placeholder={t('customers.conn.tryCallerOrder')}
            value={order}
            maxLength={100}
            onChange={(event) => setOrder(event.target.value)}
          />
        )}
        <Button loading={busy} disabled={!number.trim() || (orders && !order.trim())} onClick={() => void attempt()}>
          {t('customers.conn.tryAsCaller')}
        </Button>
      </div>
      {told && <p className="muted">{t(`customers.conn.callerTold.${told.status}`)}</p>}
      {told && told.fields.length > 0 && (
        <dl className="facts">
          {told.fields.map(({ label, value }) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt className="mono">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

const servesCallers = (draft: Connector) => draft.kind === 'orders' && draft.callers?.active === true;

function ConnectorMore({ row, refresh }: { row: Connector; refresh: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [value, setValue] = useState('');
  const [told, setTold] = useState<Told>();
  const attempt = async () => {
    try {
      setTold(await api.post('/connectors/{id}/try', { path: { id: row.id }, body: { value } }));
      refresh();
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  return (
    <>
      <p>
        <StatePill state={looks[row.state] ?? 'off'}>{t(`customers.conn.state.${row.state}`)}</StatePill>{' '}
        {row.lastFault && (
          <span className="muted">{t(`customers.conn.fault.${row.lastFault}`, { defaultValue: row.lastFault })}</span>
        )}{' '}
        {row.waiting > 0 && <span className="tag tag-warn">{t('customers.conn.waiting', { count: row.waiting })}</span>}
      </p>
      <h3>{t('customers.conn.try')}</h3>
      <div className="rows-edit-row">
        <Input
          className="grow mono"
          aria-label={t(row.kind === 'crm' ? 'customers.conn.tryNumber' : 'customers.conn.tryOrder')}
          placeholder={t(row.kind === 'crm' ? 'customers.conn.tryNumber' : 'customers.conn.tryOrder')}
          value={value}
          maxLength={100}
          onChange={(event) => setValue(event.target.value)}
          onPressEnter={() => void attempt()}
        />
        <Button disabled={!value.trim()} onClick={() => void attempt()}>
          {t('customers.conn.ask')}
        </Button>
      </div>
      {told && <OutsideFields told={told} />}
      {(row.callers?.active || row.spoken.length > 0) && <CallerTry row={row} />}
    </>
  );
}

export const connectorsSpec: RecordSpec<Connector> = {
  key: 'connectors',
  path: '/connectors',
  right: 'settings.edit',
  title: (row, { say }) => say(row.name),
  sources: ['/clients'],
  remove: 'delete',
  final: true,
  more: ConnectorMore,
  blank: ({ clientId }) => ({
    ...(clientId && { clientId }),
    kind: 'crm',
    authHeader: 'Authorization',
    readPath: '/customers?phone={number}',
    mapping: [],
    spoken: [],
    timeoutMillis: 2000,
    cacheMinutes: 5,
    active: true,
  }),
  columns: [
    { name: 'name', cell: (row, { say }) => say(row.name) },
    { name: 'kind', cell: (row, { t }) => t(`records.connectors.o.${row.kind}`) },
    { name: 'clientId', cell: (row, { nameOf }) => nameOf('/clients', row.clientId), minor: true },
    { name: 'baseUrl', cell: (row) => <span className="mono">{row.baseUrl}</span>, minor: true },
    {
      name: 'state',
      cell: (row, { t }) => (
        <StatePill state={row.active ? (looks[row.state] ?? 'off') : 'off'}>
          {t(row.active ? `customers.conn.state.${row.state}` : 'common.inactive')}
        </StatePill>
      ),
    },
    { name: 'waiting', cell: (row, { number }) => number(row.waiting), right: true, minor: true },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'name', kind: 'names', required: true },
        { name: 'code', kind: 'code', required: true },
        { name: 'clientId', kind: 'ref', source: '/clients', required: true },
        { name: 'kind', kind: 'choice', options: ['crm', 'orders'], required: true },
        { name: 'active', kind: 'switch' },
      ],
    },
    {
      name: 'connection',
      fields: [
        { name: 'baseUrl', kind: 'text', required: true },
        { name: 'readPath', kind: 'text', required: true },
        { name: 'writePath', kind: 'text' },
        { name: 'autoNotes', kind: 'switch' },
        { name: 'authHeader', kind: 'text' },
        { name: 'secret', kind: 'secret' },
        { name: 'timeoutMillis', kind: 'number', min: 100, max: 10000 },
        { name: 'cacheMinutes', kind: 'number', min: 0, max: 60, unit: 'common.minutes' },
        { name: 'mapping', kind: 'custom', control: MappingInput },
      ],
    },
    {
      name: 'callers',
      fields: [
        { name: 'callers.active', kind: 'switch', show: (draft) => draft.kind === 'orders' },
        { name: 'callers.ownerPath', kind: 'text', required: true, show: servesCallers },
        { name: 'callers.ownerIs', kind: 'choice', options: ['number', 'email'], required: true, show: servesCallers },
        { name: 'callers.statePath', kind: 'text', required: true, show: servesCallers },
        { name: 'callers.states', kind: 'custom', control: StatesInput, show: servesCallers },
        { name: 'callers.dayPath', kind: 'text', show: servesCallers },
        { name: 'callers.quantityPath', kind: 'text', show: servesCallers },
        { name: 'callers.cancelPath', kind: 'text', show: servesCallers },
        { name: 'callers.postponePath', kind: 'text', show: servesCallers },
        { name: 'callers.changePath', kind: 'text', show: servesCallers },
        { name: 'spoken', kind: 'custom', control: SpokenInput, show: (draft) => draft.kind === 'crm' },
      ],
    },
  ],
};

export const ConnectorsPage = () => <ListPage spec={connectorsSpec} />;
