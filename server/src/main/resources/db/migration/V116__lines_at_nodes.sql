-- At which node an agent's browser or a desk phone is connected, so that a call of another node finds it (0147).

create table line_place (
    tenant_id   bigint      not null references tenant,
    kind        text        not null check (kind in ('agent', 'phone')),
    subject     bigint      not null,
    node        smallint    not null,
    incarnation bigint      not null,
    since       timestamptz not null default clock_timestamp(),
    primary key (tenant_id, kind, subject)
);
call guard_table('line_place');
comment on table line_place is 'one row an agent or phone: where it connected last; a row of a node that is gone, or of its earlier life, counts for nothing';
comment on column line_place.subject is 'the agent, or the device';
comment on column line_place.incarnation is 'of the node, as in table node';
