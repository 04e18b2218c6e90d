-- Who comes first among a client's callers: points of priority for value, member level and open work.
create table precedence (
    client_id bigint primary key references client,
    tenant_id bigint not null references tenant,
    version   int    not null,
    settings  jsonb  not null
);
call guard_table('precedence');
