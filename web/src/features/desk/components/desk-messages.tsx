import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '@/api/client';
import type { DeskMessage } from '@/api/contract';
import { useLive, useLiveGap } from '@/lib/live-context';
import { useMe, useWords } from '@/lib/session';

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
  if (!data?.length) return null;
  return (
    <ul className="desk-messages" role="status" aria-label={t('desk.messages.title')}>
      {data.map((message) => (
        <li key={message.id}>
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
