/**
 * The server's clock as seen from here. Deadlines and waits are the server's instants; a workstation whose clock is two
 * minutes off must still count down right. The Date header has a resolution of one second, so smaller differences are
 * taken as agreement.
 */
class ServerClock {
  private offsetMillis = 0;

  hear(dateHeader: string | null): void {
    const there = dateHeader ? Date.parse(dateHeader) : NaN;
    if (Number.isNaN(there)) return;
    const offset = there + 500 - Date.now();
    this.offsetMillis = Math.abs(offset) > 2_000 ? offset : 0;
  }

  nowMillis(): number {
    return Date.now() + this.offsetMillis;
  }
}

export const serverClock = new ServerClock();
