import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { PageRecord } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import { DoubtList } from './doubt-list';

/** Who looks after a page, whether it was looked at, what readers doubt, who has acknowledged, and what was done when. */
export function PageCare({ page }: { page: PageRecord }) {
  return (
    <>
      <Keeping page={page} />
      <Doubts code={page.row.code} />
      <Readers code={page.row.code} />
      <Log page={page} />
    </>
  );
}

function Keeping({ page }: { page: PageRecord }) {
  const { t, day } = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const editable = useCan('pages.edit');
  const { row } = page;
  const [note, setNote] = useState('');
  const { data: people } = useQuery({
    queryKey: ['page-owners'],
    queryFn: () => api.get('/page-owners'),
    enabled: editable,
  });
  const owners = (people ?? []).map((each) => ({ value: each.id, label: each.displayName }));
  if (row.ownerId && owners.every(({ value }) => value !== row.ownerId))
    owners.push({ value: row.ownerId, label: row.ownerName ?? row.ownerId });
  const after = (work: Promise<PageRecord>) =>
    work.then(
      (now) => {
        queries.setQueryData(['page', row.code], now);
        void queries.invalidateQueries({ queryKey: ['list', '/pages'] });
        void queries.invalidateQueries({ queryKey: ['page-work'] });
      },
      (cause: unknown) => message.error(wordsOf(cause)),
    );
  const keep = (more: { ownerId?: string; reviewDays?: number }) =>
    void after(
      api.put('/pages/{code}/keeping', {
        path: { code: row.code },
        body: {
          keeping: page.keeping,
          ownerId: row.ownerId ?? undefined,
          reviewDays: row.reviewDays ?? undefined,
          ...more,
        },
      }),
    );
  const review = (outcome: string) =>
    void after(api.post('/pages/{code}/reviews', { path: { code: row.code }, body: { outcome, note } })).then(() =>
      setNote(''),
    );
  return (
    <Panel title={t('pages.care')}>
      <div className="page-facts">
        <label htmlFor="page-owner">{t('pages.owner')}</label>
        <Select
          id="page-owner"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          disabled={!editable || !people}
          placeholder={t('pages.nobody')}
          value={row.ownerId ?? undefined}
          options={owners}
          onChange={(ownerId?: string) => keep({ ownerId })}
        />
        <label htmlFor="page-review">{t('pages.reviewDays')}</label>
        <InputNumber
          id="page-review"
          min={1}
          max={1095}
          disabled={!editable}
          value={row.reviewDays ?? null}
          onBlur={(event) => {
            const days = Number(event.target.value) || undefined;
            if (days !== (row.reviewDays ?? undefined)) keep({ reviewDays: days });
          }}
        />
      </div>
      {row.reviewDue && (
        <p>
          {row.reviewOverdue ? (
            <StatePill state="bad">{t('pages.reviewOverdue', { day: day(row.reviewDue) })}</StatePill>
          ) : (
            t('pages.reviewDue', { day: day(row.reviewDue) })
          )}
        </p>
      )}
      {editable && (
        <div className="page-review">
          <Input
            aria-label={t('pages.reviewNote')}
            placeholder={t('pages.reviewNote')}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button onClick={() => review('kept')}>{t('pages.act.kept')}</Button>
          <Button onClick={() => review('to-change')}>{t('pages.act.to-change')}</Button>
          <Button onClick={() => review('to-retire')}>{t('pages.act.to-retire')}</Button>
        </div>
      )}
    </Panel>
  );
}

function Doubts({ code }: { code: string }) {
  const { t } = useWords();
  const { data } = useQuery({
    queryKey: ['page-doubts', code],
    queryFn: () => api.get('/pages/{code}/doubts', { path: { code } }),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title={t('pages.doubts')} flush>
      <DoubtList doubts={data.items} />
    </Panel>
  );
}

function Readers({ code }: { code: string }) {
  const { t, dateTime } = useWords();
  const { data } = useQuery({
    queryKey: ['page-readers', code],
    queryFn: () => api.get('/pages/{code}/readers', { path: { code } }),
  });
  if (!data?.asksFromVersion) return null;
  return (
    <Panel
      title={t('pages.readers')}
      flush
      extra={<span className="num">{t('pages.readersDone', { done: data.done, count: data.readers.length })}</span>}
    >
      <ul className="page-readers">
        {data.readers.map((reader) => (
          <li key={reader.accountId}>
            <span>{reader.name}</span>
            {reader.done ? (
              <StatePill state="good">{dateTime(reader.acknowledgedAt ?? undefined)}</StatePill>
            ) : (
              <StatePill state="warn">{t(reader.readAt ? 'pages.onlyOpened' : 'pages.notYet')}</StatePill>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Log({ page }: { page: PageRecord }) {
  const { t, dateTime } = useWords();
  return (
    <Panel title={t('pages.log')} flush>
      <ol className="page-log">
        {page.log.map((act, index) => (
          <li key={index}>
            <strong>
              {t(`pages.act.${act.act}`)}
              {act.version ? ` · ${t('pages.version', { version: act.version })}` : ''}
            </strong>
            <span className="muted">
              {dateTime(act.at)} · {act.by}
            </span>
            {act.details && <p>{act.details}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
