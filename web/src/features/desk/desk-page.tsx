import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { DeskInteraction, DispositionChoice } from '@/api/contract';
import { useMe, useWords } from '@/lib/session';
import { press } from '@/lib/shortcuts';
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
import { EscalationPanel } from './handling/escalation-panel';
import { FormNotes } from './handling/form-notes';
import { NeedPanel } from './handling/need-panel';
import { useDesk, type DeskValue } from './desk-context';
import './desk.css';

const keys = [
  ['Alt+R', 'desk.presence.toggle'],
  ['Alt+Z', 'desk.day.go'],
  ['Alt+A', 'desk.offer.accept'],
  ['Alt+M', 'desk.call.mute'],
  ['Alt+H', 'desk.call.hold'],
  ['Alt+T', 'desk.second.title'],
  ['Alt+X', 'desk.call.hangUp'],
  ['Alt+G', 'contact.escalation.open'],
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

/** Which contact something beside the desk is for. */
type Beside = { clientId?: string; queueId?: string; reasons: string[] };

/** What leads through a contact, above what an agent writes. */
type Lead = {
  id: string;
  talking: boolean;
  results: { code: string; name: DispositionChoice['name'] }[];
  chosen: string[];
  choose: (codes: string[]) => void;
};

/** `beside` stands below what an agent writes; it is told of the contact there is, and begins anew with the next. */
export function DeskPage({
  lead,
  beside,
  task,
  day,
  known,
}: {
  lead?: (contact: Lead) => ReactNode;
  beside?: (contact?: Beside) => ReactNode;
  /** Work that is taken on with the contact in hand. */
  task?: (call: DeskInteraction) => ReactNode;
  /** What stands beside the figures of the day. */
  day?: ReactNode;
  /** What the house knows of the customer, inside their panel. */
  known?: (customer: string, interaction: string) => ReactNode;
}) {
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
            {lead?.({
              id: call.id,
              talking: desk.state === 'talking',
              results: call.dispositions,
              chosen: value.chosen,
              choose: value.choose,
            })}
            <Notes value={value} />
            <FormNotes value={value} />
            <EscalationPanel
              interactionId={call.id}
              clientId={call.clientId}
              talking={desk.state === 'talking'}
              asked={call.asked !== undefined}
              openTransfer={() => press('Alt+T')}
            />
            {!call.asked && <WrapUp value={value} />}
            {!call.asked && task?.(call)}
            {beside?.({
              clientId: call.clientId,
              queueId: call.queueId,
              reasons: [
                ...new Set(Object.values(call.attributes).filter((code) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(code))),
              ],
            })}
          </div>
        )}
        {call && desk.state !== 'idle' && desk.state !== 'none' ? (
          <div className="desk-who">
            <CustomerPanel desk={desk} known={call.customer && known?.(call.customer.id, call.id)} />
            {!call.asked && (desk.state === 'talking' || desk.state === 'wrapping-up') && (
              <NeedPanel key={call.id} interactionId={call.id} />
            )}
          </div>
        ) : (
          desk.state !== 'offered' && (
            <>
              <Idle value={value} />
              {beside?.()}
            </>
          )
        )}
      </div>
      <Glance desk={desk} receivedAt={dataUpdatedAt} more={day} />
    </div>
  );
}
