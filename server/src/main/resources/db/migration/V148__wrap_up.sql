-- What was proposed at wrap-up and whether it was taken (DSP-04).
create table code_suggestion (
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    agent_id       bigint      not null,
    queue_id       bigint      not null,
    at             timestamptz not null,
    code           text        not null,
    source         text        not null check (source in ('path', 'earlier', 'queue')),
    place          int         not null,
    taken          boolean     not null,
    primary key (interaction_id, agent_id, code)
);
create index code_suggestion_at on code_suggestion (tenant_id, at);
call guard_table('code_suggestion', 'select, insert');
