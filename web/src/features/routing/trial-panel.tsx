import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, InputNumber, Progress } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { api } from '@/api/client';
import type { RoutingTrial } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';

const pills: Record<RoutingTrial['state'], string> = { running: 'open', done: 'good', failed: 'bad', cancelled: 'off' };

/** What the change may be: the mean, and the span that 95 of 100 such samples of seeds would give. */
function Change({ mean, half, show }: { mean: number; half: number | undefined; show: (value: number) => string }) {
  const { t } = useWords();
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${show(Math.abs(value))}`;
  if (half === undefined) return <>{signed(mean)}</>;
  return (
    <>
      <strong>{signed(mean)}</strong>{' '}
      <span className="muted">
        {t('routing.trial.span', { from: signed(mean - half), to: signed(mean + half) })}
        {Math.abs(mean) <= half && ` ${t('routing.trial.unclear')}`}
      </span>
    </>
  );
}

function Result({ trial }: { trial: RoutingTrial }) {
  const { t, clock, timeOfDay, number } = useWords();
  const { result } = trial;
  if (!result) return null;
  const seconds = (millis: number) => t('common.seconds', { count: Math.round(millis / 100) / 10 });
  const points = (share: number) => `${number(Math.round(share * 1_000) / 10)} %`;
  const who = (name: string | undefined) => name ?? t('routing.trial.nobody');
  return (
    <>
      <p>
        {t('routing.trial.summary', {
          contacts: number(result.contacts),
          agents: number(result.agents),
          moved: number(result.movedTotal),
        })}
      </p>
      <h3>{t('routing.trial.effects')}</h3>
      <div className="trial-scroll" tabIndex={0} role="region" aria-label={t('routing.trial.effects')}>
        <table className="trial-table">
          <thead>
            <tr>
              <th scope="col">{t('routing.queue')}</th>
              <th scope="col">{t('routing.trial.contacts')}</th>
              <th scope="col">{t('routing.trial.wait')}</th>
              <th scope="col">{t('routing.trial.level')}</th>
              <th scope="col">{t('routing.trial.abandoned')}</th>
            </tr>
          </thead>
          <tbody>
            {result.effects.map((effect) => (
              <tr key={effect.queue}>
                <th scope="row">{effect.queueName ?? effect.queue}</th>
                <td>{number(effect.contacts)}</td>
                <td>
                  {seconds(effect.waitBeforeMillis)}{' '}
                  <Change mean={effect.waitChangeMillis} half={effect.waitHalfMillis} show={seconds} />
                </td>
                <td>
                  {points(effect.serviceLevelBefore)}{' '}
                  <Change mean={effect.serviceLevelChange} half={effect.serviceLevelHalf} show={points} />
                </td>
                <td>
                  {points(effect.abandonedBefore)}{' '}
                  <Change mean={effect.abandonedChange} half={effect.abandonedHalf} show={points} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{t('routing.trial.moved')}</h3>
      {result.moved.length === 0 ? (
        <p className="muted">{t('routing.trial.noneMoved')}</p>
      ) : (
        <ol className="trial-moved">
          {result.moved.map((moved, index) => (
            <li key={index}>
              <span className="mono">{timeOfDay(moved.at)}</span>{' '}
              {moved.reason && <span className="tag">{moved.reason}</span>}{' '}
              {t('routing.trial.went', {
                fromQueue: moved.fromQueueName ?? moved.fromQueue,
                fromAgent: who(moved.fromAgentName),
                fromWait: clock(moved.fromWaitMillis),
                toQueue: moved.toQueueName ?? moved.toQueue,
                toAgent: who(moved.toAgentName),
                toWait: clock(moved.toWaitMillis),
              })}
            </li>
          ))}
        </ol>
      )}
      {result.movedTotal > result.moved.length && (
        <p className="muted">{t('routing.trial.more', { count: result.movedTotal - result.moved.length })}</p>
      )}
    </>
  );
}

/** A draft tried on the contacts of a recorded day, against the rules in force. */
export function TrialPanel({ version, dirty }: { version: number; dirty: boolean }) {
  const { t, day: dayWords, dateTime } = useWords();
  const queries = useQueryClient();
  const editable = useCan('routing.edit');
  const [day, setDay] = useState(() => dayjs().subtract(1, 'day'));
  const [seeds, setSeeds] = useState(10);
  const [chosen, setChosen] = useState<string>();
  const [problem, setProblem] = useState<unknown>();
  const list = useQuery({ queryKey: ['routing-trials'], queryFn: () => api.get('/routing/trials') });
  const id = chosen ?? list.data?.items.find((each) => each.version === version)?.id;
  const { data: trial } = useQuery({
    queryKey: ['routing-trial', id],
    enabled: id !== undefined,
    queryFn: () => api.get('/routing/trials/{id}', { path: { id: id! } }),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1_000 : false),
  });
  const act = async (work: Promise<{ id: string }>) => {
    try {
      setProblem(undefined);
      setChosen((await work).id);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['routing-trials'] }),
        queries.invalidateQueries({ queryKey: ['routing-trial'] }),
      ]);
    } catch (cause) {
      setProblem(cause);
    }
  };
  const running = trial?.state === 'running';
  return (
    <Panel title={t('routing.trial.title')}>
      <p className="muted">{t('routing.trial.lead')}</p>
      {editable && (
        <div className="trial-ask">
          <label className="rule-blank">
            <span>{t('routing.trial.day')}</span>
            <DatePicker
              aria-label={t('routing.trial.day')}
              value={day}
              allowClear={false}
              maxDate={dayjs()}
              minDate={dayjs().subtract(92, 'day')}
              onChange={(next) => next && setDay(next)}
            />
          </label>
          <label className="rule-blank">
            <span>{t('routing.trial.seeds')}</span>
            <InputNumber
              aria-label={t('routing.trial.seeds')}
              min={1}
              max={30}
              value={seeds}
              onChange={(next) => setSeeds(next ?? 10)}
            />
          </label>
          <Button
            disabled={dirty || version === 0 || running}
            onClick={() =>
              void act(api.post('/routing/trials', { body: { day: day.format('YYYY-MM-DD'), version, seeds } }))
            }
          >
            {t('routing.trial.start', { version })}
          </Button>
        </div>
      )}
      {dirty && <p className="muted">{t('routing.trial.saveFirst')}</p>}
      <ProblemNote error={problem} />
      {trial && (
        <section aria-label={t('routing.trial.of', { version: trial.version, day: dayWords(trial.day) })}>
          <h3 role="status">
            {t('routing.trial.of', { version: trial.version, day: dayWords(trial.day) })}{' '}
            <StatePill state={pills[trial.state]}>{t(`routing.trial.state.${trial.state}`)}</StatePill>
          </h3>
          <p className="muted">
            {trial.liveVersion === undefined
              ? t('routing.trial.againstNone')
              : t('routing.trial.against', { version: trial.liveVersion })}{' '}
            · {dateTime(trial.askedAt)} · {trial.askedBy}
          </p>
          {running && (
            <div className="trial-ask">
              <Progress percent={trial.progress} aria-label={t('routing.trial.progress')} />
              {editable && (
                <Button
                  size="small"
                  onClick={() => void act(api.post('/routing/trials/{id}/cancel', { path: { id: trial.id } }))}
                >
                  {t('common.cancel')}
                </Button>
              )}
            </div>
          )}
          {trial.problem && <p>{t(`routing.trial.problem.${trial.problem}`, { defaultValue: trial.problem })}</p>}
          <Result trial={trial} />
        </section>
      )}
      <details>
        <summary>{t('routing.trial.assumes')}</summary>
        <ul className="trial-assumes">
          {['queues', 'work', 'patience', 'offers', 'consults', 'seeds'].map((each) => (
            <li key={each}>{t(`routing.trial.assume.${each}`)}</li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}
