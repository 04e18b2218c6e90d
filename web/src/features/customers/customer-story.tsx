import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { Customer, Text } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { labelOf } from '@/ui/records/labels';
import { wordsOf } from '@/ui/problem';
import './customers.css';
import type { Moment } from './customers-query';

const mostMoments = 100;

/** A customer's history with the client as one story: contacts, cases, orders, products, changes. */
export function CustomerStory({ row }: { row: Customer }) {
  const { t, dateTime } = useWords();
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['customer', row.id, 'story'],
    queryFn: ({ pageParam }) =>
      api.get('/customers/{id}/timeline', { path: { id: row.id }, query: { ...(pageParam && { before: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (last: Moment[]) => (last.length < mostMoments ? undefined : last.at(-1)?.at),
    retry: false,
  });
  const moments = data?.pages.flat() ?? [];
  return (
    <>
      {data && moments.length === 0 && <p className="muted">{t('customers.story.empty')}</p>}
      <ol className="story">
        {moments.map((each) => (
          <li key={`${each.kind}-${each.id}-${each.at}`}>
            <time dateTime={each.at}>{dateTime(each.at)}</time>
            <span>{t(`customers.story.${each.kind}`)}</span>
            <span className="grow">
              <What moment={each} />
            </span>
            {each.by && <span className="muted">{each.by}</span>}
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button loading={isFetching} onClick={() => void fetchNextPage()}>
          {t('customers.story.older')}
        </Button>
      )}
    </>
  );
}

function What({ moment }: { moment: Moment }) {
  const { t, say } = useWords();
  const code = moment.code ?? '';
  switch (moment.kind) {
    case 'contact':
      return (
        <Link to={`/insight/interactions/${moment.id}`}>{t(`insight.outcome.${code}`, { defaultValue: code })}</Link>
      );
    case 'note':
      return (
        <Link className="story-note" to={`/insight/interactions/${moment.id}`}>
          {moment.words}
        </Link>
      );
    case 'case':
    case 'case-closed':
      return <Link to={`/desk/cases/${moment.id}`}>{moment.words || code}</Link>;
    case 'order':
    case 'order-state':
      return (
        <>
          <Link to={`/desk/orders?record=${moment.id}`} className="mono">
            {moment.words}
          </Link>{' '}
          {code === 'changed' ? t('customers.orderChanged') : t(`records.orders.o.${code}`, { defaultValue: code })}
        </>
      );
    case 'product':
    case 'product-ended':
      return <>{say(JSON.parse(moment.words) as Text)}</>;
    default:
      return (
        <>
          {moment.words
            .split(',')
            .filter(Boolean)
            .map((field) => labelOf('customers', field))
            .join(', ')}
        </>
      );
  }
}

type Change = { id: string; at: string; by: string; changes: Record<string, { old: unknown; new: unknown }> };

/** With whom a record was made one; it can be taken apart until the customer is forgotten. */
function Merges({ row, refresh }: { row: Customer; refresh: () => void }) {
  const { t, dateTime } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const may = useCan('customers.merge');
  const { data } = useQuery({
    queryKey: ['customer', row.id, 'merges', row.version],
    queryFn: () => api.get('/customers/{id}/merges', { path: { id: row.id } }),
    retry: false,
  });
  const undo = async (id: string) => {
    try {
      await api.post('/customer-merges/{id}/undo', { path: { id } });
      void message.success(t('customers.dup.apart'));
      await queries.invalidateQueries({ queryKey: ['customer', row.id] });
      refresh();
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  return (
    <ol className="story">
      {data?.map((merge) => (
        <li key={merge.id}>
          <time dateTime={merge.at}>{dateTime(merge.at)}</time>
          <span>{merge.by}</span>
          <span className="grow">
            {t('customers.dup.wasMerged')}
            {merge.undoneAt && ` · ${t('customers.dup.wasUndone', { at: dateTime(merge.undoneAt) })}`}
          </span>
          {may && merge.canUndo && (
            <Button size="small" onClick={() => void undo(merge.id)}>
              {t('customers.dup.undo')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Each edit of the record with what was there before; one can be taken back while nobody has changed it since. */
export function CustomerChanges({ row, refresh }: { row: Customer; refresh: () => void }) {
  const { t, dateTime } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const mayEdit = useCan('customers.edit');
  const { data } = useQuery({
    queryKey: ['customer', row.id, 'changes', row.version],
    queryFn: async () => (await api.get('/customers/{id}/history', { path: { id: row.id } })) as unknown as Change[],
    retry: false,
  });
  const undo = async (change: string) => {
    try {
      await api.post('/customers/{id}/history/{change}/undo', { path: { id: row.id, change } });
      void message.success(t('customers.changes.undone'));
      await queries.invalidateQueries({ queryKey: ['customer', row.id] });
      refresh();
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  const told = (value: unknown): string =>
    value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0)
      ? t('customers.changes.nothing')
      : Array.isArray(value)
        ? value.map((each) => (each as { number?: string }).number ?? String(each)).join(', ')
        : typeof value === 'object'
          ? Object.entries(value)
              .map(([name, on]) => `${t(`records.customers.consent.${name}`, { defaultValue: name })}: ${String(on)}`)
              .join(', ')
          : String(value);
  return (
    <>
      <Merges row={row} refresh={refresh} />
      {data?.length === 0 && <p className="muted">{t('customers.changes.empty')}</p>}
      <ol className="story">
        {data?.map((change) => (
          <li key={change.id}>
            <time dateTime={change.at}>{dateTime(change.at)}</time>
            <span>{change.by}</span>
            <span className="grow">
              {Object.entries(change.changes).map(([field, { old, new: now }]) => (
                <div key={field}>
                  {labelOf('customers', field)}: <del>{told(old)}</del> → <ins>{told(now)}</ins>
                </div>
              ))}
            </span>
            {mayEdit && (
              <Button size="small" onClick={() => void undo(change.id)}>
                {t('customers.changes.undo')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
