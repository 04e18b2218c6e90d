import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { Client, Precedence } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { useTakeOut } from '@/ui/undo';

const points = [0, 1, 2, 3].map((value) => ({ value, label: String(value) }));
const ranks = [1, 2, 3, 4, 5].map((value) => ({ value, label: String(value) }));

/** Which of this client's callers come first: points for value rank, member level and open cases. */
export function PrecedencePanel({ row }: { row: Client }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const mayEdit = useCan('clients.edit');
  const [edited, setEdited] = useState<Precedence>();
  const { data, refetch } = useQuery({
    queryKey: ['precedence', row.id],
    queryFn: () => api.get('/precedence/{id}', { path: { id: row.id } }),
    retry: false,
  });
  const shown = edited ?? data;
  const levels = shown?.levels ?? [];
  const change = (part: Partial<Precedence>) => shown && setEdited({ ...shown, ...part });
  const takeOut = useTakeOut(levels, (next) => change({ levels: next }));
  if (!shown) return null;
  const level = (index: number, part: Partial<(typeof levels)[number]>) =>
    change({ levels: levels.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  const save = async () => {
    try {
      await api.put('/precedence', { body: shown });
      setEdited(undefined);
      await refetch();
      void message.success(t('common.saved'));
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  const choice = (name: 'rankFrom' | 'rankPoints' | 'casePoints', options: typeof points) => (
    <label className="rows-edit-row">
      <span className="grow">{t(`records.precedence.${name}`)}</span>
      <Select
        aria-label={t(`records.precedence.${name}`)}
        style={{ width: 90 }}
        disabled={!mayEdit}
        options={options}
        value={shown[name]}
        onChange={(value) => change({ [name]: value })}
      />
    </label>
  );
  return (
    <section aria-label={t('records.precedence.title')} style={{ marginBottom: 24 }}>
      <h3>{t('records.precedence.title')}</h3>
      <p className="muted">{t('records.precedence.hint')}</p>
      <div className="rows-edit">
        {choice('rankFrom', ranks)}
        {choice('rankPoints', points)}
        {choice('casePoints', points)}
        <div className="rows-edit-row">
          <strong className="grow">{t('records.precedence.levels')}</strong>
        </div>
        {levels.length === 0 && <p className="muted">{t('records.precedence.noLevels')}</p>}
        {levels.map((each, index) => (
          <div key={index} className="rows-edit-row">
            <Input
              className="grow"
              aria-label={t('records.precedence.level')}
              maxLength={60}
              disabled={!mayEdit}
              value={each.name ?? ''}
              onChange={(event) => level(index, { name: event.target.value })}
            />
            <InputNumber
              aria-label={`${t('records.precedence.points')}: ${each.name ?? ''}`}
              min={0}
              max={3}
              precision={0}
              style={{ width: 90 }}
              disabled={!mayEdit}
              value={each.points ?? 0}
              onChange={(value) => level(index, { points: value ?? 0 })}
            />
            <Button size="small" type="text" disabled={!mayEdit} onClick={() => takeOut(index, each.name ?? '')}>
              {t('common.remove')}
            </Button>
          </div>
        ))}
        <div>
          <Button disabled={!mayEdit} onClick={() => change({ levels: [...levels, { name: '', points: 1 }] })}>
            {t('records.precedence.addLevel')}
          </Button>
        </div>
      </div>
      {edited && (
        <Button type="primary" style={{ marginTop: 8 }} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      )}
    </section>
  );
}
