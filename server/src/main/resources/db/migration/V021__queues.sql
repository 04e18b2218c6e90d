-- Queues, dispositions, reasons for not being ready, calendars.

create table calendar (
    id         bigint primary key,
    tenant_id  bigint not null references tenant,
    code       text   not null,
    name       jsonb  not null,
    time_zone  text   not null,
    weekly     jsonb  not null default '[]',
    exceptions jsonb  not null default '[]',
    version    int    not null default 0,
    unique (tenant_id, code)
);
call guard_table('calendar');
alter table site add foreign key (calendar_id) references calendar;

create table queue (
    id                   bigint primary key,
    tenant_id            bigint   not null references tenant,
    client_id            bigint   not null references client,
    code                 text     not null,
    name                 jsonb    not null,
    site_id              bigint   not null references site,
    calendar_id          bigint references calendar,
    channel              text     not null check (channel in ('voice')),
    priority             smallint not null check (priority between 0 and 9),
    target_seconds       int      not null check (target_seconds between 1 and 86400),
    target_percent       smallint not null check (target_percent between 1 and 100),
    short_abandon_seconds int     not null check (short_abandon_seconds between 0 and 600),
    sl_variant           text     not null,
    policy               text     not null,
    steps                jsonb    not null,
    offer_seconds        int      not null check (offer_seconds between 5 and 300),
    wrap_up_seconds      int      not null check (wrap_up_seconds between 0 and 3600),
    ready_after_wrap_up  boolean  not null,
    max_waiting          int      not null check (max_waiting between 0 and 50000),
    treatment_flow       text,
    music                text     not null,
    disposition_required boolean  not null,
    several_dispositions boolean  not null,
    recording            text     not null check (recording in ('all', 'none')),
    active               boolean  not null default true,
    version              int      not null default 0,
    unique (client_id, code)
);
call guard_table('queue');
alter table agent_queue add foreign key (queue_id) references queue;

create table disposition (
    id                  bigint primary key,
    tenant_id           bigint   not null references tenant,
    client_id           bigint   not null references client,
    code                text     not null,
    name                jsonb    not null,
    group_name          jsonb    not null,
    queue_ids           bigint[] not null default '{}',
    resolved            boolean,
    follow_up_case_type text,
    active              boolean  not null default true,
    sort_order          int      not null default 0,
    version             int      not null default 0,
    unique (client_id, code)
);
call guard_table('disposition');
comment on column disposition.queue_ids is 'empty: every queue of the client';
comment on column disposition.resolved is 'null: says nothing about it';

create table not_ready_reason (
    id         bigint primary key,
    tenant_id  bigint  not null references tenant,
    code       text    not null,
    name       jsonb   not null,
    paid       boolean not null,
    planned    boolean not null,
    active     boolean not null default true,
    system     boolean not null default false,
    sort_order int     not null default 0,
    version    int     not null default 0,
    unique (tenant_id, code)
);
call guard_table('not_ready_reason');
comment on column not_ready_reason.system is 'set by the floor itself; its code stays and nobody chooses it';
