-- Agents' scripts (decisions 0167, 0168): where a run stands, what happened in it, what is known of the customer by it.

-- One run a contact at a time. `run` and `trail` hold what customers said: they are emptied with them.
create table script_run (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    customer_id    bigint,
    script         text        not null,
    version        int         not null,
    language       text        not null,
    how            text        not null check (how in ('flow', 'rule', 'agent')),
    state          text        not null check (state in ('open', 'closed', 'left')),
    result         text check (result in ('solved', 'unsolved', 'handed-over')),
    revision       int         not null default 0,
    run            jsonb       not null,
    trail          jsonb       not null default '[]',
    dispositions   text[]      not null default '{}',
    cases          bigint[]    not null default '{}',
    agent_id       bigint      not null,
    last_step      text,
    started_at     timestamptz not null,
    moved_at       timestamptz not null
);
create index script_run_interaction on script_run (interaction_id);
create unique index script_run_open on script_run (interaction_id) where state = 'open';
create index script_run_started on script_run (tenant_id, started_at);
call guard_table('script_run');
comment on column script_run.revision is 'counts moves: two windows cannot move the same run twice';
comment on column script_run.trail is 'what was said so far, each with the run before it';

-- What happened, in codes only: figures are read from here.
create table script_event (
    id             bigint generated always as identity primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    run_id         bigint      not null references script_run,
    interaction_id bigint      not null,
    agent_id       bigint      not null,
    at             timestamptz not null,
    script         text        not null,
    version        int         not null,
    flow           text        not null,
    step           text        not null,
    type           text        not null check (type in ('shown', 'reply', 'free-answer', 'filled', 'accepted', 'declined',
                        'passed-over', 'case', 'disposition', 'skipped', 'jumped', 'back', 'closed', 'left', 'fault')),
    code           text,
    detail         text,
    value          numeric(12, 2)
);
create index script_event_run on script_event (run_id, id);
create index script_event_at on script_event (tenant_id, at);
call guard_table('script_event', 'select, insert');
comment on column script_event.detail is 'what an offer is for, or why it was passed over';
comment on column script_event.flow is 'the script itself, or the part of it that the step stands in';

-- Replies that no version of the script expected, in the words of the customer.
create table script_free_answer (
    event_id       bigint primary key references script_event,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    at             timestamptz not null,
    text           text        not null
);
create index script_free_answer_interaction on script_free_answer (interaction_id);
call guard_table('script_free_answer');

-- What a customer has said once and is not asked again (DSK-05).
create table known_answer (
    id             bigint generated always as identity primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    customer_id    bigint,
    form           text        not null,
    item           text        not null,
    answer         jsonb       not null,
    at             timestamptz not null,
    agent_id       bigint      not null,
    unique (interaction_id, form, item)
);
create index known_answer_customer on known_answer (customer_id, at desc) where customer_id is not null;
call guard_table('known_answer');

-- Which script for which contact.
create table script_rules (
    client_id bigint primary key references client,
    tenant_id bigint not null references tenant,
    rules     jsonb  not null,
    version   int    not null
);
call guard_table('script_rules');

-- Words of the trade that customers should not have to hear (DSK-22).
create table jargon (
    tenant_id bigint primary key references tenant,
    words     jsonb  not null,
    version   int    not null
);
call guard_table('jargon');
