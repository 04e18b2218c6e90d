import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { FlowFigures, FlowSteps } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useNames, useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { ShareCell } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import { PeriodChoice, usePeriod } from './period-choice';
import './reports.css';

type Period = { from: string; to: string };
const clients = ['/clients'];

/** The history of the contacts behind a figure of one flow. */
function behind(row: FlowFigures, period: Period, figure: string, step?: string): string {
  const query = new URLSearchParams({ ...period, flow: row.flow, flowVersion: `${row.version}`, figure });
  query.set('client', row.clientId);
  if (row.entryPointId) query.set('entryPoint', row.entryPointId);
  if (step) query.set('step', step);
  return `/insight/interactions?${query}`;
}

function Step({ row, step, period, most }: { row: FlowFigures; step: FlowSteps; period: Period; most: number }) {
  const { number } = useWords();
  const code = `${step.flow}:${step.step}`;
  return (
    <tr>
      <th scope="row">
        {step.flow !== row.flow && <span className="muted">{step.flow}: </span>}
        <span className="mono">{step.step}</span>
      </th>
      <td>
        <span className="bar" aria-hidden style={{ width: `${(100 * step.entered) / Math.max(1, most)}%` }} />
        <Link className="num" to={behind(row, period, 'step-entered', code)}>
          {number(step.entered)}
        </Link>
      </td>
      <td className="r">
        <ShareCell share={step.left} to={behind(row, period, 'step-left', code)} />
      </td>
      <td className="r">
        <ShareCell share={step.zero} to={behind(row, period, 'step-zero', code)} />
      </td>
    </tr>
  );
}

/** Where callers of one flow go, and at which step they leave it. */
function Steps({ row, period }: { row: FlowFigures; period: Period }) {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'flow-steps', row, period],
    queryFn: () =>
      api.get('/reports/flows/{code}/steps', {
        path: { code: row.flow },
        query: {
          ...period,
          version: row.version,
          client: row.clientId,
          ...(row.entryPointId && { entryPoint: row.entryPointId }),
        },
      }),
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <LabelledTable className="list plain">
      <caption>{t('reports.flows.stepsOf', { flow: row.flow, version: row.version })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('reports.flows.step')}</th>
          <th scope="col">{t('reports.flows.entered')}</th>
          <th scope="col" className="r">
            {t('reports.flows.leftHere')}
          </th>
          <th scope="col" className="r">
            {t('reports.flows.zeroOut')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((step) => (
          <Step
            key={`${step.flow}:${step.step}`}
            row={row}
            step={step}
            period={period}
            most={Math.max(...data.map((each) => each.entered))}
          />
        ))}
      </tbody>
    </LabelledTable>
  );
}

const shares = [
  ['contained', 'contained'],
  ['trulyContained', 'truly-contained'],
  ['abandoned', 'abandoned'],
  ['zeroOut', 'zero-out'],
  ['routedRight', 'routed-right'],
] as const;
const counts = [
  ['cameBack', 'came-back'],
  ['message', 'message'],
  ['outside', 'outside'],
  ['closed', 'closed'],
  ['failed', 'failed'],
] as const;

function Row({ row, period, client }: { row: FlowFigures; period: Period; client: string }) {
  const { t, say, number } = useWords();
  const mayEdit = useCan('flows.view');
  const [open, setOpen] = useState(false);
  const others = counts.filter(([name]) => row[name] > 0);
  return (
    <>
      <tr>
        <th scope="row">
          <Button
            type="text"
            size="small"
            className="no-print"
            aria-expanded={open}
            aria-label={t('reports.flows.stepsOf', { flow: row.flow, version: row.version })}
            onClick={() => setOpen(!open)}
          >
            {open ? '▾' : '▸'}
          </Button>{' '}
          {mayEdit ? (
            <Link className="in-text" to={`/settings/flows/${row.flow}`}>
              {say(row.flowName) || row.flow}
            </Link>
          ) : (
            say(row.flowName) || row.flow
          )}{' '}
          <span className="muted">{t('flows.version', { version: row.version })}</span>
          <div className="muted">
            {client} {row.number && <span className="mono">{row.number}</span>}
          </div>
        </th>
        <td className="r">
          <Link className="num" to={behind(row, period, 'entered')}>
            {number(row.entered)}
          </Link>
        </td>
        {shares.map(([name, figure]) => (
          <td key={name} className="r">
            <ShareCell share={row[name]} to={behind(row, period, figure)} />
          </td>
        ))}
        <td>
          {others.map(([name, figure]) => (
            <div key={name}>
              <Link to={behind(row, period, figure)}>
                {t(`reports.flows.${name}`)}: <span className="num">{number(row[name])}</span>
              </Link>
            </div>
          ))}
        </td>
      </tr>
      {open && (
        <tr className="below">
          <td colSpan={3 + shares.length}>
            <Steps row={row} period={period} />
          </td>
        </tr>
      )}
    </>
  );
}

/** By the queue to which a flow sent the contact first. */
function Routing({ period, client }: { period: Period; client: string }) {
  const { t, say } = useWords();
  const { data } = useQuery({
    queryKey: ['reports', 'routing', period, client],
    queryFn: () => api.get('/reports/flows/routing', { query: { ...period, ...(client && { client }) } }),
  });
  if (!data?.length) return null;
  return (
    <Panel title={t('reports.flows.routing')} flush>
      <p className="muted panel-body">{t('reports.flows.routingLead')}</p>
      <LabelledTable className="list plain">
        <thead>
          <tr>
            <th scope="col">{t('reports.queue')}</th>
            <th scope="col" className="r">
              {t('reports.flows.routedRight')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((row) => (
            <tr key={row.queueId}>
              <th scope="row">{say(row.queueName)}</th>
              <td className="r">
                <ShareCell
                  share={row.routedRight}
                  to={`/insight/interactions?${new URLSearchParams({ ...period, firstQueue: row.queueId, figure: 'routed-right' })}`}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </LabelledTable>
    </Panel>
  );
}

/** What flows do for callers: how many they serve alone, lose, or send to the right people. */
export function FlowFiguresPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const client = read('client');
  const period = usePeriod(28);
  const { options } = useOptions('/clients');
  const nameOf = useNames(clients);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'flows', period, client],
    queryFn: () => api.get('/reports/flows', { query: { ...period, ...(client && { client }) } }),
  });
  const late = useLate(isPending);
  return (
    <>
      <div className="page-head">
        <h1>{t('reports.flows.title')}</h1>
        <PeriodChoice period={period} />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...options]}
          onChange={(next) => write({ client: next })}
        />
        <Button className="no-print" onClick={() => print()}>
          {t('insight.print')}
        </Button>
        <p>{t('reports.flows.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={6} />}
      {data?.length === 0 && (
        <div className="panel">
          <Empty title={t('reports.flows.none')} hint={t('reports.flows.noneHint')} />
        </div>
      )}
      {data && data.length > 0 && (
        <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('reports.flows.title')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('reports.flows.flow')}</th>
                <th scope="col" className="r" title={t('reports.flows.hint.entered')}>
                  {t('reports.flows.entered')}
                </th>
                {shares.map(([name]) => (
                  <th key={name} scope="col" className="r" title={t(`reports.flows.hint.${name}`)}>
                    {t(`reports.flows.${name}`)}
                  </th>
                ))}
                <th scope="col">{t('reports.flows.others')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <Row
                  key={`${row.flow}/${row.version}/${row.entryPointId ?? ''}/${row.clientId}`}
                  row={row}
                  period={period}
                  client={nameOf('/clients', row.clientId)}
                />
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
      <Routing period={period} client={client} />
    </>
  );
}
