import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { CaseReminder, Duty } from '@/api/contract';
import { useLate } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { Empty } from '@/ui/panel';
import { ProblemNote, wordsOf } from '@/ui/problem';
import { Skeleton } from '@/ui/skeleton';
import { StatePill } from '@/ui/state-pill';
import { duties, dutiesQuery, inDays, placeOf, remindersQuery } from './duties-query';
import './duties.css';

/** All that waits for this person: reminders of cases, and what the owner of pages, definitions and rounds owes. */
export function RemindersPage() {
  const { t } = useWords();
  const ofCases = useCan('cases.view');
  const owed = useQuery(dutiesQuery);
  const reminders = useQuery({ ...remindersQuery, enabled: ofCases });
  const pending = owed.isPending || (ofCases && reminders.isPending);
  const late = useLate(pending);
  const error = owed.error ?? reminders.error;
  const rows = [
    ...(reminders.data ?? []).map((each) => ({ at: each.at, row: <OfCase key={each.id} reminder={each} /> })),
    ...(owed.data ?? []).map((each) => ({ at: each.dueAt, row: <OfOwner key={each.id} duty={each} /> })),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
  return (
    <>
      <div className="page-head">
        <h1>{t('duties.title')}</h1>
        <p>{t('duties.lead')}</p>
      </div>
      {error && <ProblemNote error={error} retry={() => void Promise.all([owed.refetch(), reminders.refetch()])} />}
      {!error && pending && late && <Skeleton rows={5} />}
      {!error && !pending && rows.length === 0 && (
        <div className="panel">
          <Empty title={t('duties.none')} hint={t('duties.noneHint')} />
        </div>
      )}
      {rows.length > 0 && <ul className="panel duty-list">{rows.map(({ row }) => row)}</ul>}
    </>
  );
}

/** Does it, tells what went wrong, and reads both lists again. */
function useAct() {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return (work: () => Promise<unknown>) =>
    void work()
      .catch((cause: unknown) => message.error(wordsOf(cause)))
      .finally(() => {
        for (const queryKey of [dutiesQuery.queryKey, remindersQuery.queryKey, ['page-work'], ['case']])
          void queries.invalidateQueries({ queryKey });
      });
}

function Row({ words, note, acts }: { words: ReactNode; note: ReactNode; acts: ReactNode }) {
  return (
    <li>
      <div>
        <p>{words}</p>
        <p className="muted">{note}</p>
      </div>
      <span className="duty-acts">{acts}</span>
    </li>
  );
}

function PutOff({ about, put }: { about: string; put: (until: string) => void }) {
  const { t } = useWords();
  return (
    <>
      {([1, 7] as const).map((days) => (
        <Button key={days} aria-label={`${t(`duties.putOff.${days}`)}: ${about}`} onClick={() => put(inDays(days))}>
          {t(`duties.putOff.${days}`)}
        </Button>
      ))}
    </>
  );
}

function OfOwner({ duty }: { duty: Duty }) {
  const { t, say, dateTime } = useWords();
  const act = useAct();
  const words = t(`duties.kind.${duty.kind}`, { title: say(duty.title) });
  const place = placeOf(duty);
  return (
    <Row
      words={
        <>
          {place ? <Link to={place}>{words}</Link> : words}{' '}
          {duty.late && <StatePill state="bad">{t('duties.late')}</StatePill>}{' '}
          {duty.putOffUntil && <span className="muted">{t('duties.until', { at: dateTime(duty.putOffUntil) })}</span>}
          {!duty.asks && !duty.putOffUntil && <span className="muted">{t('duties.known')}</span>}
        </>
      }
      note={t(`duties.since.${duty.kind}`, { at: dateTime(duty.kind === 'page-doubt' ? duty.lateAt : duty.dueAt) })}
      acts={
        <>
          {duty.kind === 'page-review' && (
            <Button
              type="primary"
              aria-label={`${t('duties.stillRight')}: ${say(duty.title)}`}
              onClick={() => act(() => duties.reviewed(duty.code))}
            >
              {t('duties.stillRight')}
            </Button>
          )}
          {duty.asks && (
            <Button
              aria-label={`${t('duties.know')}: ${say(duty.title)}`}
              title={t('duties.knowHint')}
              onClick={() => act(() => duties.noticed(duty.id))}
            >
              {t('duties.know')}
            </Button>
          )}
          <PutOff about={say(duty.title)} put={(until) => act(() => duties.putOff(duty.id, until))} />
        </>
      }
    />
  );
}

function OfCase({ reminder }: { reminder: CaseReminder }) {
  const { t, dateTime } = useWords();
  const act = useAct();
  const editable = useCan('cases.edit');
  const words = reminder.text || t('duties.ofCase');
  const away = () =>
    api.delete('/cases/{id}/reminders/{reminder}', { path: { id: reminder.caseId, reminder: reminder.id } });
  return (
    <Row
      words={<Link to={`/desk/cases/${reminder.caseId}`}>{words}</Link>}
      note={t('duties.reminderOf', { by: reminder.by, at: dateTime(reminder.at) })}
      acts={
        editable && (
          <>
            <Button type="primary" aria-label={`${t('duties.done')}: ${words}`} onClick={() => act(away)}>
              {t('duties.done')}
            </Button>
            <PutOff
              about={words}
              put={(at) =>
                act(async () => {
                  await api.post('/cases/{id}/reminders', {
                    path: { id: reminder.caseId },
                    body: { at, text: reminder.text },
                  });
                  await away();
                })
              }
            />
          </>
        )
      }
    />
  );
}
