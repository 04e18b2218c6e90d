-- What customers typed that no intent took: the words, how often, nobody's name or number. Goes with the age of contacts.
create table wish_miss (
    tenant_id bigint      not null references tenant,
    client_id bigint      not null references client,
    folded    text        not null,
    words     text        not null check (length(words) <= 200),
    count     int         not null default 1,
    first_at  timestamptz not null,
    last_at   timestamptz not null,
    primary key (tenant_id, client_id, folded)
);
create index wish_miss_often on wish_miss (client_id, count desc);
call guard_table('wish_miss');
comment on column wish_miss.words is 'as typed last, each digit as #';
