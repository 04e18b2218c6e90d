import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useLive, useLiveGap } from '@/lib/live-context';
import { useCan, useWords } from '@/lib/session';
import { dutiesQuery, remindersQuery } from './duties-query';
import './duties.css';

/** On every page: how much asks for its owner, and the way to it. Said quietly, and gone when it is done, known or put off. */
export function ReminderNotice() {
  const { t, say } = useWords();
  const queries = useQueryClient();
  const ofCases = useCan('cases.view');
  const { data: reminders = [] } = useQuery({ ...remindersQuery, enabled: ofCases });
  const { data: owed = [] } = useQuery(dutiesQuery);
  const again = () => void queries.invalidateQueries({ queryKey: remindersQuery.queryKey });
  const asking = owed.filter(({ asks }) => asks);
  const count = reminders.length + asking.length;
  const bell = ofCases && <Bell ring={again} />;
  if (count === 0) return bell;
  const [first] = asking;
  const words = reminders.at(-1)?.text || (first && t(`duties.kind.${first.kind}`, { title: say(first.title) }));
  return (
    <div className="duty-strip" role="status">
      {bell}
      <span>
        <strong>{t('duties.notice', { count })}</strong> {words && <span className="muted">{words}</span>}
      </span>
      {count === 1 && reminders[0] ? (
        <Link to={`/desk/cases/${reminders[0].caseId}`}>{t('duties.show')}</Link>
      ) : (
        <Link to="/desk/reminders">{t('duties.show')}</Link>
      )}
    </div>
  );
}

/** Listens only for whoever may: others would be refused. */
function Bell({ ring }: { ring: () => void }) {
  useLive('case-reminders', ring);
  useLiveGap('case-reminders', ring);
  return null;
}
