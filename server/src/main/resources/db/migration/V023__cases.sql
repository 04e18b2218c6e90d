-- Work with a state, an owner and a due time. What a type of case is stands in data.

create table case_type (
    id          bigint primary key,
    tenant_id   bigint  not null references tenant,
    code        text    not null,
    name        jsonb   not null,
    states      jsonb   not null,
    due_minutes int check (due_minutes > 0),
    active      boolean not null default true,
    version     int     not null default 0,
    unique (tenant_id, code)
);
call guard_table('case_type');

create table service_case (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    type           text        not null,
    state          text        not null,
    closed         boolean     not null default false,
    reason         text,
    subject        text        not null,
    customer_id    bigint references customer,
    interaction_id bigint,
    owner_id       bigint references account,
    team_id        bigint references team,
    due_at         timestamptz,
    created_at     timestamptz not null default now(),
    closed_at      timestamptz,
    attributes     jsonb       not null default '{}',
    version        int         not null default 0
);
-- the same interaction never makes the same case twice, however often a recovery runs
create unique index service_case_once on service_case (interaction_id, type, reason) nulls not distinct
    where interaction_id is not null and reason is not null;
create index service_case_open on service_case (client_id, due_at) where not closed;
create index service_case_customer on service_case (customer_id);
create index service_case_owner on service_case (owner_id) where not closed;
call guard_table('service_case');

create table case_note (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    case_id      bigint      not null references service_case,
    at           timestamptz not null default now(),
    author_id    bigint,
    author_name  text        not null,
    text         text        not null
);
create index case_note_case on case_note (case_id, id);
call guard_table('case_note', 'select, insert, delete');
