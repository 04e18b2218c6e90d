-- Customers of a client. Everything personal about them lives here and in what interactions keep; journals and facts hold ids.

create table customer (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    name         text        not null,
    language     text        not null check (language in ('en', 'zh-Hans', 'zh-Hant')),
    value_rank   smallint check (value_rank between 0 and 5),
    member_level text,
    consent      jsonb       not null default '{}',
    notes        text,
    created_at   timestamptz not null default now(),
    erased_at    timestamptz,
    version      int         not null default 0
);
create index customer_client_name on customer (client_id, lower(name));
call guard_table('customer');

-- One number may belong to several people (a household, a company): the one marked primary is asked first.
create table customer_number (
    tenant_id   bigint   not null references tenant,
    client_id   bigint   not null references client,
    customer_id bigint   not null references customer,
    number      text     not null,
    kind        text     not null check (kind in ('mobile', 'home', 'work', 'other')),
    is_primary  boolean  not null default false,
    sort_order  smallint not null default 0,
    primary key (customer_id, number)
);
create index customer_number_number on customer_number (client_id, number);
call guard_table('customer_number');
comment on column customer_number.number is 'E.164 with +, or up to six digits';

-- Old and new values, so personal data: it goes when the customer is erased.
create table customer_change (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    customer_id  bigint      not null references customer,
    at           timestamptz not null default now(),
    account_id   bigint,
    account_name text        not null,
    changes      jsonb       not null
);
create index customer_change_customer on customer_change (customer_id, id desc);
call guard_table('customer_change', 'select, insert, delete');
