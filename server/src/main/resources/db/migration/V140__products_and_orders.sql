-- What a client sells, what a customer holds of it, and what they ordered; and what each contact was about.

alter table customer
    add column email             text,
    add column preferred_channel text check (preferred_channel in ('call', 'sms', 'email', 'app')),
    add column preferred_from    text check (preferred_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    add column preferred_to      text check (preferred_to ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
    add column customer_since    date,
    add column name_key          text,
    add column merged_into       bigint references customer;
create index customer_email on customer (client_id, lower(email)) where email is not null;
create index customer_name_key on customer (client_id, name_key) where name_key is not null;
create index customer_merged_into on customer (merged_into) where merged_into is not null;
comment on column customer.preferred_from is 'time of day in the zone in force for the customer';
comment on column customer.name_key is 'the name folded, its words in order, Chinese by reading: what two spellings of one name share';
comment on column customer.merged_into is 'this record was found to be the same person and is kept only to be brought back';

-- A tree: what stands under a product are its parts. How it works is told on a page of knowledge.
create table product (
    id          bigint primary key,
    tenant_id   bigint   not null references tenant,
    client_id   bigint   not null references client,
    code        text     not null,
    name        jsonb    not null,
    parent_id   bigint references product,
    kind        text     not null check (kind in ('product', 'service', 'part')),
    principle   jsonb    not null default '{}',
    page_code   text,
    price_minor bigint check (price_minor between 0 and 100000000000000),
    currency    text check (currency ~ '^[A-Z]{3}$'),
    active      boolean  not null default true,
    sort_order  int      not null default 0,
    version     int      not null default 0,
    unique (client_id, code)
);
create index product_parent on product (parent_id) where parent_id is not null;
call guard_table('product');
comment on column product.price_minor is 'in the smallest unit of the currency';
comment on column product.principle is 'how it works, in a few sentences';

create table customer_product (
    id          bigint primary key,
    tenant_id   bigint not null references tenant,
    client_id   bigint not null references client,
    customer_id bigint not null references customer,
    product_id  bigint not null references product,
    since       date   not null,
    until       date check (until >= since),
    price_minor bigint check (price_minor between 0 and 100000000000000),
    currency    text check (currency ~ '^[A-Z]{3}$'),
    state       text   not null check (state in ('active', 'paused', 'ended')),
    reference   text,
    version     int    not null default 0
);
create index customer_product_customer on customer_product (customer_id);
create index customer_product_product on customer_product (product_id);
call guard_table('customer_product');
comment on column customer_product.reference is 'number of a contract or a device: personal, goes with the customer';

create table customer_order (
    id          bigint primary key,
    tenant_id   bigint      not null references tenant,
    client_id   bigint      not null references client,
    customer_id bigint      not null references customer,
    number      text        not null,
    placed_at   timestamptz not null,
    state       text        not null check (state in ('placed', 'confirmed', 'shipped', 'delivered', 'cancelled', 'returned')),
    currency    text        not null check (currency ~ '^[A-Z]{3}$'),
    total_minor bigint      not null check (total_minor between 0 and 100000000000000),
    deliver_on  date,
    deliver_to  text,
    source      text        not null default 'desk',
    version     int         not null default 0,
    unique (client_id, number)
);
create index customer_order_customer on customer_order (customer_id, placed_at desc);
create index customer_order_placed on customer_order (client_id, placed_at desc);
call guard_table('customer_order');
comment on column customer_order.deliver_to is 'personal, goes with the customer';

create table order_line (
    order_id    bigint not null references customer_order,
    line        int    not null,
    tenant_id   bigint not null references tenant,
    client_id   bigint not null references client,
    product_id  bigint references product,
    name        text   not null,
    quantity    int    not null check (quantity between 1 and 1000000),
    price_minor bigint not null check (price_minor between 0 and 100000000000000),
    primary key (order_id, line)
);
call guard_table('order_line');
comment on column order_line.name is 'as it was called when it was ordered';

create table order_change (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    order_id       bigint      not null references customer_order,
    at             timestamptz not null,
    by_name        text        not null,
    way            text        not null check (way in ('desk', 'self-service', 'import', 'connector', 'sample')),
    act            text        not null check (act in ('placed', 'state', 'changed')),
    from_state     text,
    to_state       text,
    fields         text[]      not null default '{}',
    interaction_id bigint
);
create index order_change_order on order_change (order_id, id);
call guard_table('order_change', 'select, insert');
comment on column order_change.fields is 'names of what changed, never values';

-- What a contact was about, so that contacts per order, product and case can be counted.
create table contact_subject (
    interaction_id bigint      not null,
    kind           text        not null check (kind in ('order', 'product', 'case')),
    subject_id     bigint      not null,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    at             timestamptz not null,
    by_name        text        not null,
    primary key (interaction_id, kind, subject_id)
);
create index contact_subject_subject on contact_subject (kind, subject_id);
call guard_table('contact_subject');

-- How a client ranks its customers by what they bring in; the rule is data.
create table value_rule (
    client_id bigint primary key references client,
    tenant_id bigint not null references tenant,
    version   int    not null,
    settings  jsonb  not null
);
call guard_table('value_rule');
