import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { components } from '@/api/generated/schema';
import { useWords } from '@/lib/session';

type Told = components['schemas']['OutsideKnowledge'];

/** What one of the client's own systems said, or why it said nothing. */
export function OutsideFields({ told }: { told: Told }) {
  const { t, say } = useWords();
  return (
    <div>
      <h3>{say(told.name)}</h3>
      {told.fault ? (
        <p className="muted">{t(`customers.conn.fault.${told.fault}`, { defaultValue: told.fault })}</p>
      ) : (
        <dl className="facts">
          {told.fields.map(({ label, value }) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** Comes when it comes: nothing else waits for it. */
export function OutsideCustomer({ customer }: { customer: string }) {
  const { data } = useQuery({
    queryKey: ['customer', customer, 'outside'],
    queryFn: () => api.get('/customers/{id}/outside', { path: { id: customer } }),
    staleTime: 60_000,
    retry: false,
  });
  return (
    <>
      {data?.map((told) => (
        <OutsideFields key={told.code} told={told} />
      ))}
    </>
  );
}

export function OutsideOrder({ order }: { order: string }) {
  const { data } = useQuery({
    queryKey: ['order', order, 'outside'],
    queryFn: () => api.get('/orders/{id}/outside', { path: { id: order } }),
    staleTime: 60_000,
    retry: false,
  });
  return (
    <>
      {data?.map((told) => (
        <OutsideFields key={told.code} told={told} />
      ))}
    </>
  );
}
