-- What happened on the floor that somebody ought to look at: when it began, how bad it got, who took it up, when it was over.

create table floor_alarm (
    id                bigint primary key,
    tenant_id         bigint           not null references tenant,
    code              text             not null,
    rule_version      int              not null,
    subject           text             not null,
    severity          text             not null check (severity in ('warning', 'critical')),
    agent_id          bigint,
    queue_id          bigint,
    interaction_id    bigint,
    client_ids        bigint[]         not null,
    raised_at         timestamptz      not null,
    cleared_at        timestamptz,
    value             double precision,
    worst             double precision,
    limit_value       double precision not null,
    acknowledged_at   timestamptz,
    acknowledged_by   bigint,
    acknowledged_name text,
    note              text             not null default ''
);
create unique index floor_alarm_open on floor_alarm (tenant_id, code, subject) where cleared_at is null;
create index floor_alarm_raised on floor_alarm (tenant_id, raised_at desc);
call guard_table('floor_alarm', 'select, insert, update');
-- an agent may serve several clients: whoever sees one of them sees the alarm
create policy clients on floor_alarm as restrictive
    using (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or client_ids && (select callosum_clients())::bigint[])
    with check (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or client_ids && (select callosum_clients())::bigint[]);
comment on column floor_alarm.subject is 'agent:ID, conversation:ID or queue:ID';
comment on column floor_alarm.worst is 'the value farthest beyond the limit, known when it is over';
