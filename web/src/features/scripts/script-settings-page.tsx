import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { JargonList, ScriptRule, ScriptRules } from '@/api/contract';
import { Problem } from '@/api/http';
import { useCan, useMe, useWords } from '@/lib/session';
import { LabelledTable } from '@/ui/labelled-table';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { Skeleton } from '@/ui/skeleton';
import './scripts.css';

/** Which script for which contact, and the words that customers should not have to hear. */
export function ScriptSettingsPage() {
  const { t, say } = useWords();
  const me = useMe();
  const [client, setClient] = useState(me.clients[0]?.id ?? '');
  return (
    <>
      <div className="page-head">
        <h1>{t('scripts.settings.title')}</h1>
        {me.clients.length > 1 && (
          <Select
            aria-label={t('scripts.play.client')}
            value={client}
            options={me.clients.map((each) => ({ value: each.id, label: say(each.name) }))}
            onChange={setClient}
            popupMatchSelectWidth={false}
          />
        )}
        <p>{t('scripts.settings.lead')}</p>
      </div>
      <div className="panel-stack">
        {client && <Rules key={client} client={client} />}
        <JargonWords />
      </div>
    </>
  );
}

function Rules({ client }: { client: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['script-rules', client],
    queryFn: () => api.get('/script-rules/{client}', { path: { client } }),
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  return data ? <RuleList key={data.version} client={client} stored={data} /> : <Skeleton rows={3} />;
}

const faultAt = (error: unknown, field: string) =>
  error instanceof Problem ? error.fields.find((each) => each.field === field)?.message : undefined;
const isFields = (error: unknown) => error instanceof Problem && error.fields.length > 0;

function RuleList({ client, stored }: { client: string; stored: ScriptRules }) {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const mayEdit = useCan('flows.edit');
  const [rules, setRules] = useState<ScriptRule[]>(stored.rules);
  const { options: queues } = useOptions('/queues', 'code');
  const scripts = stored.scripts.map((script) => ({ value: script.code, label: say(script.name) }));
  const save = useMutation({
    mutationFn: () => api.put('/script-rules/{client}', { path: { client }, body: { rules, version: stored.version } }),
    onSuccess: (now) => queries.setQueryData(['script-rules', client], now),
  });
  const put = (place: number, part: Partial<ScriptRule>) =>
    setRules(rules.map((rule, each) => (each === place ? { ...rule, ...part } : rule)));
  return (
    <Panel title={t('scripts.settings.rules')}>
      <p className="muted">{t('scripts.settings.rulesHint')}</p>
      {!isFields(save.error) && <ProblemNote error={save.error} />}
      <div className="list-wrap" tabIndex={0} role="group" aria-label={t('scripts.settings.rules')}>
        <LabelledTable className="list plain script-rules">
          <thead>
            <tr>
              <th scope="col">{t('scripts.settings.queue')}</th>
              <th scope="col">{t('scripts.settings.when')}</th>
              <th scope="col">{t('scripts.title')}</th>
              <th scope="col">
                <span className="sr-only">{t('common.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, place) => (
              <tr key={place}>
                <td>
                  <Select
                    allowClear
                    disabled={!mayEdit}
                    aria-label={t('scripts.settings.queue')}
                    placeholder={t('scripts.settings.any')}
                    value={rule.queue ?? null}
                    options={queues}
                    onChange={(queue: string | null | undefined) => put(place, { queue: queue ?? undefined })}
                  />
                </td>
                <td>
                  <Input
                    disabled={!mayEdit}
                    aria-label={t('scripts.settings.when')}
                    placeholder={t('scripts.settings.always')}
                    value={rule.when ?? ''}
                    status={faultAt(save.error, `rules[${place}].when`) ? 'error' : ''}
                    onChange={(event) => put(place, { when: event.target.value || undefined })}
                  />
                  {faultAt(save.error, `rules[${place}].when`) && (
                    <p className="form-fault">{faultAt(save.error, `rules[${place}].when`)}</p>
                  )}
                </td>
                <td>
                  <Select
                    showSearch
                    optionFilterProp="label"
                    disabled={!mayEdit}
                    aria-label={t('scripts.title')}
                    value={rule.script || null}
                    options={scripts}
                    onChange={(script: string | null) => put(place, { script: script ?? '' })}
                  />
                  {faultAt(save.error, `rules[${place}].script`) && (
                    <p className="form-fault">{faultAt(save.error, `rules[${place}].script`)}</p>
                  )}
                </td>
                <td>
                  {mayEdit && (
                    <span className="script-rule-acts">
                      <Button
                        size="small"
                        disabled={place === 0}
                        aria-label={t('scripts.settings.earlier', { place: place + 1 })}
                        title={t('scripts.settings.earlier', { place: place + 1 })}
                        onClick={() => setRules(rules.with(place - 1, rule).with(place, rules[place - 1]!))}
                      >
                        ↑
                      </Button>
                      <Button size="small" onClick={() => setRules(rules.filter((_, each) => each !== place))}>
                        {t('common.remove')}
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </LabelledTable>
      </div>
      {mayEdit && (
        <div className="script-replies">
          <Button onClick={() => setRules([...rules, { script: '' }])}>{t('scripts.settings.addRule')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function JargonWords() {
  const { data, error, refetch } = useQuery({ queryKey: ['jargon'], queryFn: () => api.get('/jargon') });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  return data ? <WordList key={data.version} stored={data} /> : <Skeleton rows={3} />;
}

function WordList({ stored }: { stored: JargonList }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const mayEdit = useCan('flows.edit');
  const [words, setWords] = useState(stored.words);
  const save = useMutation({
    mutationFn: () => api.put('/jargon', { body: { words, version: stored.version } }),
    onSuccess: (now) => queries.setQueryData(['jargon'], now),
  });
  const put = (place: number, part: { word?: string; instead?: string | undefined }) =>
    setWords(words.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <Panel title={t('scripts.settings.jargon')}>
      <p className="muted">{t('scripts.settings.jargonHint')}</p>
      {!isFields(save.error) && <ProblemNote error={save.error} />}
      <div className="list-wrap" tabIndex={0} role="group" aria-label={t('scripts.settings.jargon')}>
        <LabelledTable className="list plain script-rules">
          <thead>
            <tr>
              <th scope="col">{t('scripts.settings.word')}</th>
              <th scope="col">{t('scripts.settings.instead')}</th>
              <th scope="col">
                <span className="sr-only">{t('common.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {words.map((each, place) => (
              <tr key={place}>
                <td>
                  <Input
                    disabled={!mayEdit}
                    maxLength={60}
                    aria-label={t('scripts.settings.word')}
                    value={each.word}
                    onChange={(event) => put(place, { word: event.target.value })}
                  />
                  {faultAt(save.error, `words[${place}].word`) && (
                    <p className="form-fault">{faultAt(save.error, `words[${place}].word`)}</p>
                  )}
                </td>
                <td>
                  <Input
                    disabled={!mayEdit}
                    maxLength={60}
                    aria-label={t('scripts.settings.instead')}
                    value={each.instead ?? ''}
                    onChange={(event) => put(place, { instead: event.target.value || undefined })}
                  />
                </td>
                <td>
                  {mayEdit && (
                    <Button size="small" onClick={() => setWords(words.filter((_, at) => at !== place))}>
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
        <div className="script-replies">
          <Button onClick={() => setWords([...words, { word: '' }])}>{t('scripts.settings.addWord')}</Button>
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate()}>
            {t('common.save')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
