import { useEffect, useState } from 'react';
import { Button } from 'antd';
import { Link, useLocation, useNavigate } from 'react-router';
import { clock } from '@/lib/time';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { useShortcut } from '@/lib/shortcuts';
import { CountdownRing } from '@/ui/countdown-ring';
import { useDesk, type DeskValue } from '../desk-context';
import { CallControls } from './call-controls';
import { HelpRequest } from './help-request';
import { PhoneMenu } from './phone-menu';
import { Presence } from './presence';
import { SecondParty } from './second-party';
import '../desk.css';

export const callerOf = (
  call: { from: string; fromName?: string; customer?: { name: string } } | undefined,
  hidden: string,
) => call?.customer?.name || call?.fromName || call?.from || hidden;

/** On other pages the strip has the buttons; on the desk itself the card has them. The keys work on both. */
function OfferStrip({ value }: { value: DeskValue }) {
  const { t, say } = useWords();
  const { desk, act, acting, phone } = value;
  const offer = desk.offer!;
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const accept = () => {
    phone.ringer.stop();
    void act({ path: `/offers/${offer.id}/accept` }).then(() => navigate('/desk'));
  };
  const decline = () => {
    phone.ringer.stop();
    void act({ path: `/offers/${offer.id}/decline` });
  };
  useShortcut('Alt+A', t('desk.offer.accept'), t('desk.call.group'), accept);
  useShortcut('Alt+D', t('desk.offer.decline'), t('desk.call.group'), decline);
  const from = callerOf(desk.interaction, t('desk.customer.hidden'));
  if (pathname === '/desk') return null;
  return (
    <div className="bar-offer">
      <CountdownRing from={Date.parse(offer.madeAt)} until={Date.parse(offer.deadline)} size={40} />
      <div className="bar-who">
        <strong>{from}</strong>
        <span className="muted">{say(offer.queueName)}</span>
      </div>
      <Button
        type="primary"
        size="large"
        className="accept"
        loading={acting(`/offers/${offer.id}/accept`)}
        onClick={accept}
        aria-keyshortcuts="Alt+A"
      >
        {t('desk.offer.accept')} <kbd>Alt A</kbd>
      </Button>
      <Button size="large" onClick={decline} aria-keyshortcuts="Alt+D">
        {t('desk.offer.decline')}
      </Button>
    </div>
  );
}

function CallStrip({ value, second }: { value: DeskValue; second: { open: boolean; toggle: () => void } }) {
  const { t } = useWords();
  const { pathname } = useLocation();
  const now = useNow();
  const call = value.desk.interaction!;
  const talking = value.desk.state === 'talking';
  const rings = call.outgoing !== undefined && call.outgoing.state !== 'reached';
  return (
    <>
      <div className="bar-who">
        <strong>{callerOf(call, t('desk.customer.hidden'))}</strong>
        <span className="muted num">
          {rings
            ? ''
            : talking && call.answeredAt
              ? clock(now - Date.parse(call.answeredAt))
              : call.wrapUpDeadline
                ? t('desk.wrap.left', { time: clock(Date.parse(call.wrapUpDeadline) - now) })
                : ''}
          {rings && (
            <strong role="status">
              {call.outgoing!.kind === 'call-back' && `${t('desk.out.callingBack')} `}
              {t(`desk.out.state.${call.outgoing!.state}`)}
            </strong>
          )}
          {talking && call.recording === 'paused' && (
            <strong className="rec-paused">{t('desk.call.recordingPaused')}</strong>
          )}
          {talking && call.recording === 'on' && <span className="rec">{t('desk.call.recording')}</span>}
        </span>
      </div>
      {talking && <CallControls value={value} second={second} />}
      {pathname !== '/desk' && <Link to="/desk">{t('desk.title')}</Link>}
    </>
  );
}

/** The agent's line at the top of every page: presence, sound, and whatever call there is. Nothing ever covers it. */
export function CallBar() {
  const value = useDesk();
  const { t, say } = useWords();
  const desk = value?.desk;
  const offered = desk?.state === 'offered' && desk.offer !== undefined;
  const from = callerOf(desk?.interaction, t('desk.customer.hidden'));
  const callId = desk?.interaction?.id;
  const [searching, setSearching] = useState<string>();
  const second = {
    open: searching !== undefined && searching === callId,
    toggle: () => setSearching((of) => (of === callId ? undefined : callId)),
  };
  useEffect(() => {
    document.title = offered ? `● ${from} – Callosum` : 'Callosum';
  }, [offered, from]);
  if (!value || !desk) return null;
  const inCall = (desk.state === 'talking' || desk.state === 'wrapping-up') && desk.interaction !== undefined;
  return (
    <section className="bar" data-state={offered ? 'offered' : desk.state} aria-label={t('desk.title')}>
      <Presence value={value} />
      <div className="bar-middle">
        {offered && <OfferStrip value={value} />}
        {inCall && !offered && <CallStrip value={value} second={second} />}
      </div>
      {desk.presence !== 'signed-out' && desk.device === 'browser' && <PhoneMenu phone={value.phone} />}
      {desk.state === 'talking' && desk.interaction && (
        <HelpRequest key={`help-${callId}`} interactionId={desk.interaction.id} />
      )}
      {desk.state === 'talking' && desk.interaction && (
        <SecondParty key={callId} value={value} open={second.open} close={() => setSearching(undefined)} />
      )}
      <div className="sr-only" role="alert" aria-live="assertive">
        {offered && t('desk.offer.announce', { from, queue: say(desk.offer!.queueName) })}
      </div>
    </section>
  );
}
