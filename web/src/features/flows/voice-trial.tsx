import { Button, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { FlowCallState, Language } from '@/api/contract';
import { languageNames, languages } from '@/lib/languages';
import { useMe, useWords } from '@/lib/session';
import { gathered, preferTelephony, troubleOf } from '@/lib/webrtc';
import { ProblemNote } from '@/ui/problem';

type Line = { callId: string; pc: RTCPeerConnection; stream: MediaStream; sound: HTMLAudioElement };

function close({ pc, stream, sound }: Line): void {
  pc.close();
  for (const track of stream.getTracks()) track.stop();
  sound.srcObject = null;
}

const keys = [...'123456789*0#'];
const every = 700;

/**
 * A test call by voice into the text as it stands: the browser's microphone and loudspeaker, the house's own prompts,
 * hours and look-ups. It is no contact: nobody is asked to answer, and what would have happened is told.
 */
export function VoiceTrial({
  yaml,
  clientId,
  heard,
}: {
  yaml: string;
  clientId: string | undefined;
  heard: (path: string[], at: string | undefined) => void;
}) {
  const { t, language: own, clock, zone } = useWords();
  const me = useMe();
  const [language, setLanguage] = useState<Language>(languages.find((each) => each === own) ?? 'en');
  const [state, setState] = useState<FlowCallState>();
  const [problem, setProblem] = useState<unknown>();
  const [trouble, setTrouble] = useState<string>();
  const [line, setLine] = useState<Line>();
  const [asking, setAsking] = useState(false);
  const open = useRef<Line>(undefined);
  useEffect(() => {
    open.current = line;
  }, [line]);
  useEffect(() => {
    const leave = () => {
      if (!open.current) return;
      close(open.current);
      void api.delete('/flow-calls/{id}', { path: { id: open.current.callId } }).catch(() => undefined);
    };
    return leave;
  }, []);
  const callId = line?.callId;
  useEffect(() => {
    if (!callId) return;
    const look = () =>
      api.get('/flow-calls/{id}', { path: { id: callId } }).then(
        (now) => {
          setState(now);
          const path = now.lines.flatMap((each) =>
            each.kind === 'step-entered' && each.data.step ? [each.data.step] : [],
          );
          heard(path, now.over ? undefined : path.at(-1));
          if (now.over && open.current?.callId === callId) {
            close(open.current);
            setLine(undefined);
          }
        },
        (cause: unknown) => setProblem(cause),
      );
    const timer = setInterval(() => void look(), every);
    const stop = () => clearInterval(timer);
    return stop;
  }, [callId, heard]);

  const begin = async () => {
    setProblem(undefined);
    setTrouble(undefined);
    setState(undefined);
    setAsking(true);
    let stream: MediaStream;
    try {
      if (!navigator.mediaDevices) throw new DOMException('no mediaDevices', 'SecurityError');
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, channelCount: 1 } });
    } catch (cause) {
      setTrouble(troubleOf(cause));
      return setAsking(false);
    }
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    const sound = new Audio();
    pc.ontrack = (event) => {
      sound.srcObject = event.streams[0] ?? new MediaStream([event.track]);
      void sound.play().catch(() => undefined);
    };
    try {
      preferTelephony(
        pc.addTransceiver(stream.getAudioTracks()[0] ?? 'audio', { direction: 'sendrecv', streams: [stream] }),
      );
      await pc.setLocalDescription(await pc.createOffer());
      await gathered(pc);
      const begun = await api.post('/flow-calls', {
        body: { yaml, clientId: clientId ?? me.clients[0]?.id ?? '', language, zone, sdp: pc.localDescription!.sdp },
      });
      setLine({ callId: begun.callId, pc, stream, sound });
      await pc.setRemoteDescription({ type: 'answer', sdp: begun.sdp });
    } catch (cause) {
      close({ callId: '', pc, stream, sound });
      setLine(undefined);
      setProblem(cause);
    } finally {
      setAsking(false);
    }
  };
  const told = (work: Promise<unknown>) => void work.catch(setProblem);
  const waits =
    state && !state.over && state.lines.some((each) => each.kind === 'would-wait' && each.data.known === 'true');
  return (
    <section className="voice-trial" aria-label={t('flows.voice.title')}>
      <h3>{t('flows.voice.title')}</h3>
      <p className="muted">{t('flows.voice.lead')}</p>
      <div className="trial-tools">
        <Select
          aria-label={t('flows.try.language')}
          value={language}
          disabled={line !== undefined}
          options={languages.map((each) => ({ value: each, label: languageNames[each] }))}
          onChange={setLanguage}
        />
        {line ? (
          <Button danger onClick={() => told(api.delete('/flow-calls/{id}', { path: { id: line.callId } }))}>
            {t('flows.try.hangUp')}
          </Button>
        ) : (
          <Button loading={asking} onClick={() => void begin()}>
            {t('flows.voice.begin')}
          </Button>
        )}
        {line && waits && (
          <Button onClick={() => told(api.post('/flow-calls/{id}/answered', { path: { id: line.callId } }))}>
            {t('flows.try.agentAnswers')}
          </Button>
        )}
      </div>
      {trouble && <p role="alert">{t('flows.voice.noMicrophone', { why: trouble })}</p>}
      <ProblemNote error={problem} />
      {line && (
        <div className="voice-keys" role="group" aria-label={t('flows.voice.keys')}>
          {keys.map((key) => (
            <Button
              key={key}
              onClick={() => told(api.post('/flow-calls/{id}/keys', { path: { id: line.callId }, body: { key } }))}
            >
              {key}
            </Button>
          ))}
        </div>
      )}
      {state && (
        <ol className="trial-lines" role="log" aria-label={t('flows.voice.title')} tabIndex={0}>
          {state.lines.map((each, index) => (
            <li key={index}>
              <span className="mono trial-at">{clock(each.atMillis)}</span>
              <div>
                {t(`flows.voice.line.${each.kind}`, {
                  defaultValue: `${each.kind} ${Object.values(each.data).join(' ')}`,
                  ...each.data,
                })}
              </div>
            </li>
          ))}
          {state.over && <li data-kind="ended">{t('flows.try.turn.nobody')}</li>}
        </ol>
      )}
    </section>
  );
}
