-- Agents are asked to stay longer or to come earlier; each answers once, or does not (decision 0199).

create table overtime_ask (
    id          bigint primary key,
    tenant_id   bigint      not null references tenant,
    action_id   bigint      not null references floor_action deferrable initially deferred,
    agent_id    bigint      not null references agent,
    direction   text        not null check (direction in ('stay', 'come')),
    minutes     int         not null check (minutes between 5 and 480),
    day         date        not null,
    asked_at    timestamptz not null,
    asked_by    text        not null,
    text        text        not null,
    answer_by   timestamptz not null,
    answer      text check (answer in ('yes', 'no')),
    answered_at timestamptz,
    unique (agent_id, direction, day)
);
create index overtime_ask_action on overtime_ask (action_id);
create index overtime_ask_open on overtime_ask (agent_id, answer_by) where answer is null;
call guard_table('overtime_ask', 'select, insert, update');
create policy clients on overtime_ask as restrictive
    using (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or exists (select from agent_client c where c.agent_id = overtime_ask.agent_id))
    with check (current_setting('callosum.upkeep', true) = 'on' or (select callosum_all_clients())
           or exists (select from agent_client c where c.agent_id = overtime_ask.agent_id));
comment on column overtime_ask.day is 'of the agent''s site: nobody is asked the same twice a day';
comment on column overtime_ask.text is 'emptied after 30 days; that it was asked and answered stays';
