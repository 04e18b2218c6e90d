-- What was searched without result, by day and without the person; and words that mean the same.

create table page_miss (
    tenant_id bigint not null references tenant,
    client_id bigint references client,
    day       date   not null,
    words     text   not null,
    language  text   not null check (language in ('en', 'zh-Hans', 'zh-Hant')),
    count     int    not null default 1,
    last_at   timestamptz not null,
    unique nulls not distinct (tenant_id, client_id, day, words)
);
call guard_table('page_miss');

create table page_synonyms (
    tenant_id bigint primary key references tenant,
    groups    jsonb  not null,
    version   int    not null default 0
);
call guard_table('page_synonyms');
