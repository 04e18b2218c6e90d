import { api } from '@/api/client';
import { gathered, preferTelephony, troubleOf, type PhoneTrouble } from '@/lib/webrtc';
import { LevelMeter } from './level-meter';
import { Ringer } from './ringer';

export type PhoneState = 'off' | 'asking' | 'connecting' | 'connected' | 'lost' | 'refused';
export type PhoneView = {
  state: PhoneState;
  trouble?: PhoneTrouble;
  microphone: string;
  speaker: string;
  ringVolume: number;
};

/** What `window.__callosum.stats()` answers: sums over the present connection, for tests and for a support call. */
export type PhoneStats = {
  state: PhoneState;
  connection: string;
  codec?: string;
  inbound: {
    packets: number;
    lost: number;
    bytes: number;
    jitterMillis: number;
    audioEnergy: number;
    audioLevel: number;
  };
  outbound: { packets: number; bytes: number; audioEnergy: number; audioLevel: number };
  roundTripMillis?: number;
};

const keys = { microphone: 'callosum.microphone', speaker: 'callosum.speaker', ring: 'callosum.ringVolume' };

/**
 * The agent's own leg in the browser: one connection, kept while signed in, so that accepting a call costs no set-up.
 * What is heard in it (silence, a caller, hold) is the server's mix. A loss is repaired with pauses from 1 s to 15 s.
 */
export class Softphone {
  readonly ringer = new Ringer();
  readonly meter = new LevelMeter();
  private readonly listeners = new Set<() => void>();
  private readonly output = typeof Audio === 'undefined' ? undefined : new Audio();
  private pc: RTCPeerConnection | undefined;
  private stream: MediaStream | undefined;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wanted = false;
  private round = 0;
  private muted = false;
  view: PhoneView = {
    state: 'off',
    microphone: localStorage.getItem(keys.microphone) ?? '',
    speaker: localStorage.getItem(keys.speaker) ?? '',
    ringVolume: Number(localStorage.getItem(keys.ring) ?? '0.5'),
  };

  constructor() {
    if (this.output) this.output.autoplay = true;
    this.ringer.volume = this.view.ringVolume;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens the microphone and the connection; safe to call again while it stands. */
  async connect(): Promise<void> {
    if (this.wanted && this.view.state !== 'refused') return;
    this.wanted = true;
    this.ringer.unlock();
    this.attempts = 0;
    await this.dial();
  }

  disconnect(): void {
    const was = this.wanted;
    this.wanted = false;
    this.round += 1;
    clearTimeout(this.timer);
    this.hangUpConnection();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = undefined;
    this.meter.stop();
    this.ringer.stop();
    if (was) this.become({ state: 'off', trouble: undefined });
  }

  /** Begins a new connection now, for instance when the server says that it lost this one. */
  reconnect(): void {
    if (!this.wanted || this.view.state === 'asking' || this.view.state === 'connecting') return;
    clearTimeout(this.timer);
    void this.dial();
  }

  mute(on: boolean): void {
    this.muted = on;
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !on;
  }

  async useMicrophone(id: string): Promise<void> {
    localStorage.setItem(keys.microphone, id);
    this.become({ microphone: id });
    if (!this.stream) return;
    for (const track of this.stream.getTracks()) track.stop();
    this.stream = await this.openMicrophone();
    const track = this.stream.getAudioTracks()[0];
    if (track)
      await this.pc
        ?.getSenders()
        .find((sender) => sender.track?.kind !== 'video')
        ?.replaceTrack(track);
  }

  async useSpeaker(id: string): Promise<void> {
    localStorage.setItem(keys.speaker, id);
    this.become({ speaker: id });
    await this.routeOutput();
  }

  useRingVolume(volume: number): void {
    localStorage.setItem(keys.ring, String(volume));
    this.ringer.volume = volume;
    this.become({ ringVolume: volume });
  }

  async stats(): Promise<PhoneStats> {
    const answer: PhoneStats = {
      state: this.view.state,
      connection: this.pc?.connectionState ?? 'none',
      inbound: { packets: 0, lost: 0, bytes: 0, jitterMillis: 0, audioEnergy: 0, audioLevel: 0 },
      outbound: { packets: 0, bytes: 0, audioEnergy: 0, audioLevel: 0 },
    };
    const report = await this.pc?.getStats();
    const codecs = new Map<string, string>();
    report?.forEach((row: Record<string, unknown>) => {
      if (row.type === 'codec') codecs.set(String(row.id), String(row.mimeType));
    });
    report?.forEach((row: Record<string, unknown>) => {
      const n = (name: string) => (typeof row[name] === 'number' ? (row[name] as number) : 0);
      if (row.type === 'inbound-rtp' && row.kind === 'audio') {
        answer.inbound = {
          packets: n('packetsReceived'),
          lost: n('packetsLost'),
          bytes: n('bytesReceived'),
          jitterMillis: n('jitter') * 1000,
          audioEnergy: n('totalAudioEnergy'),
          audioLevel: n('audioLevel'),
        };
        const codec = codecs.get(String(row.codecId));
        if (codec) answer.codec = codec;
      } else if (row.type === 'outbound-rtp' && row.kind === 'audio') {
        answer.outbound.packets = n('packetsSent');
        answer.outbound.bytes = n('bytesSent');
      } else if (row.type === 'media-source' && row.kind === 'audio') {
        answer.outbound.audioEnergy = n('totalAudioEnergy');
        answer.outbound.audioLevel = n('audioLevel');
      } else if (row.type === 'candidate-pair' && row.nominated && row.currentRoundTripTime !== undefined)
        answer.roundTripMillis = n('currentRoundTripTime') * 1000;
    });
    return answer;
  }

  private async dial(): Promise<void> {
    const round = ++this.round;
    const current = () => this.wanted && this.round === round;
    this.hangUpConnection();
    try {
      if (!this.stream) {
        this.become({ state: 'asking', trouble: undefined });
        const stream = await this.openMicrophone();
        if (!current()) {
          for (const track of stream.getTracks()) track.stop();
          return;
        }
        this.stream = stream;
        this.mute(this.muted);
      }
    } catch (cause) {
      if (current()) this.become({ state: 'refused', trouble: troubleOf(cause) });
      return;
    }
    this.become({ state: this.attempts > 0 ? 'lost' : 'connecting', trouble: undefined });
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    this.pc = pc;
    let grace: ReturnType<typeof setTimeout> | undefined;
    pc.ontrack = (event) => {
      if (!this.output) return;
      this.output.srcObject = event.streams[0] ?? new MediaStream([event.track]);
      void this.routeOutput();
      void this.output.play().catch(() => undefined);
    };
    pc.onconnectionstatechange = () => {
      clearTimeout(grace);
      if (this.pc !== pc || !current()) return;
      if (pc.connectionState === 'connected') {
        this.attempts = 0;
        this.become({ state: 'connected', trouble: undefined });
      } else if (pc.connectionState === 'failed') this.again(round);
      else if (pc.connectionState === 'disconnected') grace = setTimeout(() => this.again(round), 3_000);
    };
    try {
      const transceiver = pc.addTransceiver(this.stream!.getAudioTracks()[0] ?? 'audio', {
        direction: 'sendrecv',
        streams: [this.stream!],
      });
      preferTelephony(transceiver);
      await pc.setLocalDescription(await pc.createOffer());
      await gathered(pc);
      const { sdp } = await api.post('/desk/media', { body: { sdp: pc.localDescription!.sdp } });
      if (!current() || this.pc !== pc) return pc.close();
      await pc.setRemoteDescription({ type: 'answer', sdp });
    } catch {
      if (!current()) return;
      this.again(round);
      this.become({ trouble: 'server' });
    }
  }

  private again(round: number): void {
    if (!this.wanted || this.round !== round) return;
    this.attempts += 1;
    this.become({ state: 'lost' });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.dial(), Math.min(15_000, 1_000 * 2 ** Math.min(this.attempts - 1, 4)));
  }

  private hangUpConnection(): void {
    const pc = this.pc;
    this.pc = undefined;
    pc?.close();
    if (this.output) this.output.srcObject = null;
  }

  private async openMicrophone(): Promise<MediaStream> {
    if (!navigator.mediaDevices) throw new DOMException('no mediaDevices', 'SecurityError');
    const constraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
    const wish = this.view.microphone;
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: wish ? { ...constraints, deviceId: { exact: wish } } : constraints,
      });
    } catch (cause) {
      // the headset chosen yesterday is not plugged in today: take the default rather than nothing
      if (!wish || !(cause instanceof DOMException) || !/OverconstrainedError|NotFoundError/.test(cause.name))
        throw cause;
      stream = await navigator.mediaDevices.getUserMedia({ audio: constraints });
    }
    const track = stream.getAudioTracks()[0];
    if (track) {
      track.enabled = !this.muted;
      track.onended = () => {
        if (this.stream !== stream || !this.wanted) return;
        this.stream = undefined;
        void this.dial();
      };
    }
    this.meter.watch(stream);
    return stream;
  }

  private async routeOutput(): Promise<void> {
    const output = this.output as (HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }) | undefined;
    await output?.setSinkId?.(this.view.speaker).catch(() => undefined);
  }

  private become(change: { [K in keyof PhoneView]?: PhoneView[K] | undefined }): void {
    this.view = { ...this.view, ...change } as PhoneView;
    for (const listener of this.listeners) listener();
  }
}
