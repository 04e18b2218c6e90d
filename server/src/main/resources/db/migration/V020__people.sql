-- Agents, teams and the skill matrix.

create table skill (
    id        bigint primary key,
    tenant_id bigint  not null references tenant,
    code      text    not null,
    name      jsonb   not null,
    yes_no    boolean not null default false,
    active    boolean not null default true,
    version   int     not null default 0,
    unique (tenant_id, code)
);
call guard_table('skill');

create table agent (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    account_id     bigint unique references account,
    name           text        not null,
    staff_number   text        not null,
    site_id        bigint      not null references site,
    voice_capacity smallint    not null default 1 check (voice_capacity between 0 and 1),
    chat_capacity  smallint    not null default 0 check (chat_capacity between 0 and 100),
    device         text        not null default 'browser' check (device in ('browser', 'phone')),
    active         boolean     not null default true,
    created_at     timestamptz not null default now(),
    retired_at     timestamptz,
    version        int         not null default 0,
    unique (tenant_id, staff_number)
);
create index agent_site on agent (site_id);
call guard_table('agent');

create table agent_client (
    tenant_id bigint not null references tenant,
    agent_id  bigint not null references agent,
    client_id bigint not null references client,
    primary key (agent_id, client_id)
);
create index agent_client_client on agent_client (client_id);
call guard_table('agent_client');

-- none at all for an agent: every queue of the granted clients
create table agent_queue (
    tenant_id bigint not null references tenant,
    agent_id  bigint not null references agent,
    client_id bigint not null references client,
    queue_id  bigint not null,
    primary key (agent_id, queue_id)
);
create index agent_queue_queue on agent_queue (queue_id);
call guard_table('agent_queue');

create table team (
    id            bigint primary key,
    tenant_id     bigint   not null references tenant,
    code          text     not null,
    name          jsonb    not null,
    site_id       bigint   not null references site,
    leader_id     bigint references agent,
    deputy_ids    bigint[] not null default '{}',
    benchmark_ids bigint[] not null default '{}',
    active        boolean  not null default true,
    version       int      not null default 0,
    unique (tenant_id, code)
);
call guard_table('team');

-- Membership is half-open: valid_to is the first day that it no longer holds. An agent is in one team at a time.
create table team_member (
    id         bigint primary key,
    tenant_id  bigint not null references tenant,
    team_id    bigint not null references team,
    agent_id   bigint not null references agent,
    valid_from date   not null,
    valid_to   date check (valid_to > valid_from),
    exclude using gist (int8range(agent_id, agent_id, '[]') with &&, daterange(valid_from, valid_to) with &&)
);
create index team_member_team on team_member (team_id);
create index team_member_agent on team_member (agent_id);
call guard_table('team_member');

-- One line per assessment, appended. The one marked latest is the cell of the matrix and what routing reads; a level of
-- null takes the skill away.
create table skill_assessment (
    id            bigint primary key,
    tenant_id     bigint      not null references tenant,
    agent_id      bigint      not null references agent,
    skill_id      bigint      not null references skill,
    level         smallint check (level between 1 and 5),
    evidence      text,
    assessor_id   bigint references account,
    assessor_name text        not null,
    assessed_on   date        not null,
    recorded_at   timestamptz not null default now(),
    latest        boolean     not null default true
);
create unique index skill_assessment_latest on skill_assessment (agent_id, skill_id) where latest;
create index skill_assessment_history on skill_assessment (agent_id, skill_id, id desc);
create index skill_assessment_skill on skill_assessment (skill_id);
call guard_table('skill_assessment', 'select, insert, update (latest)');
