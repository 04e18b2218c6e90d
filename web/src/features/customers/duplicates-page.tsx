import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { components } from '@/api/generated/schema';
import type { Customer } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { labelOf } from '@/ui/records/labels';
import { Skeleton } from '@/ui/skeleton';
import { useUndoNotice } from '@/ui/undo';
import './customers.css';

type Pair = components['schemas']['DuplicatePair'];

/** Fields that one record or the other gives. */
const chosen = [
  'name',
  'language',
  'valueRank',
  'memberLevel',
  'email',
  'preferredChannel',
  'preferredFrom',
  'preferredTo',
  'customerSince',
  'notes',
] as const;

const told = (value: unknown): string => (value === undefined || value === null || value === '' ? '–' : String(value));

/** Records that may be one person, side by side; merged field by field, and taken apart again. */
export function DuplicatesPage() {
  const { t } = useWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [compared, setCompared] = useState<Pair>();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['customer-duplicates'],
    queryFn: () => api.get('/customer-duplicates'),
    retry: false,
  });
  const late = useLate(isPending);
  const renew = async () => {
    await queries.invalidateQueries({ queryKey: ['customer-duplicates'] });
    await queries.invalidateQueries({ queryKey: ['list', '/customers'] });
  };
  const apart = async (pair: Pair) => {
    try {
      await api.post('/customers/{id}/distinct', { path: { id: pair.first.id }, body: { other: pair.second.id } });
      await renew();
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  const numbers = (customer: Customer) => customer.numbers.map((each) => each.number).join(', ');
  return (
    <>
      <div className="page-head">
        <h1>{t('customers.dup.title')}</h1>
        <p>{t('customers.dup.lead')}</p>
      </div>
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {!data && late && <Skeleton rows={6} />}
      {data?.items.length === 0 && (
        <div className="panel">
          <Empty title={t('customers.dup.none')} hint={t('customers.dup.noneHint')} />
        </div>
      )}
      {data && data.items.length > 0 && (
        <ul className="panel dup-list">
          {data.items.map((pair) => (
            <li key={`${pair.first.id}-${pair.second.id}`} className="know-row">
              <strong className="num">{t('customers.dup.score', { percent: Math.round(pair.score * 100) })}</strong>
              {[pair.first, pair.second].map((each) => (
                <span key={each.id} className="grow">
                  <Link to={`/desk/customers?record=${each.id}`}>{each.name}</Link>{' '}
                  <span className="muted">{[numbers(each), each.email].filter(Boolean).join(' · ')}</span>
                </span>
              ))}
              <span>
                {pair.reasons.map((reason) => (
                  <span key={reason} className={reason.startsWith('other') ? 'tag tag-warn' : 'tag'}>
                    {t(`customers.dup.reason.${reason}`)}
                  </span>
                ))}
              </span>
              <Button type="primary" onClick={() => setCompared(pair)}>
                {t('customers.dup.compare')}
              </Button>
              <Button onClick={() => void apart(pair)}>{t('customers.dup.distinct')}</Button>
            </li>
          ))}
        </ul>
      )}
      {compared && <Compare pair={compared} close={() => setCompared(undefined)} renew={renew} />}
    </>
  );
}

function Compare({ pair, close, renew }: { pair: Pair; close: () => void; renew: () => Promise<void> }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const notice = useUndoNotice();
  const [kept, setKept] = useState<'first' | 'second'>('first');
  const [fromOther, setFromOther] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const keep = pair[kept];
  const other = kept === 'first' ? pair.second : pair.first;
  const merge = async () => {
    setBusy(true);
    try {
      await api.post('/customers/{id}/merge', {
        path: { id: keep.id },
        body: { other: other.id, fromOther, version: keep.version, otherVersion: other.version },
      });
      const [done] = await api.get('/customers/{id}/merges', { path: { id: keep.id } });
      notice(t('customers.dup.merged'), async () => {
        if (done) await api.post('/customer-merges/{id}/undo', { path: { id: done.id } });
        await renew();
      });
      close();
      await renew();
    } catch (problem) {
      void message.error(wordsOf(problem));
    } finally {
      setBusy(false);
    }
  };
  const shown = chosen.filter((field) => told(keep[field]) !== '–' || told(other[field]) !== '–');
  return (
    <Modal
      open
      width={760}
      title={t('customers.dup.compare')}
      okText={t('customers.dup.merge')}
      confirmLoading={busy}
      onOk={() => void merge()}
      onCancel={close}
    >
      <p>
        <Button
          onClick={() => {
            setKept(kept === 'first' ? 'second' : 'first');
            setFromOther([]);
          }}
        >
          {t('customers.dup.swap')}
        </Button>
      </p>
      <LabelledTable className="list dup-table">
        <thead>
          <tr>
            <th scope="col">{t('customers.dup.field')}</th>
            <th scope="col">
              {keep.name} ({t('customers.dup.keepLeft')})
            </th>
            <th scope="col">{other.name}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{labelOf('customers', 'numbers')}</th>
            <td>{keep.numbers.map((each) => each.number).join(', ') || '–'}</td>
            <td>
              {other.numbers.map((each) => each.number).join(', ') || '–'}{' '}
              <span className="muted">({t('customers.dup.both')})</span>
            </td>
          </tr>
          {shown.map((field) => {
            // what only the other record knows comes along by itself
            const theirs = fromOther.includes(field) || told(keep[field]) === '–';
            const fixed = told(keep[field]) === '–' || told(keep[field]) === told(other[field]);
            return (
              <tr key={field}>
                <th scope="row">{labelOf('customers', field)}</th>
                {([keep, other] as const).map((record, side) => (
                  <td key={side}>
                    <Radio
                      aria-label={`${labelOf('customers', field)}: ${t('customers.dup.keepValue', { value: told(record[field]) })}`}
                      disabled={fixed}
                      checked={side === 0 ? !theirs : theirs}
                      onChange={() =>
                        setFromOther(side === 1 ? [...fromOther, field] : fromOther.filter((each) => each !== field))
                      }
                    >
                      {told(record[field])}
                    </Radio>
                  </td>
                ))}
              </tr>
            );
          })}
          <tr>
            <th scope="row">{labelOf('customers', 'consent')}</th>
            <td colSpan={2} className="muted">
              {t('customers.dup.consent')}
            </td>
          </tr>
        </tbody>
      </LabelledTable>
    </Modal>
  );
}
