import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/api/client';
import { useWords } from '@/lib/session';
import { FlowCanvas } from './flow-canvas';
import { read, type Flow } from './flow-model';
import type { Mark } from './step-card';

const nothing = () => undefined;

/** How each step of one version stands to the other: by what it holds, not by how it is spelled. */
export function marksOf(one: Flow, other: Flow, missing: Mark): Record<string, Mark> {
  const before = new Map(other.steps.map((step) => [step.id, JSON.stringify(step.value)]));
  return Object.fromEntries(
    one.steps.flatMap((step): [string, Mark][] => {
      const known = before.get(step.id);
      if (known === undefined) return [[step.id, missing]];
      return known === JSON.stringify(step.value) ? [] : [[step.id, 'changed']];
    }),
  );
}

/** Two versions as pictures, side by side: what is gone, what is new, what has changed. */
export function FlowDifference({ code, from, to }: { code: string; from: number; to: number }) {
  const { t } = useWords();
  const texts = useQueries({
    queries: [from, to].map((version) => ({
      queryKey: ['flow', code, 'version', version],
      staleTime: Infinity,
      queryFn: () => api.get('/flows/{code}/versions/{version}', { path: { code, version } }),
    })),
  });
  const [one, other] = [texts[0]?.data?.yaml, texts[1]?.data?.yaml];
  const flows = useMemo(() => {
    const [before, after] = [one === undefined ? undefined : read(one), other === undefined ? undefined : read(other)];
    return before && after ? { before, after } : undefined;
  }, [one, other]);
  if (!flows) return null;
  const gone = marksOf(flows.before, flows.after, 'removed');
  const come = marksOf(flows.after, flows.before, 'added');
  const count = (marks: Record<string, Mark>, mark: Mark) =>
    Object.values(marks).filter((each) => each === mark).length;
  return (
    <>
      <p role="status">
        {t('flows.edit.differs', {
          added: count(come, 'added'),
          changed: count(come, 'changed'),
          removed: count(gone, 'removed'),
        })}
      </p>
      <div className="flow-two">
        {(
          [
            [flows.before, gone, from],
            [flows.after, come, to],
          ] as const
        ).map(([flow, marks, version]) => (
          <section key={version}>
            <h3>{t('flows.version', { version })}</h3>
            <FlowCanvas
              label={t('flows.version', { version })}
              flow={flow}
              findings={[]}
              selected={[]}
              select={nothing}
              editable={false}
              overlay={{ marks }}
            />
          </section>
        ))}
      </div>
    </>
  );
}
