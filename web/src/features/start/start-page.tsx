import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from 'react-router';
import { useLate } from '@/lib/now';
import { useMe, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { factsQuery, firstSteps, needed } from './first-steps';

/** A new house's first page: what is still missing to take the first call. Once nothing is, the day begins elsewhere. */
export function StartPage({ otherwise }: { otherwise: string }) {
  const me = useMe();
  const mine = needed.every((right) => me.rights.includes(right));
  return mine ? <Steps otherwise={otherwise} /> : <Navigate to={otherwise} replace />;
}

function Steps({ otherwise }: { otherwise: string }) {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery(factsQuery);
  const late = useLate(isPending);
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={8} /> : null;
  const steps = firstSteps(data);
  const missing = steps.filter((step) => !step.done);
  if (missing.length === 0) return <Navigate to={otherwise} replace />;
  return (
    <>
      <div className="page-head">
        <h1>{t('start.title')}</h1>
        <p>{t('start.lead')}</p>
      </div>
      <Panel
        title={t('start.steps')}
        extra={
          <span className="muted num">
            {t('start.progress', { done: steps.length - missing.length, all: steps.length })}
          </span>
        }
      >
        <ol className="notes steps">
          {steps.map((step) => (
            <li key={step.key}>
              <StatePill state={step.done ? 'good' : step === missing[0] ? 'warn' : 'off'}>
                {t(step.done ? 'start.done' : 'start.open')}
              </StatePill>
              <Link to={step.path}>{t(`start.step.${step.key}`)}</Link>
              <p className="muted">{t(`start.hint.${step.key}`)}</p>
            </li>
          ))}
        </ol>
        <p style={{ marginTop: 12 }}>
          <Link to={otherwise}>{t('start.later')}</Link>
        </p>
      </Panel>
    </>
  );
}
