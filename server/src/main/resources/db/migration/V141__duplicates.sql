-- Two records of one person: found, merged, and taken apart again.

create table customer_merge (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    kept_id      bigint      not null references customer,
    merged_id    bigint      not null references customer,
    at           timestamptz not null,
    account_name text        not null,
    kept_before  jsonb,
    kept_after   jsonb,
    merged       jsonb,
    undone_at    timestamptz,
    undone_by    text
);
create index customer_merge_kept on customer_merge (kept_id, id desc);
create index customer_merge_merged on customer_merge (merged_id, id desc);
call guard_table('customer_merge');
comment on column customer_merge.merged is 'the record as it was; emptied when the customer is forgotten, and then it cannot be brought back';

-- Which rows the merge moved, so that they find their way back.
create table customer_merge_row (
    merge_id  bigint not null references customer_merge,
    source    text   not null,
    row_id    bigint not null,
    tenant_id bigint not null references tenant,
    client_id bigint not null references client,
    primary key (merge_id, source, row_id)
);
call guard_table('customer_merge_row', 'select, insert, delete');

-- Looked at and found to be two people.
create table customer_distinct (
    first_id     bigint      not null references customer,
    second_id    bigint      not null references customer check (second_id > first_id),
    tenant_id    bigint      not null references tenant,
    client_id    bigint      not null references client,
    at           timestamptz not null,
    account_name text        not null,
    primary key (first_id, second_id)
);
call guard_table('customer_distinct');
