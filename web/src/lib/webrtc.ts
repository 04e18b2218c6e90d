/** Why there is no sound. */
export type PhoneTrouble = 'denied' | 'missing' | 'in-use' | 'insecure' | 'server';

/** G.711 first: the other side is a telephone, so anything wider would only be converted. */
export function preferTelephony(transceiver: RTCRtpTransceiver): void {
  const known = typeof RTCRtpReceiver === 'undefined' ? undefined : RTCRtpReceiver.getCapabilities?.('audio')?.codecs;
  if (!known || !transceiver.setCodecPreferences) return;
  const rank = (mime: string) => ['audio/pcmu', 'audio/pcma', 'audio/telephone-event'].indexOf(mime.toLowerCase());
  const telephony = known.filter((codec) => rank(codec.mimeType) >= 0 && codec.clockRate === 8000);
  if (telephony.length > 0)
    transceiver.setCodecPreferences(telephony.toSorted((a, b) => rank(a.mimeType) - rank(b.mimeType)));
}

/** The server answers once and does not trickle, so the offer carries its candidates; two seconds are plenty for local ones. */
export function gathered(pc: RTCPeerConnection, withinMillis = 2_000): Promise<void> {
  if (pc.iceGatheringState === 'complete') return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      pc.removeEventListener('icegatheringstatechange', check);
      resolve();
    };
    const check = () => pc.iceGatheringState === 'complete' && done();
    const timer = setTimeout(done, withinMillis);
    pc.addEventListener('icegatheringstatechange', check);
  });
}

export function troubleOf(cause: unknown): PhoneTrouble {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError') return 'denied';
  if (name === 'SecurityError' || name === 'TypeError') return 'insecure';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'in-use';
  return 'missing';
}
