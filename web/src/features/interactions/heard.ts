import { useEffect, useMemo } from 'react';

/** How far apart two looks at a playing sound may lie, in seconds of sound; more is a jump. */
const longestStep = 4;

/** Counts the seconds of sound really played, and tells the server when playing stops or the page is left. */
export class Heard {
  private seconds = 0;
  private at: number | undefined;

  constructor(private readonly send: (seconds: number) => void) {}

  from(at: number): void {
    this.at = at;
  }

  until(at: number): void {
    const step = this.at === undefined ? 0 : at - this.at;
    if (step > 0 && step <= longestStep) this.seconds += step;
    if (this.at !== undefined) this.at = at;
  }

  /** What lies between here and where the sound goes on was not heard. */
  jump(): void {
    this.at = undefined;
  }

  tell(): void {
    const seconds = Math.round(this.seconds);
    if (seconds < 1) return;
    this.seconds = 0;
    this.send(seconds);
  }
}

export function useHeard(recording: string, csrfToken: string): Heard {
  const heard = useMemo(
    () =>
      new Heard((seconds) => {
        // by keepalive, so that it arrives although the page is being left
        void fetch(`/api/recordings/${recording}/heard`, {
          method: 'POST',
          keepalive: true,
          headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrfToken },
          body: JSON.stringify({ seconds }),
        }).catch(() => undefined);
      }),
    [recording, csrfToken],
  );
  useEffect(() => {
    const leave = () => heard.tell();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [heard]);
  return heard;
}
