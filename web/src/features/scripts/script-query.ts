import { queryOptions } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { ContactScript, ScriptStep } from '@/api/contract';

/** The script of a contact; a colleague may move it on, so it is asked again now and then; soon while a service is asked. */
export const scriptQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact-script', id],
    queryFn: () => api.get('/desk/interactions/{id}/script', { path: { id } }),
    refetchInterval: (query) => (query.state.data?.run?.step?.kind === 'lookup' ? 700 : 20_000),
    retry: false,
  });

export type Move = {
  act: 'key' | 'done' | 'free' | 'fill' | 'offer' | 'jump' | 'skip' | 'back' | 'leave';
  key?: string;
  text?: string;
  step?: string;
  answers?: Record<string, { value?: string | number | boolean | string[] }>;
  accepted?: boolean;
  value?: number;
};

export const sendMove = (id: string, revision: number, move: Move): Promise<ContactScript> =>
  api.post('/desk/interactions/{id}/script/moves', { path: { id }, body: { revision, ...move } });

/** What is answered by the one key 1. */
export const isDone = (step: ScriptStep) => ['tell', 'open-case', 'closing'].includes(step.kind);
