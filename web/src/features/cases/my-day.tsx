import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { CaseRow, Page } from '@/api/contract';
import { http } from '@/api/http';
import { useCan, useMe, useWords } from '@/lib/session';

/** What the day has left this agent to do. */
export function MyDay() {
  return useCan('cases.view') ? <Open /> : null;
}

function Open() {
  const { t, number } = useWords();
  const me = useMe();
  const count = (more: object) => http.get<Page<CaseRow>>('/cases', { owner: 'me', open: true, size: 1, ...more });
  const { data } = useQuery({
    queryKey: ['desk-day'],
    queryFn: async () => {
      const [all, late] = await Promise.all([count({}), count({ overdue: true })]);
      return { open: all.total, overdue: late.total };
    },
    refetchInterval: 120_000,
    retry: false,
  });
  if (!data) return null;
  const to = `/desk/cases?${new URLSearchParams({ owner: me.account.id, open: 'true' })}`;
  return (
    <p className="my-day">
      <Link to={to}>
        {t('contact.day.followUps')}: <span className="num">{number(data.open)}</span>
      </Link>
      {data.overdue > 0 && (
        <>
          {' · '}
          <Link to={`${to}&overdue=true`}>
            {t('contact.day.overdue')}: <span className="num">{number(data.overdue)}</span>
          </Link>
        </>
      )}
    </p>
  );
}
