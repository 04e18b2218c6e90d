-- Breaks of today (decision 0198). A leader writes them from the floor; schedules will write the same rows.

alter table not_ready_reason add column most_minutes int check (most_minutes between 1 and 480);
comment on column not_ready_reason.most_minutes is 'the longest break of this kind; null: 120 minutes';

create table planned_break (
    id          bigint primary key,
    tenant_id   bigint      not null references tenant,
    agent_id    bigint      not null references agent,
    reason      text        not null,
    starts_at   timestamptz not null,
    minutes     int         not null check (minutes between 1 and 480),
    origin      text        not null check (origin in ('floor', 'schedule')),
    state       text        not null default 'planned'
        check (state in ('planned', 'begun', 'over', 'missed', 'withdrawn')),
    began_at    timestamptz,
    ended_at    timestamptz,
    was_from    timestamptz,
    was_minutes int,
    changed_by  text,
    changed_at  timestamptz,
    seen_at     timestamptz
);
create index planned_break_live on planned_break (tenant_id, starts_at) where state in ('planned', 'begun');
create index planned_break_agent on planned_break (agent_id, starts_at);
call guard_table('planned_break', 'select, insert, update');
-- a break belongs to whoever may see its agent
create policy clients on planned_break as restrictive
    using (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or exists (select from agent_client c where c.agent_id = planned_break.agent_id))
    with check (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or exists (select from agent_client c where c.agent_id = planned_break.agent_id));
comment on column planned_break.reason is 'code of a not-ready reason that counts as planned';
comment on column planned_break.was_from is 'where the agent last knew it to be; null for one they have not heard of';
comment on column planned_break.seen_at is 'when the agent has seen the last change; null while it is news to them';
comment on column planned_break.began_at is 'when they went; a break that begins late keeps its length';

alter table floor_action drop constraint floor_action_kind_check;
alter table floor_action add constraint floor_action_kind_check check (kind in
    ('queues', 'skill', 'ready', 'not-ready', 'message', 'break', 'break-move', 'break-length', 'break-off', 'overtime'));
alter table floor_action add column wanted jsonb not null default '{}';
alter table floor_action add column slots jsonb not null default '{}';
comment on column floor_action.wanted is 'of a break or a call for overtime: times and minutes as they were asked for';
comment on column floor_action.slots is 'by agent: the break before and after the act';
