import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ContactScript } from '@/api/contract';
import { useCan, useWords } from '@/lib/session';
import { Panel } from './panel';
import './told-in-contact.css';

/** What the customer told in a contact, as its scripts filled it in. */
export function Told({ filled }: { filled: ContactScript['filled'] }) {
  const { say } = useWords();
  return (
    <dl className="told">
      {filled.map((each, place) => (
        <div key={place}>
          <dt title={say(each.form)}>{say(each.label)}</dt>
          <dd>{say(each.said)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same of a contact by its id, for whoever may see contacts; nothing where nothing was filled in. */
export function ToldPanel({ interactionId }: { interactionId: string }) {
  const { t } = useWords();
  const may = useCan('interactions.view');
  const { data } = useQuery({
    queryKey: ['told', interactionId],
    queryFn: () => api.get('/interactions/{id}/told', { path: { id: interactionId } }),
    enabled: may,
    retry: false,
  });
  if (!data || data.length === 0) return null;
  return (
    <Panel title={t('scripts.filledIn', { count: data.length })}>
      <Told filled={data} />
    </Panel>
  );
}
