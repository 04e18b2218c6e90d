import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { useCan, useWords } from '@/lib/session';
import { Panel } from './panel';

/** The records of the floor because of which a case was opened; nothing where there are none. */
export function SheetLinks({ caseId }: { caseId: string }) {
  const { t, say, dateTime } = useWords();
  const reads = useCan('sheets.view', 'sheets.fill');
  const { data } = useQuery({
    queryKey: ['sheets', 'of-case', caseId],
    queryFn: async () => (await api.get('/sheets', { query: { case: caseId } })).items,
    enabled: reads,
  });
  if (!data || data.length === 0) return null;
  return (
    <Panel title={t('sheets.cameFrom')}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {data.map((row) => (
          <li key={row.id}>
            <Link className="in-text" to={`/floor/records/${row.id}`}>
              {say(row.typeName)} {say(row.subjectName)}
            </Link>{' '}
            <span className="muted num">{dateTime(row.at)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
