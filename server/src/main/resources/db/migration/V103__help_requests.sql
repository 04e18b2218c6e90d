-- Help that agents ask for during a conversation: what, when it was taken up and by whom, how it was answered.

create table help_request (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    queue_id       bigint,
    agent_id       bigint      not null,
    reason         text        not null,
    text           text        not null default '',
    asked_at       timestamptz not null,
    taken_at       timestamptz,
    taken_by       bigint,
    taken_name     text,
    answered_at    timestamptz,
    answered_by    bigint,
    answered_name  text,
    answered_how   text check (answered_how in ('text', 'whisper', 'join', 'take-over')),
    answer         text        not null default '',
    closed_at      timestamptz,
    closed_why     text check (closed_why in ('answered', 'withdrawn', 'over'))
);
create unique index help_request_open on help_request (agent_id) where closed_at is null;
create index help_request_asked on help_request (tenant_id, asked_at desc);
create index help_request_interaction on help_request (interaction_id);
create index help_request_agent on help_request (agent_id, id desc);
call guard_table('help_request', 'select, insert, update');
