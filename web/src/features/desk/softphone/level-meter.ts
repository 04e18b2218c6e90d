/** The microphone's loudness, 0…1 on a scale of decibels (−60 … 0 dBFS), so that a quiet voice is seen too. */
export class LevelMeter {
  private context: AudioContext | undefined;
  private source: MediaStreamAudioSourceNode | undefined;
  private analyser: AnalyserNode | undefined;

  watch(stream: MediaStream): void {
    if (typeof AudioContext === 'undefined') return;
    this.context ??= new AudioContext();
    this.source?.disconnect();
    this.source = this.context.createMediaStreamSource(stream);
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 512;
    this.source.connect(this.analyser);
  }

  stop(): void {
    this.source?.disconnect();
    this.source = undefined;
    this.analyser = undefined;
    void this.context?.close();
    this.context = undefined;
  }

  read(): number {
    if (!this.analyser) return 0;
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
    return Math.min(1, Math.max(0, (decibels + 60) / 60));
  }
}
