-- Who listened to a running conversation, spoke to its agent, joined it or took it over, why, and for how long: for the audit,
-- and for coaching that follows.

create table monitoring (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    agent_id       bigint      not null,
    supervisor_id  bigint      not null,
    account_id     bigint,
    account_name   text        not null,
    mode           text        not null check (mode in ('listen', 'whisper', 'join', 'take-over')),
    why            text        not null default '',
    began_at       timestamptz not null,
    ended_at       timestamptz
);
create index monitoring_open on monitoring (tenant_id, interaction_id) where ended_at is null;
create index monitoring_agent on monitoring (agent_id, began_at desc);
create index monitoring_began on monitoring (tenant_id, began_at desc);
call guard_table('monitoring', 'select, insert, update');
