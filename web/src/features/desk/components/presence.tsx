import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Dropdown, Segmented } from 'antd';
import { useState } from 'react';
import { clock } from '@/lib/time';
import { useNow } from '@/lib/now';
import { reasonsQuery, useReasonWords } from '@/lib/reason-words';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { StatePill } from '@/ui/state-pill';
import type { DeskValue } from '../desk-context';

const fallback = ['break', 'lunch', 'training', 'meeting'];

/** The state that an onlooker would name: what the agent does before what the agent declared. */
export function shownState({ desk }: DeskValue): string {
  if (desk.presence === 'signed-out') return 'signed-out';
  if (desk.interaction?.held && desk.state === 'talking') return 'held';
  if (desk.state === 'offered' || desk.state === 'talking' || desk.state === 'wrapping-up') return desk.state;
  return desk.presence;
}

function Elapsed({ since }: { since: string }) {
  return <span className="num presence-clock">{clock(useNow() - Date.parse(since))}</span>;
}

export function Presence({ value }: { value: DeskValue }) {
  const { t } = useWords();
  const { desk, act, acting, phone } = value;
  const reasonWords = useReasonWords();
  const [choosing, setChoosing] = useState(false);
  const { data: known } = useQuery(reasonsQuery);
  const reasons = known?.filter((reason) => reason.active && !reason.system);
  const { say } = useWords();
  const state = shownState(value);
  const signedIn = desk.presence !== 'signed-out';
  const ready = desk.presence === 'ready';
  const toggle = () => (ready ? setChoosing(true) : void act({ path: '/ready' }));
  useShortcut('Alt+R', t('desk.presence.toggle'), t('desk.presence.group'), toggle, signedIn);
  const codes = reasons?.length
    ? reasons.map(({ code, name }) => ({ code, name: say(name) }))
    : fallback.map((code) => ({ code, name: t(`desk.reason.${code}`) }));
  const busy = desk.state === 'talking' || desk.state === 'wrapping-up' || desk.state === 'offered';
  return (
    <div className="presence">
      <span className="presence-state">
        <StatePill state={state}>
          <strong>{t(`desk.presence.${state}`)}</strong>
        </StatePill>
        {state === 'not-ready' && desk.reason && <span className="muted">{reasonWords(desk.reason)}</span>}
        {signedIn && <Elapsed since={desk.since} />}
      </span>
      {signedIn && (
        <Dropdown
          trigger={['click']}
          open={choosing}
          onOpenChange={(open) => setChoosing(open && ready)}
          menu={{
            items: [
              { key: 'title', type: 'group', label: t('desk.presence.chooseReason') },
              ...codes.map(({ code, name }) => ({ key: code, label: name })),
            ],
            onClick: ({ key }) => {
              setChoosing(false);
              void act({ path: '/not-ready', body: { reason: key } });
            },
          }}
        >
          <Button
            type={ready ? 'default' : 'primary'}
            loading={!busy && (acting('/ready') || acting('/not-ready'))}
            onClick={() => (ready ? setChoosing(!choosing) : toggle())}
            aria-keyshortcuts="Alt+R"
          >
            {ready ? t('desk.presence.goNotReady') : t('desk.presence.goReady')}
            {ready && <DownOutlined aria-hidden />}
          </Button>
        </Dropdown>
      )}
      {signedIn ? (
        // a shift does not end in the middle of a call: then there is nothing to press
        !busy && (
          <Button
            type="text"
            className="presence-out"
            onClick={() => void act({ path: '/sign-out' }).then(() => phone.disconnect())}
          >
            {t('desk.presence.signOut')}
          </Button>
        )
      ) : (
        <SignInToWork value={value} />
      )}
    </div>
  );
}

export function SignInToWork({ value: { desk, act, acting, phone } }: { value: DeskValue }) {
  const { t } = useWords();
  const [device, setDevice] = useState(desk.device);
  return (
    <span className="presence-signin">
      <Segmented
        aria-label={t('desk.presence.device')}
        value={device}
        options={(['browser', 'phone'] as const).map((each) => ({ value: each, label: t(`desk.presence.${each}`) }))}
        onChange={setDevice}
      />
      <Button
        type="primary"
        loading={acting('/sign-in')}
        onClick={() => {
          phone.ringer.unlock(); // within the click: browsers allow sound only then
          void act({ path: '/sign-in', body: { device } });
        }}
      >
        {t('desk.presence.signIn')}
      </Button>
    </span>
  );
}
