import { Select } from 'antd';
import type { QueueRow } from '@/api/contract';
import { useLate, useNow } from '@/lib/now';
import { useMe, useWords } from '@/lib/session';
import { percent } from '@/lib/time';
import { useUrlState } from '@/lib/url-state';
import { Empty } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { EquipmentLine } from './equipment';
import { longestWaitMillis, stateColour, stateOrder, totals, urgency } from './figures';
import { useFloor } from './floor-query';
import { OpenHelp } from './help-list';
import './floor.css';

function AgentsBar({ row }: { row: QueueRow }) {
  const { t } = useWords();
  const all = stateOrder.reduce((sum, state) => sum + row.agents[state], 0);
  const words = stateOrder
    .filter((state) => row.agents[state] > 0)
    .map((state) => `${t(`floor.state.${state}`)} ${row.agents[state]}`)
    .join(', ');
  if (all === 0) return <span className="muted">–</span>;
  return (
    <span className="bar-agents" role="img" aria-label={words} title={words}>
      {stateOrder.map(
        (state) =>
          row.agents[state] > 0 && (
            <span key={state} style={{ flexGrow: row.agents[state], background: stateColour[state] }}>
              {row.agents[state]}
            </span>
          ),
      )}
    </span>
  );
}

function ServiceLevel({ row }: { row: QueueRow }) {
  const { t } = useWords();
  const { part, whole, variant, targetPercent, targetSeconds } = row.today.serviceLevel;
  const under = whole > 0 && (100 * part) / whole < targetPercent;
  const variantWords = t(`floor.variant.${variant}`, { defaultValue: t('floor.variant.other', { code: variant }) });
  return (
    <span className="sl" title={t('floor.slWords', { part, whole, variant: variantWords })}>
      <strong data-under={under || undefined}>{percent(part, whole)}</strong>
      <small>
        {t('floor.target', { percent: targetPercent, seconds: targetSeconds })}, {variantWords}
      </small>
    </span>
  );
}

export function BoardPage() {
  const { t, say, clock, number, timeOfDay } = useWords();
  const me = useMe();
  const now = useNow();
  const [read, write] = useUrlState();
  const { data, error, refetch, isPending } = useFloor();
  const late = useLate(isPending);
  if (error && !data) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data) return late ? <Skeleton rows={6} /> : null;
  const client = read('client');
  const rows = data.queues.filter((row) => !client || row.clientId === client);
  const sums = totals(rows, now);
  const ready = data.agents.filter((agent) => agent.state === 'ready').length;
  return (
    <>
      <div className="page-head">
        <h1>{t('floor.board')}</h1>
        <span className="muted num">{t('floor.asOf', { time: timeOfDay(data.asOf) })}</span>
        {me.clients.length > 1 && (
          <Select
            aria-label={t('common.entry.clients')}
            style={{ minWidth: 160 }}
            value={client}
            onChange={(value) => write({ client: value })}
            options={[
              { value: '', label: t('floor.allClients') },
              ...me.clients.map(({ id, name }) => ({ value: id, label: say(name) })),
            ]}
          />
        )}
      </div>
      <dl className="totals">
        <div data-alert={sums.waiting > 0 || undefined}>
          <dd>{number(sums.waiting)}</dd>
          <dt>{t('floor.totalWaiting')}</dt>
        </div>
        <div>
          <dd>{clock(sums.longestMillis)}</dd>
          <dt>{t('floor.totalLongest')}</dt>
        </div>
        <div>
          <dd>{number(ready)}</dd>
          <dt>{t('floor.totalReady')}</dt>
        </div>
        <div>
          <dd>{percent(sums.part, sums.whole)}</dd>
          <dt>{t('floor.totalSl')}</dt>
        </div>
        <div>
          <dd>{number(sums.abandoned)}</dd>
          <dt>{t('floor.totalAbandoned')}</dt>
        </div>
      </dl>
      <EquipmentLine />
      <OpenHelp />
      {rows.length === 0 ? (
        <div className="panel">
          <Empty title={t('floor.empty')} hint={t('floor.emptyHint')} />
        </div>
      ) : (
        <div className="panel board-wrap">
          <table className="board">
            <thead>
              <tr>
                <th scope="col">{t('floor.queue')}</th>
                <th scope="col" className="r">
                  {t('floor.waiting')}
                </th>
                <th scope="col" className="r">
                  {t('floor.longest')}
                </th>
                <th scope="col">{t('floor.agentsByState')}</th>
                <th scope="col" className="r">
                  {t('floor.arrived')}
                </th>
                <th scope="col" className="r">
                  {t('floor.answered')}
                </th>
                <th scope="col" className="r">
                  {t('floor.abandoned')}
                </th>
                <th scope="col" className="r">
                  {t('floor.asa')}
                </th>
                <th scope="col" className="r">
                  {t('floor.aht')}
                </th>
                <th scope="col">{t('floor.sl')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-urgency={urgency(row, now)}>
                  <th scope="row">{say(row.name)}</th>
                  <td className="r big" data-label={t('floor.waiting')}>
                    {number(row.waiting)}
                  </td>
                  <td className="r big wait" data-label={t('floor.longest')}>
                    {row.waiting > 0 ? clock(longestWaitMillis(row, now)) : '–'}
                  </td>
                  <td data-label={t('floor.agentsByState')}>
                    <AgentsBar row={row} />
                  </td>
                  <td className="r" data-label={t('floor.arrived')}>
                    {number(row.today.arrived)}
                  </td>
                  <td className="r" data-label={t('floor.answered')}>
                    {number(row.today.answered)}
                  </td>
                  <td
                    className="r"
                    data-label={t('floor.abandoned')}
                    title={t('floor.short', { count: row.today.shortAbandoned })}
                  >
                    {number(row.today.abandoned)}
                  </td>
                  <td className="r" data-label={t('floor.asa')}>
                    {row.today.answered > 0 ? clock(row.today.answeredWaitMillis / row.today.answered) : '–'}
                  </td>
                  <td className="r" data-label={t('floor.aht')}>
                    {row.today.handled > 0 ? clock(row.today.handleMillis / row.today.handled) : '–'}
                  </td>
                  <td data-label={t('floor.sl')}>
                    <ServiceLevel row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <ul className="legend" aria-hidden="true">
        {stateOrder.map((state) => (
          <li key={state}>
            <span style={{ background: stateColour[state] }} />
            {t(`floor.state.${state}`)}
          </li>
        ))}
      </ul>
    </>
  );
}
