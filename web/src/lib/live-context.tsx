import { createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react';
import { Live, type LiveState } from '@/api/live';

export const LiveContext = createContext<Live | undefined>(undefined);

/** Hears a topic while the screen is open. */
export function useLive<T>(topic: string, heard: (data: T) => void): void {
  const live = useContext(LiveContext);
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  useEffect(() => {
    return live?.on(topic, (data) => latest.current(data as T));
  }, [live, topic]);
}

/** Reads afresh what may have been missed while the line was down. */
export function useLiveGap(topic: string, refresh: () => void): void {
  const live = useContext(LiveContext);
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    return live?.onGap((missed) => missed === topic && latest.current());
  }, [live, topic]);
}

const never = () => () => {};

export function useLiveState(): LiveState {
  const live = useContext(LiveContext);
  return useSyncExternalStore(live?.onState ?? never, () => live?.state ?? 'off');
}
