import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Select } from 'antd';
import { Fragment, useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { ScriptFigures, ScriptSpan } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useUrlState } from '@/lib/url-state';
import { LabelledTable } from '@/ui/labelled-table';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useOptions } from '@/ui/records/lookups';
import '@/ui/records/records.css';
import { ShareCell } from '@/ui/share';
import { Skeleton } from '@/ui/skeleton';
import { VersionComparison } from '@/ui/version-comparison';
import { PeriodChoice, usePeriod } from './period-choice';
import './reports.css';

type Wanted = { from: string; to: string; client?: string };
const heads = ['completed', 'solved', 'left', 'escalated', 'resolved', 'made', 'accepted'] as const;

/** How agents' scripts serve: by version, by step, what was not expected, and selling beside solving. */
export function ScriptFiguresPage() {
  const { t } = useWords();
  const [read, write] = useUrlState();
  const client = read('client');
  const period = usePeriod(28);
  const { options } = useOptions('/clients');
  const wanted: Wanted = { ...period, ...(client && { client }) };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports', 'scripts', wanted],
    queryFn: () => api.get('/reports/scripts', { query: wanted }),
  });
  const late = useLate(isPending);
  return (
    <>
      <div className="page-head">
        <h1>{t('reports.scripts.title')}</h1>
        <PeriodChoice period={period} />
        <Select
          aria-label={t('reports.client')}
          value={client}
          style={{ minWidth: 160 }}
          options={[{ value: '', label: t('records.anyOf', { what: t('reports.client') }) }, ...options]}
          onChange={(next) => write({ client: next })}
        />
        <p>{t('reports.scripts.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {!data && !error && late && <Skeleton rows={6} />}
      {data?.length === 0 && (
        <div className="panel">
          <Empty title={t('reports.scripts.none')} hint={t('reports.scripts.noneHint')} />
        </div>
      )}
      {data && data.length > 0 && (
        <>
          <div className="panel list-wrap" tabIndex={0} role="group" aria-label={t('reports.scripts.title')}>
            <LabelledTable className="list plain close">
              <thead>
                <tr>
                  <th scope="col">{t('reports.scripts.script')}</th>
                  <th scope="col" className="r" title={t('reports.scripts.hint.used')}>
                    {t('reports.scripts.used')}
                  </th>
                  {heads.map((head) => (
                    <th key={head} scope="col" className="r" title={t(`reports.scripts.hint.${head}`)}>
                      {t(`reports.scripts.${head}`)}
                    </th>
                  ))}
                  <th scope="col" className="r">
                    {t('reports.scripts.value')}
                  </th>
                  <th scope="col" className="r" title={t('reports.scripts.hint.deviations')}>
                    {t('reports.scripts.deviations')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((row) => (
                  <Row
                    key={`${row.script}-${row.version}`}
                    row={row}
                    others={data.filter(({ script }) => script === row.script).map(({ version }) => version)}
                    wanted={wanted}
                  />
                ))}
              </tbody>
            </LabelledTable>
          </div>
          <Spans wanted={wanted} />
        </>
      )}
    </>
  );
}

function Row({ row, others, wanted }: { row: ScriptFigures; others: number[]; wanted: Wanted }) {
  const { t, say, number } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <tr>
        <th scope="row">
          <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {say(row.name)}
          </Button>{' '}
          <span className="muted">{t('scripts.version', { version: row.version })}</span>
        </th>
        <td className="r num">{number(row.used)}</td>
        {heads.map((head) => (
          <td key={head} className="r">
            <ShareCell share={row[head]} />
          </td>
        ))}
        <td className="r num">{number(row.value)}</td>
        <td className="r num">{number(row.freeAnswers + row.jumped + row.skipped)}</td>
      </tr>
      {open && (
        <tr>
          <td colSpan={heads.length + 4}>
            <Nodes row={row} wanted={wanted} />
            <KeySteps row={row} wanted={wanted} />
            {others.length > 1 && <Versions row={row} versions={others} wanted={wanted} />}
            <FreeAnswers row={row} wanted={wanted} />
          </td>
        </tr>
      )}
    </>
  );
}

const marks = ['left', 'freeAnswers', 'jumped', 'skipped', 'back', 'escalated'] as const;

/** Where customers leave, where agents deviate, what stood before escalations. */
function Nodes({ row, wanted }: { row: ScriptFigures; wanted: Wanted }) {
  const { t, number } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'script-nodes', row.script, row.version, wanted],
    queryFn: () =>
      api.get('/reports/scripts/{code}/nodes', {
        path: { code: row.script },
        query: { ...wanted, version: row.version },
      }),
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return null;
  return (
    <LabelledTable className="list plain close">
      <caption>{t('reports.scripts.nodes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('reports.flows.step')}</th>
          <th scope="col" className="r">
            {t('reports.scripts.shown')}
          </th>
          {marks.map((mark) => (
            <th key={mark} scope="col" className="r">
              {t(`reports.scripts.node.${mark}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.map((node) => (
          <tr key={`${node.flow}:${node.step}`}>
            <th scope="row">
              {node.flow !== row.script && <span className="muted">{node.flow}: </span>}
              <span className="mono">{node.step}</span>
            </th>
            <td className="r num">{number(node.shown)}</td>
            {marks.map((mark) => (
              <td key={mark} className="r">
                <ShareCell share={node[mark]} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </LabelledTable>
  );
}

/** Whether the steps that count were done: key steps, and those with critical behaviours. */
function KeySteps({ row, wanted }: { row: ScriptFigures; wanted: Wanted }) {
  const { t, say, number } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'script-key-steps', row.script, row.version, wanted],
    queryFn: () =>
      api.get('/reports/scripts/{code}/key-steps', {
        path: { code: row.script },
        query: { ...wanted, version: row.version },
      }),
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <LabelledTable className="list plain">
      <caption>{t('reports.scripts.keySteps')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('reports.flows.step')}</th>
          <th scope="col">{t('scripts.behaviours')}</th>
          <th scope="col" className="r">
            {t('reports.scripts.shown')}
          </th>
          <th scope="col" className="r">
            {t('reports.scripts.done')}
          </th>
          <th scope="col" className="r">
            {t('reports.scripts.node.skipped')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((step) => (
          <tr key={`${step.flow}:${step.step}`}>
            <th scope="row">
              {step.flow !== row.script && <span className="muted">{step.flow}: </span>}
              <span className="mono">{step.step}</span>
            </th>
            <td>{step.behaviours.map(say).join(', ') || t('reports.scripts.keyStep')}</td>
            <td className="r num">{number(step.shown)}</td>
            <td className="r">
              <ShareCell share={step.done} />
            </td>
            <td className="r">
              <ShareCell share={step.leftOut} />
            </td>
          </tr>
        ))}
      </tbody>
    </LabelledTable>
  );
}

/** This version beside another one by what became of their contacts (SCR-10). */
function Versions({ row, versions, wanted }: { row: ScriptFigures; versions: number[]; wanted: Wanted }) {
  const { t } = useWords();
  const [one, setOne] = useState(row.version);
  const [other, setOther] = useState(versions.find((version) => version !== row.version)!);
  const { data, error } = useQuery({
    queryKey: ['reports', 'script-versions', row.script, one, other, wanted],
    enabled: one !== other,
    queryFn: () =>
      api.get('/reports/scripts/{code}/versions', { path: { code: row.script }, query: { ...wanted, one, other } }),
  });
  return (
    <VersionComparison
      versions={versions}
      one={one}
      other={other}
      setOne={setOne}
      setOther={setOther}
      rows={data}
      error={error}
      name={(figure) => t(`reports.scripts.${figure}`, { defaultValue: figure })}
      method={t('reports.scripts.method')}
    />
  );
}

/** In the customers' words, for the next version. */
function FreeAnswers({ row, wanted }: { row: ScriptFigures; wanted: Wanted }) {
  const { t, dateTime } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'script-answers', row.script, row.version, wanted],
    queryFn: () =>
      api.get('/reports/scripts/{code}/free-answers', {
        path: { code: row.script },
        query: { ...wanted, version: row.version },
      }),
    enabled: row.freeAnswers > 0,
  });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data || data.length === 0) return null;
  return (
    <>
      <h3>{t('reports.scripts.unexpected')}</h3>
      <dl>
        {data.map((each, place) => (
          <Fragment key={place}>
            <dt>
              <span className="mono">{each.step}</span>{' '}
              <Link className="in-text" to={`/insight/interactions/${each.interactionId}`}>
                {dateTime(each.at)}
              </Link>
            </dt>
            <dd>{each.text}</dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}

/** Solving and selling over time, side by side, so that neither grows at the cost of the other. */
function Spans({ wanted }: { wanted: Wanted }) {
  const { t, say, day, number } = useWords();
  const [unit, setUnit] = useState<'day' | 'week' | 'month'>('week');
  const { data, error, refetch } = useQuery({
    queryKey: ['reports', 'script-spans', wanted, unit],
    queryFn: () => api.get('/reports/scripts/spans', { query: { ...wanted, unit } }),
  });
  const cells = (span: ScriptSpan) => [span.resolved, span.made, span.accepted];
  return (
    <Panel
      title={t('reports.scripts.spans')}
      flush
      extra={
        <Segmented
          size="small"
          aria-label={t('reports.scripts.unit')}
          value={unit}
          options={(['day', 'week', 'month'] as const).map((each) => ({
            value: each,
            label: t(`reports.scripts.by.${each}`),
          }))}
          onChange={setUnit}
        />
      }
    >
      {error && <ProblemNote error={error} retry={() => void refetch()} />}
      {data && (
        <div className="list-wrap" tabIndex={0} role="group" aria-label={t('reports.scripts.spans')}>
          <LabelledTable className="list plain">
            <thead>
              <tr>
                <th scope="col">{t('reports.scripts.script')}</th>
                <th scope="col">{t('reports.scripts.from')}</th>
                <th scope="col" className="r">
                  {t('reports.scripts.contacts')}
                </th>
                {(['resolved', 'made', 'accepted'] as const).map((head) => (
                  <th key={head} scope="col" className="r" title={t(`reports.scripts.hint.${head}`)}>
                    {t(`reports.scripts.${head}`)}
                  </th>
                ))}
                <th scope="col" className="r">
                  {t('reports.scripts.value')}
                </th>
                <th scope="col" className="r" title={t('reports.scripts.hint.retained')}>
                  {t('reports.scripts.retained')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((span) => (
                <tr key={`${span.script}-${span.from}`}>
                  <th scope="row">{say(span.name)}</th>
                  <td className="num">{day(span.from)}</td>
                  <td className="r num">{number(span.contacts)}</td>
                  {cells(span).map((share, place) => (
                    <td key={place} className="r">
                      <ShareCell share={share} />
                    </td>
                  ))}
                  <td className="r num">{number(span.value)}</td>
                  <td className="r">
                    <ShareCell share={span.retained} />
                  </td>
                </tr>
              ))}
            </tbody>
          </LabelledTable>
        </div>
      )}
    </Panel>
  );
}
