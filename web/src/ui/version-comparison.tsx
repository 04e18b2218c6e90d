import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { FlowComparison } from '@/api/contract';
import { useWords } from '@/lib/session';
import { ProblemNote } from './problem';
import { ShareCell } from './share';
import { LabelledTable } from './labelled-table';

type Props = {
  versions: number[];
  one: number;
  other: number;
  setOne: (version: number) => void;
  setOther: (version: number) => void;
  rows: FlowComparison[] | undefined;
  error: unknown;
  /** What a figure is called. */
  name: (figure: string) => string;
  /** The contacts behind a figure of one version. */
  behind?: (version: number, row: FlowComparison) => string;
  /** How it was reckoned, below the table. */
  method: ReactNode;
};

const points = (value: number) => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}`;

/** Two versions side by side, with where their true difference lies and whether chance alone could make it. */
export function VersionComparison({
  versions,
  one,
  other,
  setOne,
  setOther,
  rows,
  error,
  name,
  behind,
  method,
}: Props) {
  const { t } = useWords();
  const options = versions.map((version) => ({ value: version, label: t('flows.version', { version }) }));
  return (
    <>
      <h3>{t('flows.heat.compare')}</h3>
      <div className="field-row">
        <Select aria-label={t('flows.heat.one')} value={one} options={options} onChange={setOne} />
        <Select aria-label={t('flows.heat.other')} value={other} options={options} onChange={setOther} />
      </div>
      <ProblemNote error={error} />
      {one === other ? (
        <p className="muted">{t('flows.heat.same')}</p>
      ) : (
        <LabelledTable className="list plain">
          <thead>
            <tr>
              <td />
              {[one, other].map((version) => (
                <th key={version} scope="col" className="r">
                  {t('flows.version', { version })}
                </th>
              ))}
              <th scope="col">{t('flows.heat.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {rows?.map((row) => (
              <tr key={row.figure}>
                <th scope="row">{name(row.figure)}</th>
                <td className="r">
                  <ShareCell share={row.one} {...(behind && { to: behind(one, row) })} />
                </td>
                <td className="r">
                  <ShareCell share={row.other} {...(behind && { to: behind(other, row) })} />
                </td>
                <td>
                  <Difference row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </LabelledTable>
      )}
      <p className="muted">{method}</p>
    </>
  );
}

function Difference({ row }: { row: FlowComparison }) {
  const { t } = useWords();
  const { difference, low, high, p } = row;
  if (difference === undefined || low === undefined || high === undefined || p === undefined)
    return <span className="muted">{t('flows.heat.nothingToCompare')}</span>;
  return (
    <>
      <span className="num">
        {points(difference)} ({points(low)} … {points(high)})
      </span>
      <br />
      <span className={p < 0.05 ? '' : 'muted'}>
        {t(p < 0.05 ? 'flows.heat.real' : 'flows.heat.chance', { p: p < 0.001 ? '< 0.001' : p.toFixed(3) })}
      </span>
    </>
  );
}
