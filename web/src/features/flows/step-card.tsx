import { Handle, Position, useUpdateNodeInternals, type Node, type NodeProps } from '@xyflow/react';
import { useEffect } from 'react';
import { useWords } from '@/lib/session';
import type { Outlet, Step } from './flow-model';
import { familyOf } from './step-kinds';
import { briefly, kindName, outletName } from './step-words';

/** How the steps of one version stand to those of another. */
export type Mark = 'added' | 'changed' | 'removed';

export type CardData = {
  step: Step;
  start: boolean;
  fault: boolean;
  finding: 'error' | 'warning' | undefined;
  lit: boolean;
  here: boolean;
  mark: Mark | undefined;
  /** Figures to be seen on the card, and how warm it is, from 0 to 1. */
  figures: string | undefined;
  warm: number | undefined;
  connectable: boolean;
};
export type CardNode = Node<CardData, 'step'>;

export const handleOf = (outlet: Outlet): string => outlet.path.slice(2).join('/');

/** A step: what kind, its id, what it says in short, and a line for each way out of it. */
export function StepCard({ id, data }: NodeProps<CardNode>) {
  const words = useWords();
  const { t } = words;
  const { step } = data;
  const renew = useUpdateNodeInternals();
  const ways = step.outlets.map(handleOf).join(' ');
  useEffect(() => {
    renew(id);
  }, [renew, id, ways]);
  return (
    <div
      className="step-card"
      data-family={familyOf(step.kind)}
      data-finding={data.finding}
      data-lit={data.lit || undefined}
      data-at={data.here || undefined}
      data-mark={data.mark}
      style={data.warm === undefined ? undefined : ({ '--warm': data.warm } as React.CSSProperties)}
    >
      <Handle type="target" position={Position.Left} isConnectable={data.connectable} />
      <div className="step-head">
        <small>
          {kindName(words, step.kind)}
          {data.start && <b> · {t('flows.edit.start')}</b>}
          {data.fault && <b> · {t('flows.edit.fault')}</b>}
          {data.mark && <b> · {t(`flows.edit.mark.${data.mark}`)}</b>}
        </small>
        <strong>{step.id}</strong>
        <span>{briefly(words, step) || '\u00a0'}</span>
      </div>
      {step.outlets.map((outlet) => (
        <div
          key={handleOf(outlet)}
          className="step-way"
          data-open={!outlet.target || undefined}
          data-required={outlet.required || undefined}
        >
          <span>{outletName(words, outlet)}</span>
          <Handle type="source" id={handleOf(outlet)} position={Position.Right} isConnectable={data.connectable} />
        </div>
      ))}
      {data.figures && <div className="step-figures">{data.figures}</div>}
    </div>
  );
}

export type GoneNode = Node<{ id: string }, 'gone'>;

/** A step that is named and not there. */
export function GoneCard({ data }: NodeProps<GoneNode>) {
  const { t } = useWords();
  return (
    <div className="step-card" data-finding="error" data-gone>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="step-head">
        <small>{t('flows.edit.gone')}</small>
        <strong>{data.id}</strong>
      </div>
    </div>
  );
}
