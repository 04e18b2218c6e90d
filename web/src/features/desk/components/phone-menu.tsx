import { SoundOutlined } from '@ant-design/icons';
import { Alert, Button, Popover, Select, Slider } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '@/lib/session';
import { StatePill } from '@/ui/state-pill';
import { usePhoneView } from '../desk-context';
import type { Softphone } from '../softphone/softphone';

const looks = {
  off: 'off',
  asking: 'ringing',
  connecting: 'ringing',
  connected: 'good',
  lost: 'warn',
  refused: 'bad',
} as const;

/** Moves at the screen's pace without making React draw. */
function Level({ phone }: { phone: Softphone }) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      if (bar.current) bar.current.style.transform = `scaleX(${phone.meter.read()})`;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [phone]);
  return (
    <div className="level" aria-hidden="true">
      <div ref={bar} />
    </div>
  );
}

function Devices({ phone }: { phone: Softphone }) {
  const { t } = useWords();
  const view = usePhoneView(phone);
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => {
    const media = navigator.mediaDevices;
    if (!media) return;
    const read = () => void media.enumerateDevices().then(setDevices);
    read();
    media.addEventListener('devicechange', read);
    return () => media.removeEventListener('devicechange', read);
  }, []);
  const options = (kind: MediaDeviceKind) => [
    { value: '', label: t('desk.phone.system') },
    ...devices
      .filter((device) => device.kind === kind && device.deviceId && device.deviceId !== 'default')
      .map((device) => ({ value: device.deviceId, label: device.label || device.deviceId.slice(0, 8) })),
  ];
  return (
    <div className="phone-menu">
      <label htmlFor="phone-mic">{t('desk.phone.microphone')}</label>
      <Select
        id="phone-mic"
        value={view.microphone}
        options={options('audioinput')}
        onChange={(id) => void phone.useMicrophone(id)}
      />
      <span className="muted">{t('desk.phone.level')}</span>
      <Level phone={phone} />
      <label htmlFor="phone-out">{t('desk.phone.speaker')}</label>
      <Select
        id="phone-out"
        value={view.speaker}
        options={options('audiooutput')}
        onChange={(id) => void phone.useSpeaker(id)}
      />
      <label id="phone-ring">{t('desk.phone.ringer')}</label>
      <Slider
        min={0}
        max={1}
        step={0.05}
        value={view.ringVolume}
        onChange={(volume) => phone.useRingVolume(volume)}
        ariaLabelledByForHandle="phone-ring"
        tooltip={{ formatter: null }}
      />
      <Button
        onClick={() => {
          phone.ringer.unlock();
          phone.ringer.once();
        }}
      >
        {t('desk.phone.test')}
      </Button>
    </div>
  );
}

export function PhoneMenu({ phone }: { phone: Softphone }) {
  const { t } = useWords();
  const { state } = usePhoneView(phone);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t('desk.phone.title')}
      content={<Devices phone={phone} />}
    >
      <Button type="text" className="phone-button" icon={<SoundOutlined aria-hidden />}>
        <span role="status" data-sound={state}>
          <StatePill state={looks[state]}>
            <span className="phone-words">{t(`desk.phone.${state}`)}</span>
          </StatePill>
        </span>
      </Button>
    </Popover>
  );
}

/** Why there is no sound, and what to do: in words, until it is mended. */
export function PhoneTroubleNote({ phone }: { phone: Softphone }) {
  const { t } = useWords();
  const { state, trouble } = usePhoneView(phone);
  if (!trouble || state === 'connected') return null;
  return (
    <Alert
      type={state === 'refused' ? 'error' : 'warning'}
      showIcon
      title={t(`desk.phone.${state}`)}
      description={t(`desk.phone.${trouble}`)}
      action={
        state === 'refused' && (
          <Button onClick={() => void phone.connect()} size="small">
            {t('common.retry')}
          </Button>
        )
      }
    />
  );
}
