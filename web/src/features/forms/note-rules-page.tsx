import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { NoteRule, NoteRules } from '@/api/contract';
import { Problem } from '@/api/http';
import { useCan, useMe, useWords } from '@/lib/session';
import { LabelledTable } from '@/ui/labelled-table';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { Skeleton } from '@/ui/skeleton';
import './note-rules.css';

/** Which note template for which contact. */
export function NoteRulesPage() {
  const { t, say } = useWords();
  const me = useMe();
  const [client, setClient] = useState(me.clients[0]?.id ?? '');
  return (
    <>
      <div className="page-head">
        <h1>{t('contact.noteRules.title')}</h1>
        {me.clients.length > 1 && (
          <Select
            aria-label={t('contact.noteRules.client')}
            value={client}
            options={me.clients.map((each) => ({ value: each.id, label: say(each.name) }))}
            onChange={setClient}
            popupMatchSelectWidth={false}
          />
        )}
        <p>{t('contact.noteRules.lead')}</p>
      </div>
      {client && <Rules key={client} client={client} />}
    </>
  );
}

function Rules({ client }: { client: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['note-rules', client],
    queryFn: () => api.get('/note-rules/{client}', { path: { client } }),
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  return data ? <RuleList key={data.version} client={client} stored={data} /> : <Skeleton rows={3} />;
}

const faultAt = (error: unknown, field: string) =>
  error instanceof Problem ? error.fields.find((each) => each.field === field)?.message : undefined;

function RuleList({ client, stored }: { client: string; stored: NoteRules }) {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const mayEdit = useCan('forms.edit');
  const [rules, setRules] = useState<NoteRule[]>(stored.rules);
  const { options: queues } = useOptions('/queues', 'code');
  const { options: results } = useOptions('/dispositions', 'code');
  const templates = stored.forms.map((each) => ({ value: each.form, label: say(each.title) }));
  const save = useMutation({
    mutationFn: () => api.put('/note-rules/{client}', { path: { client }, body: { rules, version: stored.version } }),
    onSuccess: (now) => queries.setQueryData(['note-rules', client], now),
  });
  const put = (place: number, part: Partial<NoteRule>) =>
    setRules(rules.map((rule, each) => (each === place ? { ...rule, ...part } : rule)));
  const choice = (place: number, field: 'form' | 'queue' | 'result', options: { value: string; label: string }[]) => (
    <>
      <Select
        allowClear={field !== 'form'}
        showSearch={{ optionFilterProp: 'label' }}
        disabled={!mayEdit}
        aria-label={t(`contact.noteRules.${field}`)}
        placeholder={field === 'form' ? undefined : t('contact.noteRules.any')}
        value={rules[place]![field] || null}
        options={[...new Map(options.map((each) => [each.value, each])).values()]}
        onChange={(code: string | null | undefined) => put(place, { [field]: code ?? undefined })}
      />
      {faultAt(save.error, `rules[${place}].${field}`) && (
        <p className="form-fault">{faultAt(save.error, `rules[${place}].${field}`)}</p>
      )}
    </>
  );
  return (
    <Panel title={t('contact.noteRules.title')}>
      <p className="muted">{t('contact.noteRules.hint')}</p>
      {!(save.error instanceof Problem && save.error.fields.length > 0) && <ProblemNote error={save.error} />}
      <div className="list-wrap" tabIndex={0} role="group" aria-label={t('contact.noteRules.title')}>
        <LabelledTable className="list plain note-rules">
          <thead>
            <tr>
              <th scope="col">{t('contact.noteRules.queue')}</th>
              <th scope="col">{t('contact.noteRules.reason')}</th>
              <th scope="col">{t('contact.noteRules.result')}</th>
              <th scope="col">{t('contact.noteRules.form')}</th>
              <th scope="col">{t('contact.noteRules.required')}</th>
              <th scope="col">
                <span className="sr-only">{t('common.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, place) => (
              <tr key={place}>
                <td>{choice(place, 'queue', queues)}</td>
                <td>
                  <Input
                    disabled={!mayEdit}
                    aria-label={t('contact.noteRules.reason')}
                    placeholder={t('contact.noteRules.reasonHint')}
                    value={rule.reason ?? ''}
                    status={faultAt(save.error, `rules[${place}].reason`) ? 'error' : ''}
                    onChange={(event) => put(place, { reason: event.target.value.trim() || undefined })}
                  />
                  {faultAt(save.error, `rules[${place}].reason`) && (
                    <p className="form-fault">{faultAt(save.error, `rules[${place}].reason`)}</p>
                  )}
                </td>
                <td>{choice(place, 'result', results)}</td>
                <td>{choice(place, 'form', templates)}</td>
                <td>
                  <Checkbox
                    disabled={!mayEdit}
                    aria-label={t('contact.noteRules.required')}
                    checked={rule.required === true}
                    onChange={(event) => put(place, { required: event.target.checked })}
                  />
                </td>
                <td>
                  {mayEdit && (
                    <Button size="small" onClick={() => setRules(rules.filter((_, each) => each !== place))}>
                      {t('common.remove')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </LabelledTable>
      </div>
      {mayEdit && (
        <div className="note-rule-acts">
          <Button onClick={() => setRules([...rules, {}])}>{t('contact.noteRules.add')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
