import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { AgentRow } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { Panel } from '@/ui/panel';

/** Whom to listen to next: the same sign was heard in their conversations again and again. Those who talk now come first. */
export function Listening({ agents, choose }: { agents: AgentRow[]; choose: (agentId: string) => void }) {
  const { t } = useWords();
  const listens = useCan('recordings.listen');
  const { data } = useQuery({
    queryKey: ['floor', 'listening'],
    staleTime: 300_000,
    retry: false,
    enabled: listens,
    queryFn: async () => (await api.get('/floor/listening-proposals')).proposals,
  });
  if (!listens || !data?.length) return null;
  const talking = new Set(agents.filter(({ state }) => state === 'talk').map(({ agentId }) => agentId));
  const rows = data.toSorted((a, b) => Number(talking.has(b.agentId)) - Number(talking.has(a.agentId)));
  return (
    <Panel title={t('floor.listen.title')} flush className="listening">
      <ul>
        {rows.map((row) => (
          <li key={`${row.agentId} ${row.sign}`}>
            <button type="button" onClick={() => choose(row.agentId)}>
              {row.name}
            </button>
            <span>
              {t(`floor.listen.${row.sign}`)}{' '}
              <span className="muted num">{t('floor.listen.times', { heard: row.heard, of: row.of })}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
