import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import type { Client } from '@/api/contract';
import { http } from '@/api/http';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';

const points = ['perDay', 'perWeek', 'perMonth', 'callPoints', 'smsPoints', 'emailPoints', 'appPoints'] as const;
const times = ['weekdayFrom', 'weekdayTo', 'weekendFrom', 'weekendTo'] as const;
const lists = ['consentNeeded', 'exempt'] as const;
const purposes = ['call-back', 'service', 'marketing', 'survey', 'transfer'];

const first = ['inboundWaiting', 'inboundSeconds', 'outboundMinutes'] as const;

type Limits = { clientId: string; version: number; gapMinutes: number; preferredTimes?: boolean | null } & Record<
  (typeof points)[number],
  number
> &
  Record<(typeof times)[number], string | null> &
  Record<(typeof lists)[number], string[]> &
  Partial<Record<(typeof first)[number], number | null>>;

/** How much this client may contact one customer, over all channels together. */
export function ContactLimitsPanel({ row }: { row: Client }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const mayEdit = useCan('clients.edit');
  const [edited, setEdited] = useState<Limits>();
  const { data, refetch } = useQuery({
    queryKey: ['contact-limits', row.id],
    queryFn: () => http.get<Limits>(`/contact-limits/${row.id}`),
    retry: false,
  });
  const shown = edited ?? data;
  if (!shown) return null;
  const change = (part: Partial<Limits>) => setEdited({ ...shown, ...part });
  const save = async () => {
    try {
      await http.put('/contact-limits', shown);
      setEdited(undefined);
      await refetch();
      void message.success(t('common.saved'));
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  return (
    <section aria-label={t('outreach.limits')}>
      <h3>{t('outreach.limits')}</h3>
      <p className="muted">{t('outreach.limitsHint')}</p>
      <div className="rows-edit">
        {points.map((name) => (
          <label key={name} className="rows-edit-row">
            <span className="grow">{t(`outreach.limit.${name}`)}</span>
            <InputNumber
              aria-label={t(`outreach.limit.${name}`)}
              min={0}
              max={1000}
              step={0.5}
              disabled={!mayEdit}
              value={shown[name]}
              onChange={(value) => change({ [name]: value ?? 0 })}
            />
          </label>
        ))}
        <label className="rows-edit-row">
          <span className="grow">{t('outreach.limit.gapMinutes')}</span>
          <InputNumber
            aria-label={t('outreach.limit.gapMinutes')}
            min={0}
            max={43200}
            disabled={!mayEdit}
            value={shown.gapMinutes}
            onChange={(value) => change({ gapMinutes: value ?? 0 })}
          />
        </label>
        {times.map((name) => (
          <label key={name} className="rows-edit-row">
            <span className="grow">{t(`outreach.limit.${name}`)}</span>
            <Input
              aria-label={t(`outreach.limit.${name}`)}
              style={{ width: 90 }}
              placeholder="--:--"
              disabled={!mayEdit}
              value={shown[name] ?? ''}
              onChange={(event) => change({ [name]: event.target.value === '' ? null : event.target.value })}
            />
          </label>
        ))}
        <label className="rows-edit-row">
          <span className="grow">{t('outreach.limit.preferredTimes')}</span>
          <Switch
            aria-label={t('outreach.limit.preferredTimes')}
            disabled={!mayEdit}
            checked={shown.preferredTimes === true}
            onChange={(preferredTimes) => change({ preferredTimes })}
          />
        </label>
        {first.map((name) => (
          <label key={name} className="rows-edit-row">
            <span className="grow">{t(`outreach.limit.${name}`)}</span>
            <InputNumber
              aria-label={t(`outreach.limit.${name}`)}
              min={0}
              max={name === 'outboundMinutes' ? 60 : 86400}
              placeholder="–"
              disabled={!mayEdit}
              value={shown[name] ?? null}
              onChange={(value) => change({ [name]: value })}
            />
          </label>
        ))}
        {lists.map((name) => (
          <label key={name} className="rows-edit-row">
            <span className="grow">{t(`outreach.limit.${name}`)}</span>
            <Select
              aria-label={t(`outreach.limit.${name}`)}
              mode="multiple"
              style={{ minWidth: 220 }}
              disabled={!mayEdit}
              value={shown[name]}
              options={purposes.map((value) => ({ value, label: t(`outreach.scope.${value}`) }))}
              onChange={(values: string[]) => change({ [name]: values })}
            />
          </label>
        ))}
      </div>
      {edited && (
        <Button type="primary" style={{ marginTop: 8 }} onClick={() => void save()}>
          {t('common.save')}
        </Button>
      )}
    </section>
  );
}
