-- A client's written standard for its recordings (CON-15): beyond the rights of a role, who may listen and whether anything
-- may leave the house. No row: whoever has the right may, downloads with a reason.
create table recording_standard (
    client_id    bigint primary key references client,
    tenant_id    bigint   not null references tenant,
    listen_roles bigint[] not null default '{}',
    downloads    boolean  not null default true,
    note         jsonb    not null default '{}',
    version      int      not null default 0
);
call guard_table('recording_standard');
comment on column recording_standard.listen_roles is 'empty: every role with the right';
comment on column recording_standard.note is 'what listeners are told, in the languages of the house';
