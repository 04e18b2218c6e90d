import { useQuery } from '@tanstack/react-query';
import { App, Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { components } from '@/api/generated/schema';
import type { Client } from '@/api/contract';
import { currencies, digitsOf, major, minorOf } from '@/lib/money';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';

type Rule = components['schemas']['ValueRule'];

/** How a client ranks its customers by what they bring in. */
export function ValueRulePanel({ row }: { row: Client }) {
  return useCan('customers.value') ? <ValueRuleForm row={row} /> : null;
}

function ValueRuleForm({ row }: { row: Client }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const mayEdit = useCan('clients.edit');
  const [edited, setEdited] = useState<Rule>();
  const { data, refetch } = useQuery({
    queryKey: ['value-rule', row.id],
    queryFn: () => api.get('/value-rules/{id}', { path: { id: row.id } }),
    retry: false,
  });
  const shown = edited ?? data;
  if (!shown) return null;
  const change = (part: Partial<Rule>) => setEdited({ ...shown, ...part });
  const attempt = async (work: () => Promise<string>) => {
    try {
      void message.success(await work());
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  const count = (name: 'months' | 'orderMargin' | 'productMargin', most: number) => (
    <label style={{ display: 'grid' }}>
      {t(`customers.value.${name}`)}
      <InputNumber
        min={name === 'months' ? 1 : 0}
        max={most}
        precision={0}
        disabled={!mayEdit}
        style={{ width: '100%' }}
        value={shown[name]}
        onChange={(value) => change({ [name]: value ?? 0 })}
      />
    </label>
  );
  return (
    <section aria-label={t('customers.value.title')} style={{ marginBottom: 24 }}>
      <h3>{t('customers.value.title')}</h3>
      <p className="muted">{t('customers.value.hint')}</p>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))', gap: '8px 12px' }}>
        {count('months', 60)}
        {count('orderMargin', 100)}
        {count('productMargin', 100)}
        <label style={{ display: 'grid' }}>
          {t('customers.value.currency')}
          <Select
            disabled={!mayEdit}
            value={shown.currency}
            options={currencies.map((value) => ({ value, label: value }))}
            onChange={(currency) => change({ currency })}
          />
        </label>
        {shown.thresholdsMinor.map((threshold, index) => (
          <label key={index} style={{ display: 'grid' }}>
            {t('customers.value.threshold', { rank: index + 1 })}
            <InputNumber
              min={0}
              precision={digitsOf(shown.currency)}
              disabled={!mayEdit}
              style={{ width: '100%' }}
              value={major(threshold, shown.currency) ?? null}
              onChange={(value) =>
                change({
                  thresholdsMinor: shown.thresholdsMinor.map((each, at) =>
                    at === index ? (minorOf(value, shown.currency) ?? 0) : each,
                  ),
                })
              }
            />
          </label>
        ))}
      </div>
      {mayEdit && (
        <div className="rows-edit-row" style={{ marginTop: 12 }}>
          <Button
            type="primary"
            disabled={!edited}
            onClick={() =>
              void attempt(async () => {
                await api.put('/value-rules', { body: shown });
                setEdited(undefined);
                await refetch();
                return t('common.saved');
              })
            }
          >
            {t('common.save')}
          </Button>
          <Button
            disabled={edited !== undefined}
            onClick={() =>
              void attempt(async () => {
                const { changed } = await api.post('/value-rules/{id}/apply', { path: { id: row.id } });
                return t('customers.value.applied', { count: changed });
              })
            }
          >
            {t('customers.value.apply')}
          </Button>
        </div>
      )}
    </section>
  );
}
