import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, InputNumber, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { localeOf } from '@/lib/languages';
import { amount, digitsOf, major, minorOf } from '@/lib/money';
import { useCan, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { wordsOf } from '@/ui/problem';
import { labelOf } from '@/ui/records/labels';
import { ListPage } from '@/ui/records/list-page';
import { SavedViews } from '@/ui/records/saved-views';
import type { ControlProps, RecordSpec } from '@/ui/records/types';
import { StatePill } from '@/ui/state-pill';
import { useTakeOut } from '@/ui/undo';
import './customers.css';
import { lifeQuery, orderLook, type Order } from './customers-query';
import { OutsideOrder } from './outside';
import { CurrencyInput } from './products-page';
import { useProducts } from './use-products';

type Lines = Order['lines'];
const states = ['placed', 'confirmed', 'shipped', 'delivered', 'cancelled', 'returned'];

/** Found by name, number or order; the address may name one already. */
function CustomerInput({ value, onChange, disabled, id }: ControlProps<string | undefined>) {
  const [read] = useUrlState();
  const given = read('customer');
  const [typed, setTyped] = useState('');
  const { data } = useQuery({
    queryKey: ['list', '/customers', 'choice', typed],
    queryFn: () => api.get('/customers', { query: { q: typed, size: 20 } }),
    enabled: typed.trim().length > 1,
  });
  const known = value ?? (given || undefined);
  const { data: chosen } = useQuery({
    queryKey: ['record', '/customers', known, 'name'],
    queryFn: () => api.get('/customers/{id}', { path: { id: known! } }),
    enabled: known !== undefined,
    retry: false,
  });
  useEffect(() => {
    if (!value && given) onChange?.(given);
    // the address speaks once, when a new order begins
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [given]);
  const found = (data?.items ?? []).map((each) => ({
    value: each.id,
    label: [each.name, each.numbers[0]?.number].filter(Boolean).join(' · '),
  }));
  const options =
    chosen && !found.some((each) => each.value === chosen.id)
      ? [{ value: chosen.id, label: chosen.name }, ...found]
      : found;
  return (
    <Select
      {...(id && { id })}
      value={known}
      disabled={disabled ?? false}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={options}
      onChange={(next) => onChange?.(next)}
    />
  );
}

function LinesInput({ value = [], onChange, disabled }: ControlProps<Lines>) {
  const { t, say, language } = useWords();
  const off = disabled ?? false;
  const currency = Form.useWatch<string | undefined>('currency') ?? 'CNY';
  const products = useProducts();
  const takeOut = useTakeOut(value, onChange);
  const change = (index: number, part: Partial<Lines[number]>) =>
    onChange?.(value.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const choose = (index: number, productId: string) => {
    const product = products.find((each) => each.id === productId);
    change(index, {
      productId,
      name: say(product?.name),
      ...(product?.currency === currency && product.priceMinor !== undefined && { priceMinor: product.priceMinor }),
    });
  };
  return (
    <div className="rows-edit">
      {value.map((line, index) => (
        <div key={index} className="line-edit">
          <Select
            aria-label={t('customers.order.lineName')}
            disabled={off}
            value={line.productId ?? (line.name || undefined)}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              ...(line.productId || !line.name ? [] : [{ value: line.name, label: line.name }]),
              ...products
                .filter((each) => each.active || each.id === line.productId)
                .map((each) => ({ value: each.id, label: say(each.name) })),
            ]}
            onChange={(next) => choose(index, next)}
          />
          <InputNumber
            aria-label={t('customers.order.quantity')}
            disabled={off}
            min={1}
            precision={0}
            value={line.quantity}
            onChange={(quantity) => change(index, { quantity: quantity ?? 1 })}
          />
          <InputNumber
            aria-label={t('customers.order.price')}
            disabled={off}
            min={0}
            precision={digitsOf(currency)}
            value={major(line.priceMinor, currency) ?? null}
            onChange={(price) => change(index, { priceMinor: minorOf(price, currency) ?? 0 })}
          />
          <Button size="small" type="text" disabled={off} onClick={() => takeOut(index, line.name)}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div className="rows-edit-row">
        <Button disabled={off} onClick={() => onChange?.([...value, { name: '', quantity: 1, priceMinor: 0 }])}>
          {t('customers.order.addLine')}
        </Button>
        <span className="num">
          {t('customers.order.total', {
            amount: amount(
              value.reduce((sum, line) => sum + line.quantity * line.priceMinor, 0),
              currency,
              localeOf(language),
            ),
          })}
        </span>
      </div>
    </div>
  );
}

function OrderMore({ row, refresh }: { row: Order; refresh: () => void }) {
  const { t, dateTime } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayEdit = useCan('orders.edit');
  const { data } = useQuery(lifeQuery(row.id));
  const move = async (state: string) => {
    try {
      await api.post('/orders/{id}/state', { path: { id: row.id }, body: { state, version: row.version } });
      await queries.invalidateQueries({ queryKey: ['order', row.id] });
      await queries.invalidateQueries({ queryKey: ['customer', row.customerId] });
      refresh();
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  return (
    <>
      <p>
        <StatePill state={orderLook(row.state)}>{t(`records.orders.o.${row.state}`)}</StatePill>{' '}
        <Link to={`/desk/customers?record=${row.customerId}`}>{row.customerName}</Link>{' '}
        <span className="muted">{t('customers.order.contacts', { count: row.contacts })}</span>
      </p>
      {mayEdit && (data?.moves.length ?? 0) > 0 && (
        <div className="rows-edit-row" style={{ flexWrap: 'wrap' }}>
          <span>{t('customers.order.move')}</span>
          {data?.moves.map((state) => (
            <Button key={state} onClick={() => void move(state)}>
              {t(`records.orders.o.${state}`)}
            </Button>
          ))}
        </div>
      )}
      <OutsideOrder order={row.id} />
      <h3>{t('customers.order.life')}</h3>
      <ol className="story">
        {data?.changes.map((change, index) => (
          <li key={index}>
            <time dateTime={change.at}>{dateTime(change.at)}</time>
            <span className="grow">
              {change.act === 'state'
                ? `${t(`records.orders.o.${change.from}`)} → ${t(`records.orders.o.${change.to}`)}`
                : change.act === 'placed'
                  ? t('customers.order.placed')
                  : `${t('customers.order.changed')}: ${change.fields.map((field) => labelOf('orders', field)).join(', ')}`}
            </span>
            <span className="muted">
              {[change.by, t(`customers.order.way.${change.way}`)].filter(Boolean).join(' · ')}
            </span>
            {change.interactionId && (
              <Link to={`/insight/interactions/${change.interactionId}`}>{t('customers.story.contact')}</Link>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

export const ordersSpec: RecordSpec<Order> = {
  key: 'orders',
  path: '/orders',
  right: 'orders.edit',
  wide: true,
  title: (row) => row.number,
  filters: [
    { name: 'state', options: states },
    { name: 'client', source: '/clients' },
  ],
  more: OrderMore,
  blank: () => ({ currency: 'CNY', lines: [{ name: '', quantity: 1, priceMinor: 0 }] }),
  columns: [
    { name: 'number', cell: (row) => <span className="mono">{row.number}</span>, sort: 'number' },
    { name: 'customerName', cell: (row) => row.customerName || '–' },
    { name: 'lines', cell: (row) => row.lines.map((line) => line.name).join(', '), minor: true },
    {
      name: 'state',
      cell: (row, { t }) => <StatePill state={orderLook(row.state)}>{t(`records.orders.o.${row.state}`)}</StatePill>,
      sort: 'state',
    },
    {
      name: 'totalMinor',
      cell: (row, { language }) => amount(row.totalMinor, row.currency, localeOf(language)),
      right: true,
      sort: 'totalMinor',
    },
    { name: 'placedAt', cell: (row, { dateTime }) => dateTime(row.placedAt), sort: 'placedAt' },
  ],
  sections: [
    {
      name: 'identity',
      fields: [
        { name: 'customerId', kind: 'custom', control: CustomerInput, only: 'new', required: true },
        { name: 'number', kind: 'text', only: 'new' },
        { name: 'currency', kind: 'custom', control: CurrencyInput, required: true },
        { name: 'lines', kind: 'custom', control: LinesInput, required: true },
      ],
    },
    {
      name: 'delivery',
      fields: [
        { name: 'deliverOn', kind: 'day' },
        { name: 'deliverTo', kind: 'area' },
      ],
    },
  ],
};

/** How smoothly ordering goes: contacts per 100 orders, with the counts they are made of. */
function OrderFigures() {
  const { t, number } = useWords();
  const may = useCan('interactions.view');
  const { data } = useQuery({
    queryKey: ['order-figures'],
    queryFn: () => api.get('/order-figures'),
    enabled: may,
    retry: false,
  });
  if (!data) return null;
  const per = (value: number | undefined) => (value === undefined ? '–' : number(Math.round(value * 10) / 10));
  return (
    <p className="muted num" style={{ marginBottom: 12 }}>
      {t('customers.cpo', {
        orders: data.orders,
        handled: data.handled,
        about: data.aboutOrders,
        all: per(data.cpoAll),
        some: per(data.cpoOrder),
        self: data.selfService,
      })}
    </p>
  );
}

export function OrdersPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const customer = read('customer');
  const listed = customer && read('record') !== 'new' ? customer : '';
  return (
    <ListPage
      spec={ordersSpec}
      fixed={{ ...(listed && { customer: listed }) }}
      note={<OrderFigures />}
      extra={
        <>
          {listed && <Button onClick={() => write({ customer: undefined })}>{t('records.cases.oneCustomer')} ×</Button>}
          <SavedViews list="orders" leaveOut={['record', 'page']} />
        </>
      }
    />
  );
}
