import {
  AudioMutedOutlined,
  AudioOutlined,
  PauseOutlined,
  PhoneOutlined,
  PlayCircleOutlined,
  TableOutlined,
} from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import type { DeskValue } from '../desk-context';

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

/** Mute, hold, keypad, hang up: with keys, in one place, on every page. */
export function CallControls({ value }: { value: DeskValue }) {
  const { t } = useWords();
  const { desk, act } = value;
  const call = desk.interaction!;
  const group = t('desk.call.group');
  const [keypad, setKeypad] = useState(false);
  const to = (what: string, body?: unknown) => void act({ path: `/interactions/${call.id}/${what}`, body });
  const mute = () => to('mute', { on: !call.muted });
  const hold = () => to('hold', { on: !call.held });
  const hangUp = () => to('hang-up');
  useShortcut('Alt+M', t('desk.call.mute'), group, mute);
  useShortcut('Alt+H', t('desk.call.hold'), group, hold);
  useShortcut('Alt+K', t('desk.call.keypad'), group, () => setKeypad((open) => !open));
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
      <Button
        type={call.held ? 'primary' : 'default'}
        aria-pressed={call.held}
        aria-keyshortcuts="Alt+H"
        icon={call.held ? <PlayCircleOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
        onClick={hold}
      >
        <span className="controls-word">{t(call.held ? 'desk.call.resume' : 'desk.call.hold')}</span>
      </Button>
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
      <Button
        danger
        type="primary"
        aria-keyshortcuts="Alt+X"
        icon={<PhoneOutlined aria-hidden rotate={225} />}
        onClick={hangUp}
      >
        <span className="controls-word">{t('desk.call.hangUp')}</span>
      </Button>
    </div>
  );
}
