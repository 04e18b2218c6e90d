import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '@/api/client';
import type { DeskMessage } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';
import { useMe, useWords } from '@/lib/session';
import { useDesk } from '../desk-context';

const messagesQuery = queryOptions({
  queryKey: ['desk', 'messages'],
  staleTime: 60_000,
  retry: false,
  queryFn: async () => (await api.get('/desk/messages')).messages,
});

function Unread() {
  const { t, timeOfDay } = useWords();
  const queries = useQueryClient();
  const show = (messages: DeskMessage[]) => queries.setQueryData(messagesQuery.queryKey, messages);
  useLive<{ messages: DeskMessage[] }>('desk-messages', ({ messages }) => show(messages));
  useLiveGap('desk-messages', () => void queries.invalidateQueries({ queryKey: messagesQuery.queryKey }));
  const { data } = useQuery(messagesQuery);
  const call = useDesk()?.desk.interaction?.id;
  // a hint is for one conversation: it is of no use in the next
  const shown = data?.filter(({ interactionId }) => interactionId === undefined || interactionId === call);
  if (!shown?.length) return null;
  return (
    <ul className="desk-messages" role="status" aria-label={t('desk.messages.title')}>
      {shown.map((message) => (
        <li key={message.id} data-hint={message.interactionId !== undefined || undefined}>
          <span className="desk-message-text">
            <strong>{message.from}</strong> <span className="muted num">{timeOfDay(message.at)}</span> {message.text}
          </span>
          <Button
            size="small"
            onClick={
              () =>
                void api
                  .post('/desk/messages/{id}/read', { path: { id: message.id } })
                  .then(({ messages }) => show(messages))
                  .catch(() => undefined) // it stays, and can be read again
            }
          >
            {t('desk.messages.read')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What a leader has written to this desk: on every page, until it is read. */
export function DeskMessages() {
  return useMe().agentId ? <Unread /> : null;
}
