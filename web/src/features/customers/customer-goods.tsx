import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { Customer } from '@/api/contract';
import { localeOf } from '@/lib/languages';
import { amount } from '@/lib/money';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import { useUndoNotice } from '@/ui/undo';
import './customers.css';
import { glanceQuery, holdingsQuery, orderLook, ordersOf, type Holding } from './customers-query';
import { Worth } from './known-customer';
import { OutsideCustomer } from './outside';
import { useProducts } from './use-products';

/** What a customer has, ordered and is worth. */
export function CustomerGoods({ row }: { row: Customer }) {
  const { data } = useQuery(glanceQuery(row.id));
  return (
    <div className="know">
      {data && <Worth glance={data} />}
      <Held row={row} />
      <Ordered row={row} />
      <OutsideCustomer customer={row.id} />
    </div>
  );
}

const ways = ['bought', 'gift', 'trial'] as const;
type Adding = {
  productId?: string;
  since: string;
  reference: string;
  kind: (typeof ways)[number];
  until?: string;
};

/** What is sent; only what is lent has a day on which it is to be back. */
function takenOn({ until, ...rest }: Adding) {
  return { ...rest, ...(rest.kind === 'trial' && until && { until }), state: 'active' as const };
}

function Held({ row }: { row: Customer }) {
  const { t, say, day, language } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const queries = useQueryClient();
  const mayEdit = useCan('customers.edit');
  const products = useProducts(row.clientId);
  const [adding, setAdding] = useState<Adding>();
  const { data: held = [] } = useQuery(holdingsQuery(row.id));
  const renew = () => queries.invalidateQueries({ queryKey: ['customer', row.id] });
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await renew();
      return true;
    } catch (problem) {
      void message.error(wordsOf(problem));
      return false;
    }
  };
  const put = (holding: Holding, change: Partial<Holding>) =>
    api.put('/customers/{id}/products/{holding}', {
      path: { id: row.id, holding: holding.id },
      body: { ...holding, ...change },
    });
  const change = (holding: Holding, next: Partial<Holding>) =>
    attempt(async () => {
      const saved = await put(holding, next);
      notice(t('common.saved'), async () => {
        await put(holding, { version: saved.version });
        await renew();
      });
    });
  const today = new Date().toISOString().slice(0, 10);
  return (
    <>
      <h3>{t('customers.products')}</h3>
      {held.length === 0 && <p className="muted">{t('customers.noProducts')}</p>}
      <ul>
        {held.map((each) => (
          <li key={each.id} className="know-row">
            <Link className="grow" to={`/desk/products?record=${each.productId}`}>
              {say(each.name)}
            </Link>
            {each.kind && each.kind !== 'bought' && <span className="tag">{t(`customers.way.${each.kind}`)}</span>}
            {each.reference && <span className="mono">{each.reference}</span>}
            <span className="muted">
              {t('customers.sinceDay', { day: day(each.since) })}
              {each.until && ` ${t('customers.untilDay', { day: day(each.until) })}`}
              {each.priceMinor !== undefined && ` · ${amount(each.priceMinor, each.currency, localeOf(language))}`}
            </span>
            <StatePill state={each.state === 'active' ? 'good' : each.state === 'paused' ? 'warn' : 'off'}>
              {t(`customers.state.${each.state}`)}
            </StatePill>
            {mayEdit && each.state !== 'ended' && (
              <>
                <Button
                  size="small"
                  onClick={() => void change(each, { state: each.state === 'paused' ? 'active' : 'paused' })}
                >
                  {t(each.state === 'paused' ? 'customers.resume' : 'customers.pause')}
                </Button>
                <Button size="small" onClick={() => void change(each, { state: 'ended', until: today })}>
                  {t('customers.end')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {mayEdit && !adding && (
        <div>
          <Button onClick={() => setAdding({ since: today, reference: '', kind: 'bought' })}>
            {t('customers.addProduct')}
          </Button>
        </div>
      )}
      {adding && (
        <div className="rows-edit-row" style={{ flexWrap: 'wrap' }}>
          <Select
            className="grow"
            autoFocus
            aria-label={t('customers.product')}
            placeholder={t('customers.product')}
            style={{ minWidth: 180 }}
            showSearch={{ optionFilterProp: 'label' }}
            options={products
              .filter((each) => each.active && each.kind !== 'part')
              .map((each) => ({ value: each.id, label: say(each.name) }))}
            onChange={(productId) => setAdding({ ...adding, productId })}
          />
          <Select
            aria-label={t('customers.way.label')}
            style={{ minWidth: 110 }}
            value={adding.kind}
            options={ways.map((way) => ({ value: way, label: t(`customers.way.${way}`) }))}
            onChange={(kind) => setAdding({ ...adding, kind })}
          />
          {adding.kind === 'trial' && (
            <Input
              type="date"
              aria-label={t('customers.way.back')}
              title={t('customers.way.back')}
              style={{ width: 150 }}
              min={adding.since}
              value={adding.until ?? ''}
              onChange={(event) => setAdding({ ...adding, until: event.target.value })}
            />
          )}
          <Input
            type="date"
            aria-label={t('customers.since')}
            style={{ width: 150 }}
            value={adding.since}
            onChange={(event) => setAdding({ ...adding, since: event.target.value })}
          />
          <Input
            aria-label={t('customers.reference')}
            placeholder={t('customers.reference')}
            style={{ width: 180 }}
            maxLength={100}
            value={adding.reference}
            onChange={(event) => setAdding({ ...adding, reference: event.target.value })}
          />
          <Button
            type="primary"
            disabled={!adding.productId || !adding.since || (adding.kind === 'trial' && !adding.until)}
            onClick={() =>
              void attempt(() =>
                api.post('/customers/{id}/products', {
                  path: { id: row.id },
                  body: takenOn(adding),
                }),
              ).then((done) => done && setAdding(undefined))
            }
          >
            {t('common.add')}
          </Button>
          <Button onClick={() => setAdding(undefined)}>{t('common.cancel')}</Button>
        </div>
      )}
    </>
  );
}

function Ordered({ row }: { row: Customer }) {
  const { t, day, language } = useWords();
  const mayOrder = useCan('orders.edit');
  const { data } = useQuery(ordersOf(row.id));
  const orders = data?.items ?? [];
  return (
    <>
      <h3>{t('customers.orders')}</h3>
      {data && orders.length === 0 && <p className="muted">{t('customers.noOrders')}</p>}
      <ul>
        {orders.map((order) => (
          <li key={order.id} className="know-row">
            <Link to={`/desk/orders?record=${order.id}`} className="mono">
              {order.number}
            </Link>
            <span className="grow">{order.lines.map((line) => line.name).join(', ')}</span>
            <StatePill state={orderLook(order.state)}>{t(`records.orders.o.${order.state}`)}</StatePill>
            <span className="muted num">
              {amount(order.totalMinor, order.currency, localeOf(language))} · {day(order.placedAt)}
            </span>
          </li>
        ))}
      </ul>
      <p>
        {data && data.total > orders.length && (
          <Link to={`/desk/orders?customer=${row.id}`}>{t('customers.allOrders', { count: data.total })}</Link>
        )}{' '}
        {mayOrder && <Link to={`/desk/orders?record=new&customer=${row.id}`}>{t('customers.newOrder')}</Link>}
      </p>
    </>
  );
}
