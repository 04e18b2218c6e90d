-- What flows play. A prompt without a client is the house's; one of a client stands in for it at that client's numbers.

create table prompt (
    id        bigint primary key,
    tenant_id bigint  not null references tenant,
    client_id bigint references client,
    code      text    not null,
    texts     jsonb   not null,
    version   int     not null default 0,
    unique nulls not distinct (tenant_id, client_id, code)
);
call guard_table('prompt');

-- Ready for the wire. Shipped clips stand in the program; a line here replaces one.
create table prompt_audio (
    tenant_id  bigint      not null references tenant,
    client_id  bigint references client,
    prompt_id  bigint      not null references prompt,
    language   text        not null check (language in ('en', 'zh-Hans', 'zh-Hant')),
    source     text        not null check (source in ('upload', 'speech')),
    law        text        not null check (law in ('mu', 'a')),
    samples    bytea       not null,
    made_at    timestamptz not null default now(),
    primary key (prompt_id, language)
);
call guard_table('prompt_audio');

-- What was spoken once is not spoken again.
create table spoken_text (
    tenant_id bigint      not null references tenant,
    digest    bytea       not null,
    voice     text        not null,
    law       text        not null check (law in ('mu', 'a')),
    samples   bytea       not null,
    used_at   timestamptz not null default now(),
    primary key (tenant_id, digest)
);
call guard_table('spoken_text');
