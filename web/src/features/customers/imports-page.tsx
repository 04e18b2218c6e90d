import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Select, Upload } from 'antd';
import { useState } from 'react';
import { api } from '@/api/client';
import type { components } from '@/api/generated/schema';
import { upload } from '@/api/http';
import { useMe, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';
import './customers.css';

type Import = components['schemas']['CustomerImport'];

const kinds = ['customers', 'products', 'orders'] as const;
const charsets = ['UTF-8', 'GB18030', 'UTF-16LE', 'UTF-16BE'];
const delimiters = [',', ';', '\t', '|'];
const looks: Record<string, string> = { done: 'good', failed: 'bad', cancelled: 'off', draft: 'off' };

const busy = (each: Import | undefined) => each?.state === 'queued' || each?.state === 'running';

/** Customers, products and orders from a file, in four steps on one page: choose, map, try, take in. */
export function ImportsPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const open = read('import');
  return (
    <>
      <div className="page-head">
        <h1>{t('customers.imp.title')}</h1>
        <p>{t('customers.imp.lead')}</p>
      </div>
      {open ? (
        <OneImport key={open} id={open} back={() => write({ import: undefined })} />
      ) : (
        <Choose opened={(id) => write({ import: id })} />
      )}
    </>
  );
}

function Choose({ opened }: { opened: (id: string) => void }) {
  const { t, say, dateTime } = useWords();
  const me = useMe();
  const [client, setClient] = useState(me.clients[0]?.id ?? '');
  const [kind, setKind] = useState<(typeof kinds)[number]>('customers');
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState<unknown>();
  const { data } = useQuery({
    queryKey: ['customer-imports'],
    queryFn: async () => (await api.get('/customer-imports')).items,
    retry: false,
  });
  const send = async (file: File) => {
    const body = new FormData();
    body.set('client', client);
    body.set('kind', kind);
    body.set('file', file);
    setProblem(undefined);
    try {
      opened((await upload<Import>('/customer-imports', body, { progress: setShare })).id);
    } catch (cause) {
      setProblem(cause);
    } finally {
      setShare(undefined);
    }
  };
  return (
    <div className="import-parts">
      <Panel title={t('customers.imp.choose')}>
        {problem !== undefined && <ProblemNote error={problem} />}
        <div className="rows-edit-row" style={{ flexWrap: 'wrap' }}>
          <Select
            aria-label={t('customers.imp.client')}
            style={{ minWidth: 200 }}
            value={client}
            options={me.clients.map((each) => ({ value: each.id, label: say(each.name) }))}
            onChange={setClient}
          />
          <Select
            aria-label={t('customers.imp.kind')}
            style={{ minWidth: 140 }}
            value={kind}
            options={kinds.map((value) => ({ value, label: t(`customers.imp.kinds.${value}`) }))}
            onChange={setKind}
          />
          <Upload accept=".csv,.txt,text/csv" showUploadList={false} beforeUpload={(file) => (void send(file), false)}>
            <Button type="primary" disabled={!client || share !== undefined}>
              {t('customers.imp.choose')}
            </Button>
          </Upload>
        </div>
        {share !== undefined && <Progress percent={Math.round(share * 100)} aria-label={t('customers.imp.choose')} />}
        <p className="muted import-limits">{t('customers.imp.limits')}</p>
      </Panel>
      <Panel title={t('customers.imp.earlier')}>
        {data?.length === 0 && <p className="muted">{t('customers.imp.none')}</p>}
        <ul className="know">
          {data?.map((each) => (
            <li key={each.id} className="know-row">
              <button type="button" className="list-open grow" onClick={() => opened(each.id)}>
                {each.fileName}
              </button>
              <span className="muted">{t(`customers.imp.kinds.${each.kind}`)}</span>
              <StatePill state={looks[each.state] ?? 'warn'}>{t(`customers.imp.state.${each.state}`)}</StatePill>
              {each.state !== 'draft' && (
                <span className="muted">{t(each.dryRun ? 'customers.imp.trial' : 'customers.imp.real')}</span>
              )}
              <span className="muted">
                {each.by} · {dateTime(each.createdAt)}
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function OneImport({ id, back }: { id: string; back: () => void }) {
  const { t, number } = useWords();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>();
  const [mapping, setMapping] = useState<string[]>();
  const [rule, setRule] = useState<Import['rule']>();
  const key = ['customer-imports', id];
  const { data, error } = useQuery({
    queryKey: key,
    queryFn: () => api.get('/customer-imports/{id}', { path: { id } }),
    refetchInterval: ({ state }) => (busy(state.data) ? 700 : false),
    retry: false,
  });
  if (error) return <ProblemNote error={error} />;
  if (!data) return null;
  const means = mapping ?? data.mapping;
  const known = rule ?? data.rule;
  const attempt = async (work: () => Promise<Import>) => {
    setProblem(undefined);
    try {
      queries.setQueryData(key, await work());
      await queries.invalidateQueries({ queryKey: key });
    } catch (cause) {
      setProblem(cause);
    }
  };
  const reread = (how: { charset?: string; delimiter?: string }) =>
    attempt(async () => {
      const read = await api.post('/customer-imports/{id}/reread', { path: { id }, body: how });
      setMapping(undefined);
      return read;
    });
  const run = (dryRun: boolean) =>
    attempt(() =>
      api.post('/customer-imports/{id}/run', {
        path: { id },
        body: { mapping: means, rule: known, dryRun, version: data.version },
      }),
    );
  const ended = ['done', 'failed', 'cancelled'].includes(data.state);
  return (
    <>
      <p>
        <Button onClick={back}>{t('customers.imp.back')}</Button>
      </p>
      <Panel
        title={data.fileName}
        extra={<StatePill state={looks[data.state] ?? 'warn'}>{t(`customers.imp.state.${data.state}`)}</StatePill>}
      >
        {problem !== undefined && <ProblemNote error={problem} />}
        {data.fileKept && !busy(data) && (
          <div className="rows-edit-row" style={{ flexWrap: 'wrap', marginBottom: 12 }}>
            <Select
              aria-label={t('customers.imp.charset')}
              style={{ minWidth: 130 }}
              value={data.charset}
              options={charsets.map((value) => ({ value, label: value }))}
              onChange={(charset) => void reread({ charset })}
            />
            <Select
              aria-label={t('customers.imp.delimiter')}
              style={{ minWidth: 90 }}
              value={data.delimiter}
              options={delimiters.map((value) => ({ value, label: value === '\t' ? t('customers.imp.tab') : value }))}
              onChange={(delimiter) => void reread({ delimiter })}
            />
          </div>
        )}
        {data.fileKept && (
          <div className="list-wrap">
            <LabelledTable className="list dup-table">
              <thead>
                <tr>
                  <th scope="col">{t('customers.imp.column')}</th>
                  <th scope="col">{t('customers.imp.means')}</th>
                  <th scope="col">{t('customers.imp.values')}</th>
                </tr>
              </thead>
              <tbody>
                {data.header.map((column, index) => (
                  <tr key={index}>
                    <th scope="row">{column || `#${index + 1}`}</th>
                    <td>
                      <Select
                        aria-label={`${column}: ${t('customers.imp.means')}`}
                        style={{ minWidth: 160 }}
                        disabled={busy(data)}
                        value={means[index] ?? ''}
                        options={[
                          { value: '', label: t('customers.imp.leaveOut') },
                          ...data.fields.map((field) => ({
                            value: field,
                            label: t(`customers.imp.field.${field}`),
                            disabled: means.some((each, at) => each === field && at !== index),
                          })),
                        ]}
                        onChange={(field) => setMapping(means.map((each, at) => (at === index ? field : each)))}
                      />
                    </td>
                    <td className="muted">
                      {data.sample
                        .slice(0, 3)
                        .map((row) => row[index] ?? '')
                        .filter(Boolean)
                        .join(' · ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </LabelledTable>
          </div>
        )}
        {data.kind !== 'customers' && data.fileKept && <p className="muted">{t(`customers.imp.hint.${data.kind}`)}</p>}
        {data.fileKept && !busy(data) && (
          <div className="rows-edit-row" style={{ flexWrap: 'wrap', marginTop: 12 }}>
            <span>{t(`customers.imp.known.${data.kind}`)}</span>
            <Select
              aria-label={t(`customers.imp.known.${data.kind}`)}
              style={{ minWidth: 160 }}
              value={known}
              options={(['update', 'skip', 'create'] as const).map((value) => ({
                value,
                label: t(`customers.imp.rules.${value}`),
              }))}
              onChange={setRule}
            />
            <Button onClick={() => void run(true)}>{t('customers.imp.try')}</Button>
            <Button type="primary" onClick={() => void run(false)}>
              {t('customers.imp.run')}
            </Button>
          </div>
        )}
        {busy(data) && (
          <div className="rows-edit-row">
            <Progress
              className="grow"
              aria-label={t('customers.imp.state.running')}
              percent={data.total ? Math.floor((100 * data.done) / data.total) : 0}
            />
            <Button onClick={() => void attempt(() => api.post('/customer-imports/{id}/cancel', { path: { id } }))}>
              {t('customers.imp.stop')}
            </Button>
          </div>
        )}
        {(busy(data) || ended) && (
          <ul className="who-facts" role="status" style={{ marginTop: 12 }}>
            <li className="tag">{t(data.dryRun ? 'customers.imp.trial' : 'customers.imp.real')}</li>
            <li className="tag">{t('customers.imp.made', { count: data.made })}</li>
            <li className="tag">{t('customers.imp.changed', { count: data.changed })}</li>
            <li className="tag">{t('customers.imp.skipped', { count: data.skipped })}</li>
            <li className={data.wrong > 0 ? 'tag tag-warn' : 'tag'}>
              {t('customers.imp.wrong', { count: data.wrong })}
            </li>
          </ul>
        )}
        {ended && data.fault && (
          <p role="alert">{t(`customers.imp.fault.${data.fault}`, { defaultValue: data.fault })}</p>
        )}
        {ended && data.wrong > 0 && (
          <p>
            <a href={`/api/customer-imports/${id}/errors.csv`} download>
              {t('customers.imp.errors')} ({number(data.wrong)})
            </a>
          </p>
        )}
      </Panel>
    </>
  );
}
