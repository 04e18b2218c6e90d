-- Who may be contacted and who was: the customer's words, the client's limits, and the ledger of attempts. The ledger holds
-- codes and ids, never a number.

create table contact_limit (
    client_id bigint primary key references client,
    tenant_id bigint not null references tenant,
    version   int    not null,
    settings  jsonb  not null
);
call guard_table('contact_limit');

-- One row a customer, on which questions about them wait for each other.
create table contact_profile (
    customer_id bigint primary key references customer,
    tenant_id   bigint not null references tenant,
    client_id   bigint not null references client,
    time_zone   text
);
call guard_table('contact_profile');

create table contact_consent (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    customer_id  bigint      not null references customer,
    at           timestamptz not null,
    channel      text        not null,
    scope        text        not null,
    kind         text        not null check (kind in ('given', 'withdrawn', 'blocked', 'unblocked')),
    source       text        not null,
    proof        text        not null,
    account_name text        not null
);
create index contact_consent_customer on contact_consent (customer_id, id desc);
call guard_table('contact_consent', 'select, insert, update');
comment on column contact_consent.proof is 'emptied when the customer is erased; the word itself stays';

create table contact_attempt (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    customer_id    bigint references customer,
    at             timestamptz not null,
    channel        text        not null,
    purpose        text        not null,
    origin         text        not null,
    account_id     bigint,
    interaction_id bigint,
    consent_id     bigint references contact_consent,
    verdict        text        not null check (verdict in ('allowed', 'refused')),
    reason         text        not null,
    weight         int         not null,
    result         text
);
create index contact_attempt_customer on contact_attempt (customer_id, at) where customer_id is not null;
create index contact_attempt_client on contact_attempt (client_id, at);
call guard_table('contact_attempt', 'select, insert, update');
comment on column contact_attempt.weight is 'tenths of points; 0 where the attempt does not count';

-- What stands on the customers' records so far is their word, too.
select set_config('callosum.upkeep', 'on', true);
insert into contact_consent (id, tenant_id, client_id, customer_id, at, channel, scope, kind, source, proof, account_name)
select row_number() over (order by c.id, w.key), c.tenant_id, c.client_id, c.id, c.created_at,
       case w.key when 'phone' then 'call' else w.key end, 'all',
       case when w.value = 'true' then 'given' else 'withdrawn' end, 'record', '', 'system'
  from customer c cross join jsonb_each_text(c.consent) w
 where w.key in ('phone', 'sms', 'email') and w.value in ('true', 'false');
