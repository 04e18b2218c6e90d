import { api } from '@/api/client';
import type { Language, WidgetQuestion, WidgetState } from '@/api/contract';
import { Problem } from '@/api/http';
import { liveUrl } from '@/api/live';
import { gathered, preferTelephony, troubleOf } from '@/lib/webrtc';

export type CallState = 'idle' | 'asking' | WidgetState['state'];
export type CallProblem = 'denied' | 'missing' | 'in-use' | 'insecure' | 'busy' | 'failed' | 'lost' | 'server';
export type CallView = {
  state: CallState;
  problem?: CallProblem;
  position?: number;
  expected?: number;
  asks?: WidgetQuestion;
  muted: boolean;
};

/** One call from a web page: microphone, offer, answer, then a small line for state one way and digits the other. */
export class Caller {
  view: CallView = { state: 'idle', muted: false };
  private readonly listeners = new Set<() => void>();
  private pc: RTCPeerConnection | undefined;
  private stream: MediaStream | undefined;
  private socket: WebSocket | undefined;
  private readonly output = typeof Audio === 'undefined' ? undefined : new Audio();

  constructor(private readonly key: string) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  async start(language: Language, name: string): Promise<void> {
    this.become({
      state: 'asking',
      problem: undefined,
      position: undefined,
      expected: undefined,
      asks: undefined,
      muted: false,
    });
    try {
      if (!navigator.mediaDevices) throw new DOMException('no mediaDevices', 'SecurityError');
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 },
      });
    } catch (cause) {
      return this.become({ state: 'idle', problem: troubleOf(cause) });
    }
    this.become({ state: 'connecting' });
    try {
      const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
      this.pc = pc;
      pc.ontrack = (event) => {
        if (!this.output) return;
        this.output.srcObject = event.streams[0] ?? new MediaStream([event.track]);
        void this.output.play().catch(() => undefined);
      };
      pc.onconnectionstatechange = () => {
        if (this.pc === pc && pc.connectionState === 'failed') this.end('lost');
      };
      preferTelephony(
        pc.addTransceiver(this.stream.getAudioTracks()[0] ?? 'audio', {
          direction: 'sendrecv',
          streams: [this.stream],
        }),
      );
      await pc.setLocalDescription(await pc.createOffer());
      await gathered(pc);
      const answer = await api.post('/widget/{key}/calls', {
        path: { key: this.key },
        body: { sdp: pc.localDescription!.sdp, language, ...(name && { name }) },
      });
      if (this.pc !== pc) return;
      await pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
      this.listen(answer.callId, answer.secret);
    } catch (cause) {
      this.end(cause instanceof Problem && (cause.status === 429 || cause.status === 503) ? 'busy' : 'failed');
    }
  }

  digit(digit: string): void {
    this.say({ digit });
  }

  /** The answer to what is asked, as one. */
  answer(line: string): void {
    this.say({ line });
  }

  /** It is being written: the question waits. */
  writing(): void {
    this.say({ writing: true });
  }

  mute(on: boolean): void {
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !on;
    this.say({ mute: on });
    this.become({ muted: on });
  }

  hangUp(): void {
    this.say({ hangUp: true });
    this.end();
  }

  private listen(callId: string, secret: string): void {
    const socket = new WebSocket(
      liveUrl(`/api/widget/live?call=${encodeURIComponent(callId)}&secret=${encodeURIComponent(secret)}`),
    );
    this.socket = socket;
    socket.onmessage = (event) => {
      const told = JSON.parse(String(event.data)) as WidgetState;
      if (told.state === 'ended' || told.state === 'promised') return this.end(undefined, told.state);
      this.become({
        state: told.state,
        position: told.position,
        expected: told.expected,
        asks: told.asks ?? undefined,
      });
    };
    socket.onclose = () => this.socket === socket && this.end('lost');
  }

  private say(message: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message));
  }

  private end(problem?: CallProblem, how: 'ended' | 'promised' = 'ended'): void {
    const { socket, pc } = this;
    this.socket = undefined;
    this.pc = undefined;
    socket?.close();
    pc?.close();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    if (this.output) this.output.srcObject = null;
    this.become({ state: problem === 'busy' || problem === 'failed' ? 'idle' : how, problem, asks: undefined });
  }

  private become(change: { [K in keyof CallView]?: CallView[K] | undefined }): void {
    this.view = { ...this.view, ...change } as CallView;
    for (const listener of this.listeners) listener();
  }
}
