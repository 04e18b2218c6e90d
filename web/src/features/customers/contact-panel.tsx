import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { http } from '@/api/http';
import { useCan, useWords } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';

type Consent = { id: string; at: string; channel: string; scope: string; kind: string; source: string; proof: string };
type Attempt = {
  id: string;
  at: string;
  channel: string;
  purpose: string;
  by: string;
  verdict: 'allowed' | 'refused';
  reason: string;
  result?: string;
};
export type Contacts = {
  blocked: boolean;
  timeZone?: string | null;
  zoneInForce: string;
  index: number;
  pressure: { window: 'day' | 'week' | 'month'; points: number; cap: number }[];
  consents: Consent[];
  attempts: Attempt[];
};

const kinds = ['given', 'withdrawn', 'blocked', 'unblocked'];
const channels = ['all', 'call', 'sms', 'email', 'app'];
const scopes = ['all', 'service', 'marketing', 'survey'];
const sources = ['phone', 'web', 'letter', 'in-person'];

/** What the customer said about being contacted, what was done, and how much more may be. */
export function ContactPanel({ customer }: { customer: string }) {
  const { t, number, dateTime } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const mayEdit = useCan('customers.edit');
  const [word, setWord] = useState({ kind: 'given', channel: 'call', scope: 'all', source: 'phone', proof: '' });
  const { data } = useQuery({
    queryKey: ['customer-contacts', customer],
    queryFn: () => http.get<Contacts>(`/customers/${customer}/contacts`),
    retry: false,
  });
  if (!data) return null;
  const whole = word.kind === 'blocked' || word.kind === 'unblocked';
  const choice = (name: 'kind' | 'channel' | 'scope' | 'source', values: string[], off = false) => (
    <Select
      aria-label={t(`outreach.f.${name}`)}
      value={word[name]}
      disabled={off}
      style={{ minWidth: 120 }}
      options={values.map((value) => ({ value, label: t(`outreach.${name}.${value}`) }))}
      onChange={(value) => setWord({ ...word, [name]: value })}
    />
  );
  const save = async () => {
    try {
      const told = await http.post<Contacts>(`/customers/${customer}/consents`, word);
      client.setQueryData(['customer-contacts', customer], told);
      setWord({ ...word, proof: '' });
    } catch (problem) {
      void message.error(wordsOf(problem));
    }
  };
  return (
    <section aria-label={t('outreach.title')}>
      <h3>
        {t('outreach.title')} {data.blocked && <StatePill state="bad">{t('outreach.blocked')}</StatePill>}
      </h3>
      <p>
        {data.pressure.map(({ window, points, cap }) => (
          <span key={window} style={{ marginRight: 16 }}>
            {t(`outreach.window.${window}`, { points: number(points), cap: number(cap) })}
          </span>
        ))}
        <span className="muted">{t('outreach.zone', { zone: data.zoneInForce })}</span>
      </p>
      <h4>{t('outreach.consents')}</h4>
      {data.consents.length === 0 && <p className="muted">{t('outreach.noConsents')}</p>}
      <ul className="rows-edit" style={{ margin: '8px 0 16px' }}>
        {data.consents.map((one) => (
          <li key={one.id} className="rows-edit-row">
            <span>{dateTime(one.at)}</span>
            <span className="grow">
              {t(`outreach.kind.${one.kind}`)}
              {!one.kind.endsWith('blocked') &&
                ` · ${t(`outreach.channel.${one.channel}`)} · ${t(`outreach.scope.${one.scope}`)}`}
            </span>
            <span className="muted">
              {[t(`outreach.source.${one.source}`, { defaultValue: one.source }), one.proof]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {mayEdit && (
        <div className="rows-edit-row" style={{ flexWrap: 'wrap' }}>
          {choice('kind', kinds)}
          {choice('channel', channels, whole)}
          {choice('scope', scopes, whole)}
          {choice('source', sources)}
          <Input
            className="grow"
            aria-label={t('outreach.f.proof')}
            placeholder={t('outreach.f.proof')}
            maxLength={500}
            value={word.proof}
            onChange={(event) => setWord({ ...word, proof: event.target.value })}
          />
          <Button onClick={() => void save()}>{t('outreach.note')}</Button>
        </div>
      )}
      <h4>{t('outreach.ledger')}</h4>
      {data.attempts.length === 0 && <p className="muted">{t('outreach.noAttempts')}</p>}
      <ul className="rows-edit" style={{ margin: '8px 0 16px' }}>
        {data.attempts.slice(0, 12).map((one) => (
          <li key={one.id} className="rows-edit-row">
            <span>{dateTime(one.at)}</span>
            <span className="grow">
              {t(`outreach.channel.${one.channel}`)} · {t(`outreach.scope.${one.purpose}`)}
              {one.by && ` · ${one.by}`}
            </span>
            <StatePill state={one.verdict === 'allowed' ? 'good' : 'bad'}>
              {one.verdict === 'refused'
                ? t(`outreach.reason.${one.reason}`, { defaultValue: one.reason })
                : t(`outreach.result.${one.result ?? 'open'}`)}
            </StatePill>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/api/customers/${customer}/contacts/export`} download>
          {t('outreach.export')}
        </a>
      </p>
    </section>
  );
}
