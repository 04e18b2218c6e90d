-- Guided escalation (ESC): departments with their escalation owner (ORG-13), the table of who is responsible for what
-- (ESC-04), signs that call for it (ESC-03), what was escalated, and the monthly check of documents and routing (ESC-09).
create table department (
    id         bigint primary key,
    tenant_id  bigint  not null references tenant,
    code       text    not null,
    name       jsonb   not null,
    owner_id   bigint references account,
    active     boolean not null default true,
    version    int     not null default 0,
    unique (tenant_id, code)
);
call guard_table('department');
comment on column department.owner_id is 'who answers for escalations to it, and checks its documents and routing each month';

create table escalation_route (
    id            bigint primary key,
    tenant_id     bigint   not null references tenant,
    client_id     bigint   not null references client,
    code          text     not null,
    name          jsonb    not null,
    department_id bigint   not null references department,
    team_id       bigint references team,
    queue_id      bigint references queue,
    agent_ids     bigint[] not null default '{}',
    page          text,
    active        boolean  not null default true,
    sort_order    int      not null default 0,
    version       int      not null default 0,
    unique (tenant_id, client_id, code)
);
call guard_table('escalation_route');
comment on column escalation_route.page is 'code of the page with the wording for such a matter';

create table escalation_sign (
    id         bigint primary key,
    tenant_id  bigint  not null references tenant,
    code       text    not null,
    name       jsonb   not null,
    condition  text    not null,
    words      text[]  not null default '{}',
    active     boolean not null default true,
    sort_order int     not null default 0,
    version    int     not null default 0,
    unique (tenant_id, code)
);
call guard_table('escalation_sign');
comment on column escalation_sign.words is 'looked for in what the agent writes, whatever the case; the condition calls it `said`';

create table escalation (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    case_id        bigint      not null references service_case,
    route_id       bigint      not null references escalation_route,
    department_id  bigint      not null references department,
    sign           text        not null,
    way            text        not null check (way in ('transfer', 'consult', 'case')),
    queue_id       bigint,
    agent_id       bigint      not null,
    team_id        bigint,
    at             timestamptz not null,
    unique (interaction_id, agent_id)
);
create index escalation_at on escalation (tenant_id, at);
create index escalation_case on escalation (case_id);
call guard_table('escalation');
comment on column escalation.team_id is 'of the agent who escalated, at that time';

create table escalation_check (
    tenant_id     bigint not null references tenant,
    department_id bigint not null references department,
    month         date   not null,
    case_id       bigint references service_case,
    primary key (department_id, month)
);
call guard_table('escalation_check', 'select, insert, update');
