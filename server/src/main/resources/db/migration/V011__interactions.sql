-- What is kept of each contact: facts and codes in tables that stay, numbers, names, keys and notes in tables that can be erased.

create table interaction (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    direction      text        not null check (direction in ('in', 'out')),
    channel        text        not null,
    entry_point_id bigint,
    dialled        text        not null default '',
    language       text        not null default 'en',
    arrived_at     timestamptz not null,
    queue_id       bigint,
    queued_at      timestamptz,
    agent_id       bigint,
    answered_at    timestamptz,
    ended_at       timestamptz,
    closed_at      timestamptz,
    outcome        text        not null default 'open',
    exit           text,
    wait_millis    bigint,
    talk_millis    bigint,
    hold_millis    bigint,
    wrap_up_millis bigint,
    customer_id    bigint,
    node           text        not null default '',
    attributes     jsonb       not null default '{}'
);
create index interaction_arrived on interaction (tenant_id, arrived_at desc);
create index interaction_customer on interaction (customer_id) where customer_id is not null;
create index interaction_agent on interaction (agent_id, arrived_at desc) where agent_id is not null;
create index interaction_open on interaction (tenant_id) where outcome = 'open';
call guard_table('interaction');
comment on column interaction.dialled is 'the centre''s own number for incoming contacts; empty for outgoing ones, whose number is the customer''s';
comment on column interaction.attributes is 'codes only';
comment on column interaction.closed_at is 'after wrap-up, or when it ended without one';

create table interaction_person (
    interaction_id bigint primary key,
    tenant_id      bigint not null references tenant,
    client_id      bigint not null references client,
    number         text   not null default '',
    name           text
);
create index interaction_person_number on interaction_person (tenant_id, number);
call guard_table('interaction_person');

create table interaction_key (
    id             bigint generated always as identity primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    at             timestamptz not null,
    prompt         text        not null,
    digits         text        not null,
    meaning        jsonb
);
create index interaction_key_interaction on interaction_key (interaction_id);
call guard_table('interaction_key');

create table interaction_note (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    at             timestamptz not null,
    author_id      bigint,
    author         text        not null,
    draft          boolean     not null default false,
    text           text        not null
);
create index interaction_note_interaction on interaction_note (interaction_id);
create unique index interaction_note_draft on interaction_note (interaction_id, author_id) where draft;
call guard_table('interaction_note');
comment on column interaction_note.draft is 'what the agent is still typing: one per author, stored as they go';

-- The raw events of every contact: appended, never overwritten. Those of the floor are named by their journal position, so
-- that reading the journal twice stores nothing twice.
create table interaction_event (
    id             bigint generated always as identity primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    at             timestamptz not null,
    type           text        not null,
    data           jsonb       not null default '{}',
    position       bigint
);
create index interaction_event_interaction on interaction_event (interaction_id, at);
create unique index interaction_event_position on interaction_event (tenant_id, position) where position is not null;
call guard_table('interaction_event', 'select, insert');

-- Facts (metrics.md 0.1): appended when complete, never updated; a correction is a new one that names the one it replaces.
create table queue_entry (
    id             bigint generated always as identity primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    queue_id       bigint      not null,
    position       bigint      not null,
    queued_at      timestamptz not null,
    answered_at    timestamptz,
    ended_at       timestamptz not null,
    hold_millis    bigint      not null,
    wrap_up_end    timestamptz,
    outcome        text        not null,
    agent_id       bigint,
    offers         int         not null,
    dispositions   text[]      not null default '{}',
    replaces       bigint references queue_entry,
    unique (tenant_id, position)
);
create index queue_entry_queue on queue_entry (queue_id, queued_at);
create index queue_entry_agent on queue_entry (agent_id, answered_at) where agent_id is not null;
create index queue_entry_interaction on queue_entry (interaction_id);
call guard_table('queue_entry', 'select, insert');
comment on column queue_entry.position is 'journal position of the event that completed it; negative for corrections';

create table agent_state_interval (
    tenant_id      bigint      not null references tenant,
    agent_id       bigint      not null,
    began_at       timestamptz not null,
    ended_at       timestamptz not null,
    state          text        not null,
    reason         text        not null default '',
    interaction_id bigint,
    position       bigint      not null,
    ordinal        int         not null,
    primary key (tenant_id, position, ordinal)
);
create index agent_state_interval_agent on agent_state_interval (agent_id, began_at);
call guard_table('agent_state_interval', 'select, insert');
comment on column agent_state_interval.ordinal is 'one event may complete several facts';

create table agent_session (
    tenant_id     bigint      not null references tenant,
    agent_id      bigint      not null,
    signed_in_at  timestamptz not null,
    signed_out_at timestamptz not null,
    position      bigint      not null,
    ordinal       int         not null,
    primary key (tenant_id, position, ordinal)
);
create index agent_session_agent on agent_session (agent_id, signed_in_at);
call guard_table('agent_session', 'select, insert');

create table work_interval (
    tenant_id             bigint      not null references tenant,
    agent_id              bigint      not null,
    interaction_id        bigint      not null,
    offer                 int         not null,
    queue_id              bigint      not null,
    began_at              timestamptz not null,
    conversation_ended_at timestamptz not null,
    hold_millis           bigint      not null,
    ended_at              timestamptz not null,
    position              bigint      not null,
    ordinal               int         not null,
    primary key (tenant_id, position, ordinal)
);
create index work_interval_agent on work_interval (agent_id, began_at);
call guard_table('work_interval', 'select, insert');

create table interaction_disposition (
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    interaction_id bigint      not null,
    revision       int         not null,
    at             timestamptz not null,
    set_by         text        not null,
    codes          text[]      not null,
    primary key (interaction_id, revision)
);
call guard_table('interaction_disposition', 'select, insert');
comment on table interaction_disposition is 'the highest revision counts; earlier ones stay readable';

create table recording (
    id              bigint primary key,
    tenant_id       bigint      not null references tenant,
    client_id       bigint      not null references client,
    interaction_id  bigint      not null,
    started_at      timestamptz not null,
    duration_millis bigint,
    state           text        not null check (state in ('recording', 'complete', 'interrupted', 'erased')),
    file            text        not null,
    wrapped_key     bytea
);
create index recording_interaction on recording (interaction_id);
create index recording_started on recording (tenant_id, started_at);
call guard_table('recording');
comment on column recording.wrapped_key is 'erased with the recording: without it the file is noise';
comment on column recording.file is 'relative to the recordings folder of the data folder';
