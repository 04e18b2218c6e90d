import { useQuery } from '@tanstack/react-query';
import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { FlowComparison, FlowRecord, FlowStanding, FlowSteps } from '@/api/contract';
import { useWords } from '@/lib/session';
import { LabelledTable } from '@/ui/labelled-table';
import { ProblemNote } from '@/ui/problem';
import { perCent, ShareCell } from '@/ui/share';
import { VersionComparison } from '@/ui/version-comparison';
import type { Overlay } from './flow-canvas';

export type Span = { from: string; to: string };
export const usualSpan = (): Span => ({
  from: dayjs().startOf('day').subtract(27, 'day').toISOString(),
  to: dayjs().endOf('day').toISOString(),
});

const now = 5_000;

/** What people did at the steps of one version, and who stands where at this moment; asked anew every few seconds. */
export function useHeat(record: FlowRecord, version: number | undefined, span: Span, on: boolean) {
  const client = record.clientId ? { client: record.clientId } : {};
  const steps = useQuery({
    queryKey: ['reports', 'flow-steps', record.code, version, span],
    enabled: on && version !== undefined,
    queryFn: () =>
      api.get('/reports/flows/{code}/steps', {
        path: { code: record.code },
        query: { ...span, ...client, version: version! },
      }),
  });
  const standing = useQuery({
    queryKey: ['reports', 'flow-now', record.code],
    enabled: on,
    refetchInterval: now,
    queryFn: () => api.get('/reports/flows/{code}/now', { path: { code: record.code }, query: client }),
  });
  return {
    steps: steps.data?.filter((row) => row.flow === record.code),
    standing: standing.data,
    error: steps.error ?? standing.error,
  };
}

export function heatOverlay(
  steps: FlowSteps[] | undefined,
  standing: FlowStanding[] | undefined,
  words: ReturnType<typeof useWords>,
): Overlay {
  const { t, number } = words;
  const here = new Map(standing?.map((row) => [row.step, row.contacts]));
  const ids = new Set([...(steps?.map((row) => row.step) ?? []), ...here.keys()]);
  return {
    steps: Object.fromEntries(
      [...ids].map((id) => {
        const row = steps?.find((each) => each.step === id);
        const left = row && row.left.whole > 0 ? row.left.part / row.left.whole : 0;
        return [
          id,
          {
            figures: [
              here.get(id) ? t('flows.heat.here', { count: here.get(id) ?? 0, people: number(here.get(id) ?? 0) }) : '',
              row ? t('flows.heat.passed', { people: number(row.entered), left: perCent(left) }) : '',
            ]
              .filter(Boolean)
              .join(' · '),
            warm: left,
          },
        ];
      }),
    ),
  };
}

/** Where people stand and leave, by version and period; and two versions by what became of their contacts. */
export function HeatPanel({
  record,
  version,
  setVersion,
  span,
  setSpan,
  heat,
}: {
  record: FlowRecord;
  version: number | undefined;
  setVersion: (version: number) => void;
  span: Span;
  setSpan: (span: Span) => void;
  heat: ReturnType<typeof useHeat>;
}) {
  const { t, number } = useWords();
  const versions = record.versions.map((each) => ({
    value: each.version,
    label: t('flows.version', { version: each.version }),
  }));
  const people = heat.standing?.reduce((sum, row) => sum + row.contacts, 0) ?? 0;
  return (
    <div className="crowd">
      <p className="muted">{t('flows.heat.lead')}</p>
      <div className="field-row">
        <Select aria-label={t('flows.heat.version')} value={version} options={versions} onChange={setVersion} />
        <DatePicker.RangePicker
          aria-label={t('flows.heat.span')}
          allowClear={false}
          value={[dayjs(span.from), dayjs(span.to)]}
          onChange={(days) =>
            days?.[0] &&
            days[1] &&
            setSpan({ from: days[0].startOf('day').toISOString(), to: days[1].endOf('day').toISOString() })
          }
        />
      </div>
      <ProblemNote error={heat.error} />
      <p role="status">{t('flows.heat.now', { count: people, people: number(people) })}</p>
      {heat.steps && heat.steps.length === 0 ? (
        <p className="muted">{t('flows.heat.nobody')}</p>
      ) : (
        <LabelledTable className="list plain">
          <caption>{t('flows.heat.steps')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('reports.flows.step')}</th>
              <th scope="col" className="r">
                {t('reports.flows.entered')}
              </th>
              <th scope="col" className="r">
                {t('reports.flows.leftHere')}
              </th>
            </tr>
          </thead>
          <tbody>
            {heat.steps?.map((row) => (
              <tr key={row.step}>
                <th scope="row" className="mono">
                  {row.step}
                </th>
                <td className="r num">{number(row.entered)}</td>
                <td className="r">
                  <ShareCell share={row.left} />
                </td>
              </tr>
            ))}
          </tbody>
        </LabelledTable>
      )}
      {versions.length > 1 && <Versions record={record} span={span} versions={versions} />}
    </div>
  );
}

type Choice = { value: number; label: string };

function Versions({ record, span, versions }: { record: FlowRecord; span: Span; versions: Choice[] }) {
  const { t } = useWords();
  const [one, setOne] = useState(record.liveVersion ?? versions[0]!.value);
  const [other, setOther] = useState(
    versions.find((each) => each.value !== (record.liveVersion ?? versions[0]!.value))!.value,
  );
  const { data, error } = useQuery({
    queryKey: ['reports', 'flow-versions', record.code, one, other, span],
    enabled: one !== other,
    queryFn: () =>
      api.get('/reports/flows/{code}/versions', {
        path: { code: record.code },
        query: { one, other, ...span, ...(record.clientId && { client: record.clientId }) },
      }),
  });
  const behind = (version: number, row: FlowComparison) => {
    const query = new URLSearchParams({ ...span, flow: record.code, flowVersion: `${version}`, figure: row.figure });
    if (record.clientId) query.set('client', record.clientId);
    return `/insight/interactions?${query}`;
  };
  return (
    <VersionComparison
      versions={versions.map(({ value }) => value)}
      one={one}
      other={other}
      setOne={setOne}
      setOther={setOther}
      rows={data}
      error={error}
      name={(figure) => t(`flows.heat.figure.${figure}`, { defaultValue: figure })}
      behind={behind}
      method={
        <>
          {t('flows.heat.method')}{' '}
          <Link className="in-text" to="/insight/flows">
            {t('flows.heat.all')}
          </Link>
        </>
      }
    />
  );
}
