import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { RolePlay } from '@/api/contract';
import { useWords } from '@/lib/session';
import { gathered, preferTelephony, troubleOf } from '@/lib/webrtc';
import { ProblemNote } from '@/ui/problem';
import { StatePill } from '@/ui/state-pill';

type Line = { pc: RTCPeerConnection; stream: MediaStream; sound: HTMLAudioElement };

function close({ pc, stream, sound }: Line): void {
  pc.close();
  for (const track of stream.getTracks()) track.stop();
  sound.srcObject = null;
}

/** Talking instead of writing: microphone and loudspeaker of this browser, joined with the other's and nothing else. */
export function PlayVoice({ play, keep }: { play: RolePlay; keep: (now: RolePlay) => void }) {
  const { t } = useWords();
  const { id } = play.row;
  const [line, setLine] = useState<Line>();
  const [trouble, setTrouble] = useState<string>();
  const open = useRef<Line>(undefined);
  useEffect(() => {
    open.current = line;
  }, [line]);
  useEffect(() => {
    const leave = () => {
      if (!open.current) return;
      close(open.current);
      void api.delete('/role-plays/{id}/voice', { path: { id } }).catch(() => undefined);
    };
    return leave;
  }, [id]);
  const begin = useMutation({
    mutationFn: async () => {
      setTrouble(undefined);
      let stream: MediaStream;
      try {
        if (!navigator.mediaDevices) throw new DOMException('no mediaDevices', 'SecurityError');
        stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, channelCount: 1 } });
      } catch (cause) {
        return setTrouble(troubleOf(cause));
      }
      const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
      const sound = new Audio();
      pc.ontrack = (event) => {
        sound.srcObject = event.streams[0] ?? new MediaStream([event.track]);
        void sound.play().catch(() => undefined);
      };
      const next = { pc, stream, sound };
      try {
        preferTelephony(
          pc.addTransceiver(stream.getAudioTracks()[0] ?? 'audio', { direction: 'sendrecv', streams: [stream] }),
        );
        await pc.setLocalDescription(await pc.createOffer());
        await gathered(pc);
        const { sdp } = await api.post('/role-plays/{id}/voice', {
          path: { id },
          body: { sdp: pc.localDescription!.sdp },
        });
        await pc.setRemoteDescription({ type: 'answer', sdp });
        setLine(next);
      } catch (cause) {
        close(next);
        throw cause;
      }
    },
  });
  const end = useMutation({
    mutationFn: () => api.delete('/role-plays/{id}/voice', { path: { id } }),
    onSuccess: keep,
    onSettled: () => {
      if (line) close(line);
      setLine(undefined);
    },
  });
  const { mine, other } = play.voices;
  return (
    <div className="play-voice" role="group" aria-label={t('scripts.play.voice.title')}>
      {line ? (
        <Button danger loading={end.isPending} onClick={() => end.mutate()}>
          {t('scripts.play.voice.end')}
        </Button>
      ) : (
        <Button loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('scripts.play.voice.begin')}
        </Button>
      )}
      <span role="status">
        {line ? (
          <StatePill state={mine && other ? 'good' : 'warn'}>
            {t(mine && other ? 'scripts.play.voice.both' : 'scripts.play.voice.alone')}
          </StatePill>
        ) : (
          other && <StatePill state="warn">{t('scripts.play.voice.waits')}</StatePill>
        )}
      </span>
      {trouble && <p role="alert">{t('flows.voice.noMicrophone', { why: trouble })}</p>}
      <ProblemNote error={begin.error} />
    </div>
  );
}
