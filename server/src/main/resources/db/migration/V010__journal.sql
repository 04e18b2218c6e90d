-- The floor's log, who may write it, and what shortens its replay. Events hold ids and codes only.

create table journal_event (
    tenant_id bigint not null references tenant,
    position  bigint not null check (position > 0),
    epoch     bigint not null,
    event     jsonb  not null,
    primary key (tenant_id, position)
);
call guard_table('journal_event', 'select, insert');
comment on column journal_event.position is 'given by the one writer: no holes, nobody overtakes';
comment on column journal_event.epoch is 'of the writer''s lease; also written, so that a take-over can be seen in the log';

create table journal_lease (
    tenant_id bigint primary key references tenant,
    owner     text        not null,
    epoch     bigint      not null,
    until     timestamptz not null
);
call guard_table('journal_lease', 'select, insert, update');
comment on column journal_lease.until is 'by the database''s clock';

create table journal_snapshot (
    tenant_id bigint      not null references tenant,
    position  bigint      not null,
    format    int         not null,
    taken_at  timestamptz not null default clock_timestamp(),
    state     text        not null,
    primary key (tenant_id, position, format)
);
call guard_table('journal_snapshot', 'select, insert, delete');

-- How far each reader that keeps tables of its own has come; written in the same transaction as its rows.
create table journal_reader (
    tenant_id      bigint not null references tenant,
    reader         text   not null,
    position       bigint not null,
    state_position bigint not null,
    state          text,
    primary key (tenant_id, reader)
);
call guard_table('journal_reader', 'select, insert, update');
comment on column journal_reader.state is 'what was open after state_position; events from there to position are folded again at a start, without writing';
