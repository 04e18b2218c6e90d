import { useEffect, useState, useSyncExternalStore } from 'react';
import { serverClock } from './clock';

/** All ticking figures of a screen tick together, from one timer that runs only while somebody looks. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = serverClock.nowMillis();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    now = serverClock.nowMillis();
    timer = setInterval(() => {
      now = serverClock.nowMillis();
      for (const each of listeners) each();
    }, 500);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The server's time in milliseconds, renewed twice a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => {
    if (!timer) now = serverClock.nowMillis();
    return now;
  });
}

/** The same to the minute: for what is put in order by time, and need not be twice a second. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, () => {
    if (!timer) now = serverClock.nowMillis();
    return now - (now % 60_000);
  });
}

/** True once `waiting` has lasted 300 ms: what comes sooner needs no skeleton. */
export function useLate(waiting: boolean, afterMillis = 300): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const started = setTimeout(() => setLate(true), afterMillis);
    return () => {
      clearTimeout(started);
      setLate(false);
    };
  }, [waiting, afterMillis]);
  return waiting && late;
}
