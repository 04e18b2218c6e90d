-- What leaders did on the floor, why, and what came of it; and what they wrote to desks.

create table floor_action (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    at           timestamptz not null,
    account_id   bigint,
    account_name text        not null,
    kind         text        not null check (kind in ('queues', 'skill', 'ready', 'not-ready', 'message')),
    agent_ids    bigint[]    not null,
    added_queues bigint[]    not null default '{}',
    removed_queues bigint[]  not null default '{}',
    skill_id     bigint,
    level        int,
    reason       text,
    why          text        not null default '',
    alarm_id     bigint references floor_alarm,
    client_ids   bigint[]    not null,
    outcomes     jsonb       not null,
    figure       text        not null,
    scope        bigint[]    not null,
    before       jsonb       not null,
    after        jsonb,
    after_due    timestamptz not null
);
create index floor_action_at on floor_action (tenant_id, at desc);
create index floor_action_due on floor_action (tenant_id, after_due) where after is null;
call guard_table('floor_action', 'select, insert, update');
create policy clients on floor_action as restrictive
    using (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or client_ids && (select callosum_clients())::bigint[])
    with check (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or client_ids && (select callosum_clients())::bigint[]);
comment on column floor_action.scope is 'the queues by whose figures the effect is told';
comment on column floor_action.outcomes is 'by agent: done, or the code of a refusal';

create table desk_message (
    id        bigint primary key,
    tenant_id bigint      not null references tenant,
    action_id bigint      not null references floor_action,
    agent_id  bigint      not null references agent,
    at        timestamptz not null,
    sender    text        not null,
    text      text        not null,
    read_at   timestamptz
);
create index desk_message_unread on desk_message (agent_id, id) where read_at is null;
call guard_table('desk_message', 'select, insert, update');
comment on column desk_message.text is 'emptied after 30 days; that it was sent and read stays';
