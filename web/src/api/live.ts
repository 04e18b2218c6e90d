export type LiveMessage = { topic: string; seq?: number; data: unknown };
export type LiveState = 'off' | 'connecting' | 'connected' | 'lost';
type Listener = (data: unknown) => void;

/**
 * One WebSocket per browser. Topics are subscribed as screens open; after a loss it comes back with growing, jittered
 * pauses (0.5 s … 15 s) and tells each topic's listeners to read afresh, since what happened meanwhile was not heard.
 */
export class Live {
  private socket: WebSocket | undefined;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly stateListeners = new Set<() => void>();
  private readonly refreshers = new Set<(topic: string) => void>();
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;
  private lastSeq = new Map<string, number>();
  state: LiveState = 'off';

  constructor(private readonly open: () => WebSocket = () => new WebSocket(liveUrl('/api/live'))) {}

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.connect();
  }

  stop(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = undefined;
    this.become('off');
  }

  on(topic: string, listener: Listener): () => void {
    const known = this.listeners.get(topic) ?? new Set();
    known.add(listener);
    this.listeners.set(topic, known);
    if (known.size === 1) this.say([topic]);
    return () => {
      known.delete(listener);
    };
  }

  /** Called with a topic whose messages may have been missed. */
  onGap(listener: (topic: string) => void): () => void {
    this.refreshers.add(listener);
    return () => this.refreshers.delete(listener);
  }

  onState = (listener: () => void): (() => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  private connect(): void {
    this.become(this.attempts === 0 ? 'connecting' : 'lost');
    const socket = this.open();
    this.socket = socket;
    socket.onopen = () => {
      const again = this.attempts > 0;
      this.attempts = 0;
      this.lastSeq.clear();
      this.become('connected');
      const topics = [...this.listeners.keys()].filter((topic) => topic !== 'bye');
      this.say(topics);
      if (again) for (const topic of topics) this.gap(topic);
    };
    socket.onmessage = (event) => this.hear(String(event.data));
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = undefined;
      if (!this.wanted) return;
      this.attempts += 1;
      this.become('lost');
      const pause = Math.min(15_000, 500 * 2 ** Math.min(this.attempts - 1, 5)) * (0.75 + Math.random() / 2);
      this.timer = setTimeout(() => this.connect(), pause);
    };
  }

  private hear(text: string): void {
    let message: LiveMessage;
    try {
      message = JSON.parse(text) as LiveMessage;
    } catch {
      return;
    }
    if (typeof message.seq === 'number') {
      const last = this.lastSeq.get(message.topic);
      this.lastSeq.set(message.topic, message.seq);
      if (last !== undefined && message.seq > last + 1) this.gap(message.topic);
    }
    for (const listener of this.listeners.get(message.topic) ?? []) listener(message.data);
  }

  private gap(topic: string): void {
    for (const refresh of this.refreshers) refresh(topic);
  }

  private say(topics: string[]): void {
    if (topics.length > 0 && this.socket?.readyState === 1) this.socket.send(JSON.stringify({ subscribe: topics }));
  }

  private become(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.stateListeners) listener();
  }
}

export function liveUrl(path: string): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`;
}
