import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Desk } from '@/api/contract';
import { factWords } from '@/lib/facts';
import { useNow } from '@/lib/now';
import { useCan, useWords } from '@/lib/session';
import { CallOut } from '@/ui/call-out';
import { Panel } from '@/ui/panel';

/** Who is this, what have they pressed, what happened before: read before the first word is spoken. */
export function CustomerPanel({ desk, known }: { desk: Desk; known?: ReactNode }) {
  const { t, say, ago } = useWords();
  const now = useNow();
  const mayOpen = useCan('cases.edit');
  const call = desk.interaction!;
  const customer = call.customer;
  const number = call.from || t('desk.customer.hidden');
  const speaks = customer?.language || call.language;
  const facts = factWords(t, call.attributes);
  const out = call.direction === 'out';
  const repeats = call.earlier.filter((contact) => contact.repeat).length;
  return (
    <Panel title={t(out ? 'desk.out.whom' : 'desk.customer.title')} className="who">
      <div className="who-name">
        <h3>{customer?.name || call.fromName || t('desk.customer.unknown')}</h3>
        <span className="mono who-number">{number}</span>
      </div>
      {customer ? (
        <ul className="who-facts">
          {customer.memberLevel && <li className="tag">{customer.memberLevel}</li>}
          <li className="tag">
            {t('desk.customer.speaks', { language: t(`common.lang.${speaks}`, { defaultValue: speaks }) })}
          </li>
          {call.earlier.length > 0 && (
            <li className="tag">{t('desk.customer.contacts', { count: customer.contacts })}</li>
          )}
          {repeats > 0 && <li className="tag tag-warn">{t('desk.customer.repeats', { count: repeats })}</li>}
          {customer.openCases > 0 && (
            <li className="tag tag-warn">
              <Link to={`/desk/cases?customer=${customer.id}&open=true`}>
                {t('desk.customer.cases', { count: customer.openCases })}
              </Link>
            </li>
          )}
        </ul>
      ) : (
        <p className="muted">{t('desk.customer.unknownHint')}</p>
      )}
      <dl className="facts">
        <dt>{say(call.clientName)}</dt>
        <dd>
          {say(call.queueName)}
          {!out && ` · ${t('desk.customer.dialled', { number: call.dialled })}`}
        </dd>
        {out ? (
          <FactRow name={t('desk.out.reason')} content={say(call.outgoing?.reason) || '–'} />
        ) : (
          <>
            <dt>{t('desk.customer.keys')}</dt>
            <dd>
              {call.keys.length === 0
                ? t('desk.customer.noKeys')
                : call.keys.map((key, index) => (
                    <span key={index} className="key-pressed">
                      <kbd>{key.digits}</kbd> {say(key.meaning) || key.prompt}
                    </span>
                  ))}
            </dd>
          </>
        )}
        {facts.map(({ name, value }) => (
          <FactRow key={name} name={name} content={value} />
        ))}
      </dl>
      {known}
      <h3 className="who-sub">{t('desk.customer.earlier')}</h3>
      {call.earlier.length === 0 ? (
        <p className="muted">{t('desk.customer.noEarlier')}</p>
      ) : (
        <ol className="earlier">
          {call.earlier.slice(0, 6).map((contact) => (
            <li key={contact.id}>
              <Link to={`/insight/interactions/${contact.id}`}>{ago(contact.at, now)}</Link>
              <span>
                {say(contact.queueName)}
                {contact.agentName && ` · ${contact.agentName}`}
              </span>
              {contact.repeat && <span className="tag tag-warn">{t('desk.customer.repeat')}</span>}
              {contact.dispositions.length > 0 && <em>{contact.dispositions.map(say).join(', ')}</em>}
              {contact.notes && <p>{contact.notes}</p>}
            </li>
          ))}
        </ol>
      )}
      {customer && (
        <p className="who-links">
          <Link to={`/desk/customers?record=${customer.id}`}>{t('desk.customer.open')}</Link>{' '}
          {mayOpen && (
            <Link to={`/desk/cases?record=new&customer=${customer.id}&interaction=${call.id}`}>
              {t('desk.customer.newCase')}
            </Link>
          )}{' '}
          {desk.state === 'wrapping-up' && <CallOut from={{ customerId: customer.id }} />}
        </p>
      )}
    </Panel>
  );
}

function FactRow({ name, content }: { name: string; content: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{content}</dd>
    </>
  );
}
