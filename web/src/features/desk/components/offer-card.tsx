import { useEffect, useRef } from 'react';
import { Button } from 'antd';
import { useNow } from '@/lib/now';
import { useWords } from '@/lib/session';
import { why } from '@/lib/why';
import { CountdownRing } from '@/ui/countdown-ring';
import type { DeskValue } from '../desk-context';
import { callerOf } from './call-bar';

/** The offer at reading size. Its focus is not stolen: the keys work anywhere. */
export function OfferCard({ value }: { value: DeskValue }) {
  const { t, say, clock } = useWords();
  const now = useNow();
  const { desk, act, acting, phone } = value;
  const offer = desk.offer!;
  const call = desk.interaction;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
  }, [offer.id]);
  const settle = (what: 'accept' | 'decline') => {
    phone.ringer.stop();
    void act({ path: `/offers/${offer.id}/${what}` });
  };
  return (
    <section className="offer" ref={card} aria-labelledby="offer-title">
      <CountdownRing from={Date.parse(offer.madeAt)} until={Date.parse(offer.deadline)} size={84} />
      <div className="offer-words">
        <p className="offer-kicker" id="offer-title">
          {t('desk.offer.title')} · {say(offer.queueName)}
        </p>
        <h1>{callerOf(call, t('desk.customer.hidden'))}</h1>
        <p className="mono">{call?.from}</p>
        {call?.asked && (
          <p>
            <strong>
              {t('desk.second.offer', {
                agent: call.asked.agentName,
                from: callerOf(call, t('desk.customer.hidden')),
              })}
            </strong>
          </p>
        )}
        <p className="muted">
          {t('desk.offer.waited', {
            time: clock((call ? now - Date.parse(call.queuedAt) : undefined) ?? offer.explanation?.waitMillis ?? 0),
          })}
          {offer.explanation && (
            <>
              {' '}
              ·{' '}
              {why(t, {
                ...offer.explanation,
                waitMillis: 0,
                runnerUp: '',
                ...(call && { attributes: call.attributes }),
              })}
            </>
          )}
        </p>
        {desk.device === 'phone' && <p className="muted">{t('desk.offer.onPhone')}</p>}
      </div>
      <div className="offer-acts">
        <Button
          type="primary"
          size="large"
          className="accept"
          loading={acting(`/offers/${offer.id}/accept`)}
          onClick={() => settle('accept')}
        >
          {t('desk.offer.accept')} <kbd>Alt A</kbd>
        </Button>
        <Button size="large" onClick={() => settle('decline')}>
          {t('desk.offer.decline')} <kbd>Alt D</kbd>
        </Button>
      </div>
    </section>
  );
}
