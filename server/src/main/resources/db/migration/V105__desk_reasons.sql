-- Why agents call customers (OUT-04) and put them on hold (CON-07): short lists of each house.
create table desk_reason (
    id         bigint primary key,
    tenant_id  bigint  not null references tenant,
    kind       text    not null check (kind in ('call-out', 'hold')),
    code       text    not null,
    name       jsonb   not null,
    purpose    text check (purpose in ('call-back', 'service', 'marketing', 'survey')),
    active     boolean not null default true,
    sort_order int     not null default 0,
    version    int     not null default 0,
    unique (tenant_id, kind, code),
    check ((kind = 'call-out') = (purpose is not null))
);
call guard_table('desk_reason');
comment on column desk_reason.purpose is 'under which the contact gate judges and the ledger keeps a call';
