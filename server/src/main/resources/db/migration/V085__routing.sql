-- Rules of routing are definitions (V002); here stands what they need beside: since when somebody is with the house, and what
-- became of the days on which drafts were tried.

alter table agent add column joined_on date;
update agent set joined_on = created_at::date;
alter table agent alter column joined_on set default current_date, alter column joined_on set not null;
comment on column agent.joined_on is 'first day with the house: tenure counts from it';

create table routing_trial (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    day          date        not null,
    zone         text        not null,
    version      int         not null,
    live_version int,
    seeds        int         not null check (seeds between 1 and 100),
    state        text        not null check (state in ('running', 'done', 'failed', 'cancelled')),
    progress     int         not null default 0 check (progress between 0 and 100),
    node         int         not null,
    asked_at     timestamptz not null,
    asked_by     text        not null,
    ended_at     timestamptz,
    problem      text,
    result       jsonb
);
create index routing_trial_version on routing_trial (tenant_id, version, id desc);
create unique index routing_trial_running on routing_trial (tenant_id) where state = 'running';
call guard_table('routing_trial');
comment on column routing_trial.result is 'ids and figures; names are looked up when it is read';
comment on column routing_trial.live_version is 'what it was compared with; null: no rules were in force';
