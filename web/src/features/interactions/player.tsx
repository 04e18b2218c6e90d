import {
  CaretRightOutlined,
  DownloadOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Modal, Radio, Select } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { InteractionRecord, Peaks, RecordingRef } from '@/api/contract';
import { useCan, useMe, useWords } from '@/lib/session';
import { useLook } from '@/ui/theme/look';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { useHeard } from './heard';
import { segmentsOf, type Segment } from './segments';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3];
const reasons = ['complaint', 'legal', 'customer-asked', 'training', 'quality', 'technical'];

/** One bar per few pixels: the loudest peak of its stretch, so that a short word is not lost in a long call. */
export function bars(peaks: number[], count: number): number[] {
  const share = peaks.length / Math.max(1, count);
  return Array.from({ length: count }, (_, index) => {
    let loudest = 0;
    for (
      let at = Math.floor(index * share);
      at < Math.max(Math.floor(index * share) + 1, Math.floor((index + 1) * share));
      at++
    )
      loudest = Math.max(loudest, peaks[at] ?? 0);
    return loudest;
  });
}

function draw(canvas: HTMLCanvasElement, peaks: Peaks, playedShare: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== width * ratio) canvas.width = width * ratio;
  if (canvas.height !== height * ratio) canvas.height = height * ratio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const count = Math.floor(width / 3);
  const middle = height / 2;
  const sides: [number[], number, string][] = [
    [bars(peaks.left, count), -1, colour('--talk')],
    [bars(peaks.right, count), 1, colour('--accent')],
  ];
  const rest = colour('--line-strong');
  for (const [values, direction, ink] of sides)
    values.forEach((value, index) => {
      const tall = Math.max(1, Math.sqrt(value) * (middle - 4));
      context.fillStyle = index / count < playedShare ? ink : rest;
      context.fillRect(index * 3, direction < 0 ? middle - 1 - tall : middle + 1, 2, tall);
    });
  context.fillStyle = colour('--ink');
  context.fillRect(Math.min(width - 1, playedShare * width), 0, 1.5, height);
}

/** The legs of the contact under its waveform: a press plays from where one begins. */
function Segments({ segments, total, at, seek }: SegmentsProps) {
  const { t, clock } = useWords();
  if (segments.length === 0 || total <= 0) return null;
  return (
    <ol className="segments" aria-label={t('insight.player.segments')}>
      {segments.map((segment, index) => {
        const words = [t(`insight.player.segment.${segment.kind}`), segment.agent].filter(Boolean).join(' · ');
        const here = at * 1000 >= segment.from && at * 1000 < segment.to;
        return (
          <li key={index} style={{ flexGrow: segment.to - segment.from }}>
            <button
              type="button"
              data-kind={segment.kind}
              aria-current={here || undefined}
              title={`${clock(segment.from)}–${clock(segment.to)} ${words}`}
              aria-label={t('insight.player.playFrom', { time: clock(segment.from), what: words })}
              onClick={() => seek(segment.from / 1000)}
            >
              {words}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
type SegmentsProps = { segments: Segment[]; total: number; at: number; seek: (seconds: number) => void };

/** A copy leaves the house with a reason only; it carries the name of who took it. */
function Download({ source }: { source: string }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => setAsking(true)}>
        {t('insight.player.download')}
      </Button>
      <Modal
        open={asking}
        title={t('insight.player.download')}
        okText={t('insight.player.download')}
        okButtonProps={{ disabled: !reason }}
        cancelText={t('common.cancel')}
        onCancel={() => setAsking(false)}
        onOk={() => {
          const link = document.createElement('a');
          link.href = `${source}?download=true&reason=${reason}`;
          link.click();
          setAsking(false);
        }}
      >
        <p>{t('insight.player.downloadHint')}</p>
        <Radio.Group
          aria-label={t('insight.player.why')}
          value={reason}
          onChange={(event) => setReason(event.target.value as string)}
          options={reasons.map((value) => ({ value, label: t(`insight.player.reason.${value}`) }))}
          vertical
        />
      </Modal>
    </>
  );
}

/** The call as it sounded: customer above the line, agent below; by mouse or keyboard. */
function Sound({ recording, record }: { recording: RecordingRef; record: InteractionRecord }) {
  const { t, clock, say, day } = useWords();
  const { mode } = useLook();
  const { recordingRules: rules } = record;
  const heard = useHeard(recording.id, useMe().csrfToken);
  const audio = useRef<HTMLAudioElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [playing, setPlaying] = useState(false);
  const [broken, setBroken] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState(1);
  const {
    data: peaks,
    error,
    refetch,
  } = useQuery({
    queryKey: ['peaks', recording.id],
    staleTime: Infinity,
    queryFn: () => api.get('/recordings/{id}/peaks', { path: { id: recording.id } }),
  });
  const total = (peaks?.durationMillis ?? recording.durationMillis) / 1000;
  const paint = useCallback(() => {
    if (canvas.current && peaks) draw(canvas.current, peaks, total > 0 ? (audio.current?.currentTime ?? 0) / total : 0);
  }, [peaks, total]);

  useEffect(() => {
    if (!canvas.current) return;
    const resized = new ResizeObserver(paint);
    resized.observe(canvas.current);
    return () => resized.disconnect();
  }, [paint]);
  useEffect(paint, [paint, mode, at]);
  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    const follow = () => {
      paint();
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [playing, paint]);

  const seek = (seconds: number) => {
    if (!audio.current) return;
    audio.current.currentTime = Math.min(total, Math.max(0, seconds));
    setAt(audio.current.currentTime);
  };
  const toggle = () => {
    if (!audio.current) return;
    if (audio.current.paused) void audio.current.play().catch(() => setBroken(true));
    else audio.current.pause();
  };
  const pace = (next: number) => {
    setSpeed(next);
    if (audio.current) audio.current.playbackRate = next;
  };
  const onKey = (event: React.KeyboardEvent) => {
    const step = speeds.indexOf(speed);
    const acts: Record<string, () => void> = {
      ' ': toggle,
      ArrowLeft: () => seek((audio.current?.currentTime ?? 0) - 5),
      ArrowRight: () => seek((audio.current?.currentTime ?? 0) + 5),
      ArrowUp: () => pace(speeds[Math.min(speeds.length - 1, step + 1)]!),
      ArrowDown: () => pace(speeds[Math.max(0, step - 1)]!),
      Home: () => seek(0),
      End: () => seek(total),
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  const source = `/api/recordings/${recording.id}/audio`;
  const segments = segmentsOf(record.timeline, recording);
  return (
    <>
      <audio
        ref={audio}
        src={source}
        preload="none"
        onPlay={(event) => {
          setPlaying(true);
          heard.from(event.currentTarget.currentTime);
        }}
        onPause={(event) => {
          setPlaying(false);
          heard.until(event.currentTarget.currentTime);
          heard.tell();
        }}
        onEnded={() => setPlaying(false)}
        onSeeking={() => heard.jump()}
        onSeeked={(event) => !event.currentTarget.paused && heard.from(event.currentTarget.currentTime)}
        onTimeUpdate={(event) => {
          heard.until(event.currentTarget.currentTime);
          setAt(event.currentTarget.currentTime);
        }}
        onError={() => setBroken(true)}
      />
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {broken && <Alert type="error" showIcon title={t('insight.player.failed')} />}
      {recording.state === 'interrupted' && (
        <Alert type="warning" showIcon title={t('insight.interrupted')} style={{ marginBottom: 10 }} />
      )}
      <div className="wave" aria-hidden="true">
        <span>{t('insight.player.customer')}</span>
        <span>{t('insight.player.agent')}</span>
        <canvas
          ref={canvas}
          title={t('insight.player.wave')}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            seek(((event.clientX - box.left) / box.width) * total);
          }}
        />
      </div>
      <Segments segments={segments} total={total} at={at} seek={seek} />
      <div className="player" onKeyDown={onKey}>
        <div
          className="player-position"
          role="slider"
          tabIndex={0}
          aria-label={t('insight.player.position')}
          aria-valuemin={0}
          aria-valuemax={Math.round(total)}
          aria-valuenow={Math.round(at)}
          aria-valuetext={`${clock(at * 1000)} / ${clock(total * 1000)}`}
        >
          <span className="num">
            {clock(at * 1000)} / {clock(total * 1000)}
          </span>
        </div>
        <Button
          aria-label={t('insight.player.back')}
          icon={<StepBackwardOutlined aria-hidden />}
          onClick={() => seek(at - 5)}
        />
        <Button
          type="primary"
          aria-label={t(playing ? 'insight.player.pause' : 'insight.player.play')}
          icon={playing ? <PauseOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
          onClick={toggle}
        />
        <Button
          aria-label={t('insight.player.forward')}
          icon={<StepForwardOutlined aria-hidden />}
          onClick={() => seek(at + 5)}
        />
        <Select
          aria-label={t('insight.player.speed')}
          value={speed}
          onChange={pace}
          options={speeds.map((value) => ({ value, label: `${value}×` }))}
          style={{ width: 88 }}
        />
        <span className="muted player-keys">{t('insight.player.keys')}</span>
        {rules.download && <Download source={source} />}
      </div>
      <p className="muted player-standard">
        {t('insight.player.kept', { day: day(recording.keptUntil) })} {say(rules.note)}
      </p>
    </>
  );
}

export function Recordings({ record }: { record: InteractionRecord }) {
  const { t, say, dateTime } = useWords();
  const mayListen = useCan('recordings.listen') && record.recordingRules.listen;
  const { recordings } = record;
  return (
    <Panel title={t('insight.player.title')} className="no-print">
      {recordings.length === 0 && <Empty title={t('insight.noRecording')} hint={t('insight.noRecordingHint')} />}
      {recordings.map((recording) => (
        <div key={recording.id}>
          {recordings.length > 1 && <h3>{dateTime(recording.startedAt)}</h3>}
          {recording.state === 'erased' ? (
            <p className="muted">{t('insight.erased')}</p>
          ) : recording.state === 'recording' ? (
            <p className="muted">{t('insight.stillRecording')}</p>
          ) : mayListen ? (
            <Sound recording={recording} record={record} />
          ) : (
            <>
              <p className="muted">{t('insight.noRight')}</p>
              <p className="muted">{say(record.recordingRules.note)}</p>
            </>
          )}
        </div>
      ))}
    </Panel>
  );
}
