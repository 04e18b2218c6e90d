import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import type { Desk } from '@/api/contract';
import { http, Problem } from '@/api/http';
import { useLive, useLiveGap } from '@/lib/live-context';
import { useMe } from '@/lib/session';
import { wordsOf } from '@/ui/problem';
import { deskQuery } from './api/desk-query';
import { Softphone } from './softphone/softphone';

type Act = { path: string; method?: 'POST' | 'PUT' | 'DELETE'; body?: unknown };
export type DeskValue = {
  desk: Desk;
  phone: Softphone;
  act: (act: Act) => Promise<void>;
  /** Whether this very act is under way; another one never makes a button deaf. */
  acting: (path: string) => boolean;
  /** The disposition chosen so far, kept from talk into wrap-up. */
  chosen: string[];
  choose: (codes: string[]) => void;
  /** Writes notes that are still on their way; called before a wrap-up is finished. */
  flush: () => Promise<void>;
  /** The notes say how they are flushed while they are on the screen. */
  onFlush: (save: () => Promise<void>) => () => void;
};

const DeskContext = createContext<DeskValue | undefined>(undefined);

function savers() {
  const known = new Set<() => Promise<void>>();
  return {
    flush: async () => {
      await Promise.all([...known].map((save) => save()));
    },
    onFlush: (save: () => Promise<void>) => {
      known.add(save);
      return () => void known.delete(save);
    },
  };
}

/** One phone for the life of the page: React may mount twice, a microphone must not. */
let shared: Softphone | undefined;
const sharedPhone = () => (shared ??= new Softphone());

/** The agent's place: state from the server, the softphone beside it, and the acts. Absent for people who take no calls. */
export function DeskProvider({ children }: { children: ReactNode }) {
  const me = useMe();
  return me.agentId ? <AgentsDesk>{children}</AgentsDesk> : children;
}

function AgentsDesk({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { data: desk } = useQuery(deskQuery);
  const phone = sharedPhone();
  const told = useRef(0);
  useLive<Desk>('desk', (next) => {
    told.current += 1;
    queries.setQueryData(deskQuery.queryKey, next);
  });
  useLiveGap('desk', () => void queries.invalidateQueries({ queryKey: deskQuery.queryKey }));

  const { mutateAsync } = useMutation({
    mutationFn: ({ path, method = 'POST', body }: Act) =>
      method === 'PUT'
        ? http.put<Desk | undefined>(`/desk${path}`, body)
        : method === 'DELETE'
          ? http.delete<Desk | undefined>(`/desk${path}`)
          : http.post<Desk | undefined>(`/desk${path}`, body),
    onMutate: () => told.current,
    // What was told meanwhile may be newer than the answer; what the act has changed is told as well.
    onSuccess: (answer, _act, before) => {
      if (answer && typeof answer === 'object' && 'presence' in answer) {
        if (told.current === before) queries.setQueryData(deskQuery.queryKey, answer);
      } else void queries.invalidateQueries({ queryKey: deskQuery.queryKey });
    },
    onError: (problem) => {
      void message.error(wordsOf(problem));
      if (problem instanceof Problem && problem.status === 409)
        void queries.invalidateQueries({ queryKey: deskQuery.queryKey });
    },
  });

  const [underWay, setUnderWay] = useState<readonly string[]>([]);
  const [choice, setChoice] = useState<{ interaction?: string; codes: string[] }>({ codes: [] });
  const [{ flush, onFlush }] = useState(savers);
  // One stay of it: a customer who was sent on and comes back is wrapped up anew.
  const interactionId = desk?.interaction && `${desk.interaction.id} ${desk.interaction.queuedAt}`;

  useSoftphone(desk, phone);
  const value = useMemo<DeskValue | undefined>(
    () =>
      desk && {
        desk,
        phone,
        act: async (act) => {
          setUnderWay((paths) => [...paths, act.path]);
          await mutateAsync(act).catch(() => undefined);
          setUnderWay((paths) => paths.toSpliced(paths.indexOf(act.path), 1));
        },
        acting: (path) => underWay.includes(path),
        chosen: choice.interaction === interactionId ? choice.codes : [],
        choose: (codes) => setChoice({ ...(interactionId && { interaction: interactionId }), codes }),
        flush,
        onFlush,
      },
    [desk, phone, mutateAsync, underWay, choice, interactionId, flush, onFlush],
  );
  return value ? <DeskContext value={value}>{children}</DeskContext> : children;
}

/** Keeps the phone in step with the desk: connected while signed in at the browser, ringing while offered, muted as the server says. */
function useSoftphone(desk: Desk | undefined, phone: Softphone): void {
  const signedIn = desk !== undefined && desk.presence !== 'signed-out';
  const atBrowser = signedIn && desk.device === 'browser';
  const ringing = signedIn && desk.state === 'offered';
  const muted = desk?.interaction?.muted ?? false;
  const gone = atBrowser && (desk.media.state === 'none' || desk.media.state === 'lost');
  useEffect(() => {
    if (desk === undefined) return;
    if (atBrowser) void phone.connect();
    else phone.disconnect();
    // only a change of place matters, not each new desk
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [atBrowser, desk === undefined, phone]);
  useEffect(() => {
    if (!ringing) return;
    phone.ringer.start();
    return () => phone.ringer.stop();
  }, [ringing, phone]);
  useEffect(() => {
    phone.mute(muted);
  }, [muted, phone]);
  useEffect(() => {
    if (!gone) return;
    const timer = setTimeout(() => phone.view.state === 'connected' && phone.reconnect(), 4_000);
    return () => clearTimeout(timer);
  }, [gone, phone]);
  useEffect(() => {
    const probe = { stats: () => phone.stats() };
    window.__callosum = probe;
    return () => {
      if (window.__callosum === probe) delete window.__callosum;
    };
  }, [phone]);
}

export const useDesk = () => useContext(DeskContext);

export function usePhoneView(phone: Softphone) {
  return useSyncExternalStore(phone.subscribe, () => phone.view);
}
