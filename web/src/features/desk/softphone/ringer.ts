/**
 * The ring, made by oscillators: two warm tones, one second on, two off. Nothing is downloaded, and it can go to another
 * loudspeaker than the voice. Browsers keep a page silent until somebody touched it: `unlock` is called at sign-in.
 */
export class Ringer {
  private context: AudioContext | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  volume = 0.5;

  unlock(): void {
    if (typeof AudioContext === 'undefined') return;
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  start(): void {
    if (this.timer) return;
    this.unlock();
    this.once();
    this.timer = setInterval(() => this.once(), 3_000);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  once(): void {
    const context = this.context;
    if (!context || context.state !== 'running') return;
    const start = context.currentTime + 0.02;
    for (const [offset, frequency] of [
      [0, 523.25],
      [0.22, 659.25],
      [0.44, 523.25],
      [0.66, 659.25],
    ] as const) {
      const tone = context.createOscillator();
      const gain = context.createGain();
      tone.type = 'triangle';
      tone.frequency.value = frequency;
      gain.gain.setValueAtTime(0, start + offset);
      gain.gain.linearRampToValueAtTime(this.volume * 0.5, start + offset + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0005, start + offset + 0.21);
      tone.connect(gain).connect(context.destination);
      tone.start(start + offset);
      tone.stop(start + offset + 0.22);
    }
  }
}
