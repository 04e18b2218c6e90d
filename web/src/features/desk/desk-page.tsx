import { useQuery } from '@tanstack/react-query';
import { useMe, useWords } from '@/lib/session';
import { Empty, Panel } from '@/ui/panel';
import { ProblemNote } from '@/ui/problem';
import { deskQuery } from './api/desk-query';
import { CustomerPanel } from './components/customer-panel';
import { Glance } from './components/glance';
import { Notes } from './components/notes';
import { OfferCard } from './components/offer-card';
import { PhoneTroubleNote } from './components/phone-menu';
import { SignInToWork } from './components/presence';
import { WrapUp } from './components/wrap-up';
import { useDesk, type DeskValue } from './desk-context';
import './desk.css';

const keys = [
  ['Alt+R', 'desk.presence.toggle'],
  ['Alt+A', 'desk.offer.accept'],
  ['Alt+M', 'desk.call.mute'],
  ['Alt+H', 'desk.call.hold'],
  ['Alt+T', 'desk.second.title'],
  ['Alt+X', 'desk.call.hangUp'],
  ['Alt+F', 'desk.call.finish'],
  ['?', 'common.help'],
] as const;

function Idle({ value }: { value: DeskValue }) {
  const { t } = useWords();
  const { desk } = value;
  const missed = desk.presence === 'not-ready' && desk.reason === 'no-answer';
  const words = missed ? 'noAnswer' : desk.presence;
  return (
    <section className="idle" data-presence={desk.presence}>
      <h1>{t(`desk.idle.${words}`)}</h1>
      <p>{t(`desk.idle.${words}Hint`)}</p>
      {desk.presence === 'signed-out' && <SignInToWork value={value} />}
      {desk.presence !== 'signed-out' && (
        <dl className="idle-keys" aria-label={t('desk.idle.keys')}>
          {keys.map(([combo, label]) => (
            <div key={combo}>
              <dt>
                {combo.split('+').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(label)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

export function DeskPage() {
  const { t } = useWords();
  const me = useMe();
  const value = useDesk();
  const { error, dataUpdatedAt, refetch } = useQuery({ ...deskQuery, enabled: me.agentId !== undefined });
  if (!me.agentId)
    return (
      <Panel title={t('desk.title')}>
        <Empty title={t('desk.noAgent')} hint={t('desk.noAgentHint')} />
      </Panel>
    );
  if (error && !value) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!value) return null;
  const { desk } = value;
  const call = desk.interaction;
  return (
    <div className="desk">
      <h1 className="sr-only">{t('desk.title')}</h1>
      <div className="desk-note">
        {desk.device === 'browser' && desk.presence !== 'signed-out' && <PhoneTroubleNote phone={value.phone} />}
      </div>
      <div className="desk-main" data-call={call ? desk.state : undefined}>
        {desk.state === 'offered' && desk.offer && <OfferCard value={value} />}
        {call && (desk.state === 'talking' || desk.state === 'wrapping-up') && (
          <div className="desk-work" key={call.id}>
            <Notes value={value} />
            {!call.asked && <WrapUp value={value} />}
          </div>
        )}
        {call && desk.state !== 'idle' && desk.state !== 'none' ? (
          <CustomerPanel desk={desk} />
        ) : (
          desk.state !== 'offered' && <Idle value={value} />
        )}
      </div>
      <Glance desk={desk} receivedAt={dataUpdatedAt} />
    </div>
  );
}
