-- What a site edits and approves, and the files it uploads.

create table definition (
    id        bigint primary key,
    tenant_id bigint not null references tenant,
    client_id bigint references client,
    kind      text   not null,
    code      text   not null,
    name      jsonb  not null,
    unique (tenant_id, kind, code)
);
call guard_table('definition');

create table definition_version (
    definition_id bigint      not null references definition,
    version       int         not null,
    tenant_id     bigint      not null references tenant,
    client_id     bigint references client,
    state         text        not null check (state in ('draft', 'approved', 'retired')),
    body          text        not null,
    valid_from    timestamptz,
    valid_to      timestamptz,
    created_at    timestamptz not null,
    author_id     bigint,
    author        text        not null,
    reason        text        not null,
    primary key (definition_id, version)
);
call guard_table('definition_version', 'select, insert, update');

create table definition_act (
    id            bigint primary key,
    definition_id bigint      not null references definition,
    tenant_id     bigint      not null references tenant,
    client_id     bigint references client,
    version       int         not null,
    act           text        not null check (act in ('drafted', 'approved', 'retired')),
    at            timestamptz not null,
    author_id     bigint,
    author        text        not null,
    reason        text        not null
);
create index definition_act_definition on definition_act (definition_id);
call guard_table('definition_act', 'select, insert');

create table blob (
    id         bigint primary key,
    tenant_id  bigint      not null references tenant,
    client_id  bigint references client,
    media_type text        not null,
    size_bytes bigint      not null,
    created_at timestamptz not null default now()
);
call guard_table('blob');
