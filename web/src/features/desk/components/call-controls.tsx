import {
  AudioMutedOutlined,
  AudioOutlined,
  PauseOutlined,
  PhoneOutlined,
  PlayCircleOutlined,
  SafetyOutlined,
  SwapOutlined,
  TableOutlined,
} from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import type { DeskValue } from '../desk-context';
import { HoldReason } from './hold-reason';

const rows = ['123', '456', '789', '*0#'];

function Keypad({ send }: { send: (digits: string) => void }) {
  const { t } = useWords();
  const [sent, setSent] = useState('');
  const press = (digit: string) => {
    setSent((before) => (before + digit).slice(-24));
    send(digit);
  };
  return (
    <div className="keypad" role="group" aria-label={t('desk.call.keypad')}>
      <Input
        readOnly
        value={sent}
        aria-label={t('desk.call.sent', { digits: sent })}
        onKeyDown={(event) => /^[0-9*#]$/.test(event.key) && press(event.key)}
      />
      {rows.map((row) => (
        <div key={row}>
          {[...row].map((digit) => (
            <Button key={digit} onClick={() => press(digit)}>
              {digit}
            </Button>
          ))}
        </div>
      ))}
    </div>
  );
}

/** Mute, hold, keypad, second party, hang up: with keys, in one place, on every page. */
export function CallControls({ value, second }: { value: DeskValue; second: { open: boolean; toggle: () => void } }) {
  const { t } = useWords();
  const { desk, act } = value;
  const call = desk.interaction!;
  const group = t('desk.call.group');
  const [keypad, setKeypad] = useState(false);
  const to = (what: string, body?: unknown) => void act({ path: `/interactions/${call.id}/${what}`, body });
  const mute = () => to('mute', { on: !call.muted });
  const hold = () => to('hold', { on: !call.held });
  const asked = call.asked !== undefined;
  // Nobody is there yet to be held, sent on or given keys.
  const rings = call.outgoing?.state === 'ringing' || call.outgoing?.state === 'phone-rings';
  const consulting = call.consult !== undefined;
  const apart = call.consult?.state === 'talking' || call.consult?.state === 'waiting';
  // While somebody is asked, the first press lets them go: a customer on hold is never cut off by habit.
  const hangUp = () =>
    consulting ? void act({ path: `/interactions/${call.id}/consult`, method: 'DELETE' }) : to('hang-up');
  useShortcut('Alt+M', t('desk.call.mute'), group, mute);
  useShortcut('Alt+H', t('desk.call.hold'), group, hold, !asked && !rings);
  useShortcut('Alt+K', t('desk.call.keypad'), group, () => setKeypad((open) => !open), !asked && !rings);
  const pausable = !asked && call.recording !== 'off';
  const pause = () => to('recording-pause', { on: call.recording !== 'paused' });
  useShortcut('Alt+P', t('desk.call.pause'), group, pause, pausable);
  useShortcut('Alt+T', t('desk.second.title'), group, second.toggle, !asked && !consulting && !rings);
  useShortcut('Alt+X', t('desk.call.hangUp'), group, hangUp);
  return (
    <div className="controls" role="toolbar" aria-label={t('desk.call.controls')}>
      <Button
        type={call.muted ? 'primary' : 'default'}
        aria-pressed={call.muted}
        aria-keyshortcuts="Alt+M"
        icon={call.muted ? <AudioMutedOutlined aria-hidden /> : <AudioOutlined aria-hidden />}
        onClick={mute}
      >
        <span className="controls-word">{t(call.muted ? 'desk.call.unmute' : 'desk.call.mute')}</span>
      </Button>
      {!asked && !apart && !rings && (
        <Button
          type={call.held ? 'primary' : 'default'}
          aria-pressed={call.held}
          aria-keyshortcuts="Alt+H"
          icon={call.held ? <PlayCircleOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
          onClick={hold}
        >
          <span className="controls-word">{t(call.held ? 'desk.call.resume' : 'desk.call.hold')}</span>
        </Button>
      )}
      {call.held && !asked && !apart && <HoldReason tell={(reason) => to('hold', { on: true, reason })} />}
      {!asked && !rings && (
        <Popover
          trigger="click"
          open={keypad}
          onOpenChange={setKeypad}
          destroyOnHidden
          content={<Keypad send={(digits) => to('digits', { digits })} />}
        >
          <Button aria-keyshortcuts="Alt+K" aria-expanded={keypad} icon={<TableOutlined aria-hidden />}>
            <span className="controls-word">{t('desk.call.keypad')}</span>
          </Button>
        </Popover>
      )}
      {pausable && (
        <Button
          type={call.recording === 'paused' ? 'primary' : 'default'}
          aria-pressed={call.recording === 'paused'}
          aria-keyshortcuts="Alt+P"
          icon={<SafetyOutlined aria-hidden />}
          title={t('desk.call.pauseHint')}
          onClick={pause}
        >
          <span className="controls-word">
            {t(call.recording === 'paused' ? 'desk.call.record' : 'desk.call.pause')}
          </span>
        </Button>
      )}
      {!asked && !consulting && !rings && (
        <Button
          aria-keyshortcuts="Alt+T"
          aria-expanded={second.open}
          icon={<SwapOutlined aria-hidden />}
          onClick={second.toggle}
        >
          <span className="controls-word">{t('desk.second.title')}</span>
        </Button>
      )}
      <Button
        danger
        type="primary"
        aria-keyshortcuts="Alt+X"
        icon={<PhoneOutlined aria-hidden rotate={225} />}
        disabled={consulting}
        onClick={hangUp}
      >
        <span className="controls-word">{t(asked ? 'desk.second.leave' : 'desk.call.hangUp')}</span>
      </Button>
    </div>
  );
}
