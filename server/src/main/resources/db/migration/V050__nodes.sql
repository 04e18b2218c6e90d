-- Which processes share this database, and what those that do not own a floor ask of its owner.

create table node (
    number      smallint primary key check (number between 0 and 31),
    installation text       not null unique,
    incarnation bigint      not null,
    started_at  timestamptz not null default clock_timestamp(),
    seen_at     timestamptz not null default clock_timestamp(),
    web         text,
    sip         text,
    master_key  text        not null
);
comment on table node is 'one row a data folder; belongs to the house, not to a tenant';
comment on column node.installation is 'random name kept in the data folder';
comment on column node.incarnation is 'the first id that the running process made: interactions of this node with a smaller id have lost their sound';
comment on column node.master_key is 'name of the master key, never the key: all nodes must have the same';
grant select, insert, update on node to ${app};

-- Unlogged: a request that a crash of the database takes away was never answered, and its asker is told so.
create unlogged table floor_request (
    tenant_id bigint      not null references tenant,
    id        bigint      not null,
    node      smallint    not null,
    asked_at  timestamptz not null default clock_timestamp(),
    command   jsonb       not null,
    answer    jsonb,
    primary key (tenant_id, id)
);
call guard_table('floor_request', 'select, insert, update, delete');
comment on column floor_request.answer is 'null until the owner has decided and stored';
