import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { QueueWaits } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { LabelledTable } from '@/ui/labelled-table';
import { Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';

/** Queues whose callers wait without a word, each with the place where that is decided. */
export function SilentQueues() {
  const { t, say } = useWords();
  const flows = useCan('flows.view');
  const { data } = useQuery({ queryKey: ['waits', 'silent'], queryFn: () => api.get('/waits/silent') });
  if (!data?.length) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('waits.silent.title', { count: data.length })}
      description={
        <ul>
          {data.map((each) => (
            <li key={`${each.queueId}/${each.flow}/${each.step}`}>
              <strong>{say(each.queueName)}</strong>: {t(`waits.silent.${each.reason}`)}{' '}
              {flows ? (
                <Link to={`/settings/flows/${each.flow}`}>
                  {t('waits.silent.where', { flow: each.flow, step: each.step })}
                </Link>
              ) : (
                t('waits.silent.where', { flow: each.flow, step: each.step })
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}

const share = (part: number, whole: number) => (whole === 0 ? '–' : `${Math.round((100 * part) / whole)}%`);

function Row({ row }: { row: QueueWaits }) {
  const { t, say } = useWords();
  const { announced, callBacks } = row;
  const seconds = (millis: number) => t('common.seconds', { count: Math.round(millis / 1000) });
  return (
    <tr>
      <th scope="row">{say(row.queueName)}</th>
      <td className="r">{announced.contacts}</td>
      <td className="r">{announced.contacts ? seconds(announced.absoluteErrorMillis / announced.contacts) : '–'}</td>
      <td className="r">{announced.contacts ? seconds(announced.errorMillis / announced.contacts) : '–'}</td>
      <td className="r">{callBacks.offered}</td>
      <td className="r">
        {callBacks.accepted} ({share(callBacks.accepted, callBacks.offered)})
      </td>
      <td className="r">
        {callBacks.reached} ({share(callBacks.reached, callBacks.accepted)})
      </td>
      <td className="r">{share(callBacks.inTime, callBacks.accepted)}</td>
      <td className="r">{callBacks.open}</td>
      <td className="r">{callBacks.raised}</td>
    </tr>
  );
}

const heads = [
  'contacts',
  'absoluteError',
  'error',
  'offered',
  'accepted',
  'reached',
  'inTime',
  'open',
  'raised',
] as const;

/** What callers of each queue were told and promised within the last day, and how far it was true. */
export function QueueWaitsTable() {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({ queryKey: ['waits'], queryFn: () => api.get('/waits') });
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!data?.length) return null;
  return (
    <Panel title={t('waits.title')} flush className="queue-waits">
      <p className="muted panel-body">{t('waits.lead')}</p>
      <div className="list-wrap" tabIndex={0} role="group" aria-label={t('waits.title')}>
        <LabelledTable className="list">
          <thead>
            <tr>
              <th scope="col">{t('waits.queue')}</th>
              {heads.map((head) => (
                <th key={head} scope="col" className="r" title={t(`waits.hint.${head}`)}>
                  {t(`waits.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.map((row) => (
              <Row key={row.queueId} row={row} />
            ))}
          </tbody>
        </LabelledTable>
      </div>
    </Panel>
  );
}
