import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/api/client';
import type { IntentTable, IntentsJudgement, IntentsTried } from '@/api/contract';

const query = (clientId: string) => (clientId ? { clientId } : {});

/** What no intent took, most frequent first. */
export const missedQuery = (clientId: string) =>
  queryOptions({
    queryKey: ['intents-missed', clientId],
    queryFn: async () => (await api.get('/intents/misses', { query: query(clientId) })).items,
  });

export const useIntents = (clientId: string) =>
  useQuery({ queryKey: ['intents', clientId], queryFn: () => api.get('/intents', { query: query(clientId) }) });

/** What may be done to a table over the wire; without a client it is the house's. */
export const intents = {
  draft: (clientId: string, baseVersion: number, table: IntentTable, reason: string) =>
    api.put('/intents', { query: query(clientId), body: { baseVersion, table, reason } }),
  approve: (
    clientId: string,
    version: number,
    reason: string,
    validFrom: string | undefined,
    validTo: string | undefined,
  ) =>
    api.post('/intents/versions/{version}/approve', {
      path: { version },
      query: query(clientId),
      body: { reason, ...(validFrom && { validFrom }), ...(validTo && { validTo }) },
    }),
  takeBack: (clientId: string, version: number, reason: string) =>
    api.post('/intents/versions/{version}/take-back', { path: { version }, query: query(clientId), body: { reason } }),
  retire: (clientId: string, version: number, reason: string) =>
    api.post('/intents/versions/{version}/retire', { path: { version }, query: query(clientId), body: { reason } }),
  settle: (clientId: string, words: string) =>
    api.post('/intents/misses/settled', { query: query(clientId), body: { words } }),
  version: (clientId: string, version: number) =>
    api.get('/intents/versions/{version}', { path: { version }, query: query(clientId) }),
  difference: async (clientId: string, from: number, to: number) =>
    (await api.get('/intents/difference', { query: { ...query(clientId), from, to } })).lines,
};

/** What the server says of a table, half a second after the last key; the last answer stays until the next is there. */
export function useJudged(
  table: IntentTable,
  first: IntentsJudgement,
): { judgement: IntentsJudgement; judging: boolean } {
  const [judged, setJudged] = useState({ table, judgement: first });
  useEffect(() => {
    if (judged.table === table) return;
    let current = true;
    const timer = setTimeout(() => {
      api.post('/intents/judge', { body: { table } }).then(
        (judgement) => current && setJudged({ table, judgement }),
        () => undefined, // a row that is not finished yet has no code or no phrase: the old word stands until it has
      );
    }, 500);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [table, judged.table]);
  return { judgement: judged.judgement, judging: judged.table !== table };
}

export function useTried(table: IntentTable, text: string): IntentsTried | undefined {
  const [tried, setTried] = useState<{ text: string; answer: IntentsTried }>();
  useEffect(() => {
    if (!text.trim()) return;
    let current = true;
    const timer = setTimeout(() => {
      api.post('/intents/try', { body: { table, text } }).then(
        (answer) => current && setTried({ text, answer }),
        () => undefined,
      );
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [table, text]);
  return text.trim() ? tried?.answer : undefined;
}
