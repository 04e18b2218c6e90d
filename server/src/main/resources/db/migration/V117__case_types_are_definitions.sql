-- Types of cases are definitions: edited, approved, with versions, like flows and forms. What stood in case_type becomes the
-- first version of each, in service from now; a case keeps the version it began with.

set local callosum.upkeep = 'on';

insert into definition (id, tenant_id, client_id, kind, code, name)
select id, tenant_id, null, 'case-type', code, name from case_type;

insert into definition_version
    (definition_id, version, tenant_id, client_id, state, body, created_at, author_id, author, reason, valid_from)
select id, 1, tenant_id, null, 'approved',
       jsonb_pretty(jsonb_strip_nulls(jsonb_build_object(
           'name', name, 'states', states, 'moves', moves, 'reasons', reasons, 'dueMinutes', due_minutes, 'active', active))),
       now(), null, 'system', 'shipped', now()
  from case_type;

insert into definition_act (id, definition_id, tenant_id, client_id, version, act, at, author_id, author, reason)
select id, id, tenant_id, null, 1, 'approved', now(), null, 'system', 'shipped' from case_type;

set local callosum.upkeep = 'off';

drop table case_type;

alter table service_case
    add column type_version    int   not null default 1,
    add column form_code       text,
    add column form_version    int,
    add column answers         jsonb not null default '{}',
    add column answers_version int   not null default 0,
    add column words           text  not null default '';
comment on column service_case.answers is 'of the items that are shown, by code';
comment on column service_case.words is 'what a search may find of the answers: texts of items that are not sensitive';

-- Who changed what, when. What was written goes with the case's words; that it was changed stays.
create table case_change (
    id          bigint primary key,
    tenant_id   bigint      not null references tenant,
    client_id   bigint      not null references client,
    case_id     bigint      not null references service_case,
    at          timestamptz not null default now(),
    author_id   bigint,
    author_name text        not null,
    field       text        not null,
    sensitive   boolean     not null default false,
    before      jsonb,
    after       jsonb
);
create index case_change_case on case_change (case_id, id);
call guard_table('case_change', 'select, insert, update');

-- A time at which somebody wants to hear of a case again; `notify` says who, where it is a step of the type's escalation.
create table case_reminder (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    case_id      bigint      not null references service_case,
    at           timestamptz not null,
    account_id   bigint references account,
    notify       text check (notify in ('owner', 'team-leader', 'escalation-owner')),
    author_name  text        not null,
    text         text        not null,
    announced_at timestamptz
);
create index case_reminder_case on case_reminder (case_id, at);
create index case_reminder_due on case_reminder (at) where announced_at is null;
call guard_table('case_reminder');

create table case_relation (
    id          bigint primary key,
    tenant_id   bigint      not null references tenant,
    client_id   bigint      not null references client,
    case_id     bigint      not null references service_case,
    other_id    bigint      not null references service_case,
    kind        text        not null check (kind in ('related', 'duplicate-of', 'caused-by')),
    author_name text        not null,
    at          timestamptz not null default now(),
    check (case_id <> other_id),
    unique (case_id, other_id, kind)
);
create index case_relation_other on case_relation (other_id);
call guard_table('case_relation', 'select, insert, delete');
