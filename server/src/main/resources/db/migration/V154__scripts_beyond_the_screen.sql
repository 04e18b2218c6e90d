-- A script's own results stand first among what wrap-up proposes (DSP-04).
alter table code_suggestion drop constraint code_suggestion_source_check;
alter table code_suggestion add constraint code_suggestion_source_check
    check (source in ('script', 'path', 'earlier', 'queue'));

-- What became of the steps that count: key steps, and those that name critical behaviours (SCR-04, SCR-07). Codes only: kept
-- when what was said in the run is forgotten, for figures and for quality.
create table script_key_step (
    run_id         bigint      not null references script_run,
    flow           text        not null,
    step           text        not null,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    agent_id       bigint      not null,
    script         text        not null,
    version        int         not null,
    key            boolean     not null,
    behaviours     text[]      not null,
    outcome        text        not null check (outcome in ('shown', 'done', 'left-out')),
    at             timestamptz not null,
    primary key (run_id, flow, step)
);
create index script_key_step_at on script_key_step (tenant_id, at);
call guard_table('script_key_step');
comment on column script_key_step.version is 'of the script, even where the step stands in a part of it';
comment on column script_key_step.outcome is 'what was done once stays done, whatever is left out later';
