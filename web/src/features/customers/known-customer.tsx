import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox } from 'antd';
import { useRef } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { CaseRow, Page } from '@/api/contract';
import { http } from '@/api/http';
import { localeOf } from '@/lib/languages';
import { amount } from '@/lib/money';
import { useCan, useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import './customers.css';
import { OutsideCustomer } from './outside';
import { glanceQuery, orderLook, subjectsQuery, type Glance } from './customers-query';

const mostCases = 5;

/** Which products this customer uses, what is on its way, what they are worth: beside the contact, in one look (Alt+B). */
export function KnownCustomer({ customer, interaction }: { customer: string; interaction?: string }) {
  return useCan('customers.view') ? <Known customer={customer} interaction={interaction} /> : null;
}

function Known({ customer, interaction }: { customer: string; interaction: string | undefined }) {
  const { t } = useWords();
  const first = useRef<HTMLElement>(null);
  const { data } = useQuery(glanceQuery(customer));
  useShortcut('Alt+B', t('customers.goProducts'), t('desk.customer.title'), () => first.current?.focus());
  if (!data) return null;
  return (
    <section className="know" ref={first} tabIndex={-1} aria-label={t('customers.tabs.now')}>
      <Worth glance={data} />
      <HeldNow glance={data} />
      <LatestOrders glance={data} interaction={interaction} />
      <OpenCases glance={data} />
      <OutsideCustomer customer={customer} />
    </section>
  );
}

export function Worth({ glance }: { glance: Glance }) {
  const { t, day, language } = useWords();
  const { worth } = glance;
  const way = glance.preferredChannel ? t(`records.customers.o.${glance.preferredChannel}`) : t('customers.anyWay');
  return (
    <ul className="who-facts">
      {worth && worth.rank !== undefined && <li className="tag">{t('customers.rank', { rank: worth.rank })}</li>}
      {worth && worth.contributionMinor !== undefined && worth.contributionMinor > 0 && (
        <li className="tag">
          {t('customers.contribution', {
            amount: amount(worth.contributionMinor, worth.currency, localeOf(language)),
            months: worth.months,
          })}
          {worth.computedRank !== worth.rank && ` · ${t('customers.computed', { rank: worth.computedRank ?? 0 })}`}
        </li>
      )}
      {glance.since && <li className="tag">{t('customers.customerSince', { day: day(glance.since) })}</li>}
      {glance.preferredFrom ? (
        <li className="tag">
          {t('customers.prefersAt', { way, from: glance.preferredFrom, to: glance.preferredTo ?? '' })}
        </li>
      ) : (
        glance.preferredChannel && <li className="tag">{t('customers.prefers', { way })}</li>
      )}
    </ul>
  );
}

function HeldNow({ glance }: { glance: Glance }) {
  const { t, say, day } = useWords();
  return (
    <>
      <h3>{t('customers.products')}</h3>
      {glance.products.length === 0 && <p className="muted">{t('customers.noProducts')}</p>}
      <ul>
        {glance.products.slice(0, 6).map((held) => (
          <li key={held.id} className="know-row">
            <Link className="grow" to={`/desk/products?record=${held.productId}`}>
              {say(held.name)}
            </Link>
            {held.state === 'paused' && <StatePill state="warn">{t('customers.state.paused')}</StatePill>}
            <span className="muted">{t('customers.sinceDay', { day: day(held.since) })}</span>
          </li>
        ))}
      </ul>
      {glance.products.length > 6 && (
        <p className="muted">{t('customers.more', { count: glance.products.length - 6 })}</p>
      )}
    </>
  );
}

/** What is still open with them, with where it stands and until when. */
function OpenCases({ glance }: { glance: Glance }) {
  const { t, say, dateTime } = useWords();
  const { data } = useQuery({
    queryKey: ['known-cases', glance.id],
    queryFn: () => http.get<Page<CaseRow>>('/cases', { customer: glance.id, open: true, size: mostCases }),
    enabled: useCan('cases.view') && glance.openCases > 0,
    retry: false,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h3>{t('customers.openCases')}</h3>
      <ul>
        {data.items.map((each) => (
          <li key={each.id} className="know-row">
            <Link className="grow" to={`/desk/cases/${each.id}`}>
              {each.subject || say(each.typeName)}
            </Link>
            <span className="muted">
              {say(each.stateName)}
              {each.dueAt && ` · ${dateTime(each.dueAt)}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function LatestOrders({ glance, interaction }: { glance: Glance; interaction: string | undefined }) {
  const { t, day, language } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { data: subjects } = useQuery({ ...subjectsQuery(interaction ?? ''), enabled: interaction !== undefined });
  const about = subjects?.orders ?? [];
  const mark = async (order: string, on: boolean) => {
    if (!interaction) return;
    const key = subjectsQuery(interaction).queryKey;
    const before = queries.getQueryData(key);
    const orders = on ? [...about, order] : about.filter((each) => each !== order);
    queries.setQueryData(key, { ...before, orders });
    try {
      const told = await api.put('/interactions/{id}/subjects', {
        path: { id: interaction },
        body: { orders },
      });
      queries.setQueryData(key, told);
    } catch (problem) {
      queries.setQueryData(key, before);
      void message.error(wordsOf(problem));
    }
  };
  return (
    <>
      <h3>{t('customers.orders')}</h3>
      {glance.orders.length === 0 && <p className="muted">{t('customers.noOrders')}</p>}
      <ul>
        {glance.orders.map((order) => (
          <li key={order.id} className="know-row">
            <Link to={`/desk/orders?record=${order.id}`} className="mono">
              {order.number}
            </Link>
            <span className="grow">
              {order.first}
              {order.lines > 1 && ` +${order.lines - 1}`}
            </span>
            <StatePill state={orderLook(order.state)}>{t(`records.orders.o.${order.state}`)}</StatePill>
            <span className="muted num">
              {amount(order.totalMinor, order.currency, localeOf(language))} · {day(order.placedAt)}
            </span>
            {interaction && (
              <Checkbox
                aria-label={t('customers.aboutOrder', { number: order.number })}
                checked={about.includes(order.id)}
                onChange={(event) => void mark(order.id, event.target.checked)}
              >
                {t('customers.about')}
              </Checkbox>
            )}
          </li>
        ))}
      </ul>
      {glance.orderCount > glance.orders.length && (
        <p>
          <Link to={`/desk/orders?customer=${glance.id}`}>
            {t('customers.allOrders', { count: glance.orderCount })}
          </Link>
        </p>
      )}
    </>
  );
}
