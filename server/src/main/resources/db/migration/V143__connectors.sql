-- Systems of a client that know more about its customers and orders, and what is to be written into them.

create table connector (
    id             bigint primary key,
    tenant_id      bigint   not null references tenant,
    client_id      bigint   not null references client,
    code           text     not null,
    name           jsonb    not null,
    kind           text     not null check (kind in ('crm', 'orders')),
    base_url       text     not null,
    auth_header    text     not null default 'Authorization',
    secret         bytea,
    read_path      text     not null,
    write_path     text,
    mapping        jsonb    not null default '[]',
    timeout_millis int      not null default 2000 check (timeout_millis between 100 and 10000),
    cache_minutes  int      not null default 5 check (cache_minutes between 0 and 60),
    active         boolean  not null default true,
    version        int      not null default 0,
    unique (client_id, code)
);
call guard_table('connector');
comment on column connector.secret is 'value of the header, sealed under the master key';
comment on column connector.read_path is 'with {number} or {order} in it, below base_url';

create table connector_outbox (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    connector_id bigint      not null references connector,
    customer_id  bigint,
    body         jsonb,
    created_at   timestamptz not null,
    attempts     int         not null default 0,
    next_at      timestamptz not null,
    state        text        not null default 'waiting' check (state in ('waiting', 'sent', 'given-up')),
    fault        text
);
create index connector_outbox_due on connector_outbox (tenant_id, next_at) where state = 'waiting';
create index connector_outbox_customer on connector_outbox (customer_id) where customer_id is not null;
call guard_table('connector_outbox');
comment on column connector_outbox.body is 'emptied when it was taken, given up, or its customer forgotten';
