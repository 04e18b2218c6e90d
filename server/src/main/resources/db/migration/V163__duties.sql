-- What the owners of pages, definitions and rounds owe now, found anew every few minutes; nothing here is kept once it is
-- no longer owed.
create table duty (
    id            bigint primary key,
    tenant_id     bigint      not null references tenant,
    client_id     bigint references client,
    account_id    bigint      not null references account on delete cascade,
    kind          text        not null check (kind in ('page-review', 'page-doubt', 'version-ends', 'round-late')),
    about         text        not null,
    code          text        not null,
    mark          text        not null,
    title         jsonb       not null,
    due_at        timestamptz not null,
    late_at       timestamptz not null,
    found_at      timestamptz not null,
    noticed_at    timestamptz,
    put_off_until timestamptz,
    unique (tenant_id, account_id, kind, about, code, mark)
);
create index duty_of on duty (account_id, due_at);
call guard_table('duty');
comment on column duty.about is 'a kind of definition: page, flow, sheet-type …';
comment on column duty.mark is 'which time: a review date, a doubt, a version, a period';
comment on column duty.noticed_at is 'its owner knows; it asks once more when it becomes late after that';
