-- Pages: what somebody reads. Their texts are definitions of kind `page` (V002); here stands what is kept beside them.

create table page (
    id                bigint primary key references definition,
    tenant_id         bigint      not null references tenant,
    client_id         bigint references client,
    code              text        not null,
    kind              text        not null check (kind in ('knowledge', 'answer', 'procedure', 'law', 'wording')),
    title             jsonb       not null,
    owner_id          bigint references account,
    review_days       int check (review_days between 1 and 1095),
    review_due        timestamptz,
    asks_from_version int,
    text_mark         bigint      not null,
    version           int         not null default 0,
    unique (tenant_id, code)
);
create index page_due on page (tenant_id, review_due) where review_due is not null;
create index page_text_mark on page (tenant_id, text_mark);
call guard_table('page');
comment on column page.asks_from_version is 'readers acknowledge this version or a later one; null: nobody is asked';
comment on column page.text_mark is 'an id made whenever page_text changed: who keeps an index sees what is new';

-- Approved texts by language, as search shows them; made anew from the definition at each approval.
create table page_text (
    tenant_id  bigint      not null references tenant,
    client_id  bigint references client,
    page_id    bigint      not null references page,
    version    int         not null,
    language   text        not null check (language in ('en', 'zh-Hans', 'zh-Hant')),
    kind       text        not null,
    title      text        not null,
    tags       text        not null,
    plain      text        not null,
    queues     text[]      not null,
    reasons    text[]      not null,
    valid_from timestamptz not null,
    valid_to   timestamptz,
    primary key (page_id, version, language)
);
call guard_table('page_text');

create table page_reading (
    tenant_id       bigint      not null references tenant,
    client_id       bigint references client,
    page_id         bigint      not null references page,
    account_id      bigint      not null references account,
    version         int         not null,
    at              timestamptz not null,
    acknowledged    int,
    acknowledged_at timestamptz,
    primary key (page_id, account_id)
);
create index page_reading_account on page_reading (account_id);
call guard_table('page_reading');
comment on column page_reading.acknowledged is 'the newest version that this reader has acknowledged';

create table page_doubt (
    id          bigint primary key,
    tenant_id   bigint      not null references tenant,
    client_id   bigint references client,
    page_id     bigint      not null references page,
    page_version int        not null,
    language    text        not null check (language in ('en', 'zh-Hans', 'zh-Hant')),
    asked_at    timestamptz not null,
    asked_by    bigint      not null references account,
    asked_name  text        not null,
    text        text        not null,
    due_at      timestamptz not null,
    answered_at timestamptz,
    answered_name text,
    answer      text,
    seen_at     timestamptz
);
create index page_doubt_open on page_doubt (tenant_id, due_at) where answered_at is null;
create index page_doubt_page on page_doubt (page_id, id desc);
call guard_table('page_doubt');

create table page_review (
    id         bigint primary key,
    tenant_id  bigint      not null references tenant,
    client_id  bigint references client,
    page_id    bigint      not null references page,
    at         timestamptz not null,
    author_id  bigint,
    author     text        not null,
    outcome    text        not null check (outcome in ('kept', 'to-change', 'to-retire')),
    note       text        not null,
    next_due   timestamptz
);
create index page_review_page on page_review (page_id, id desc);
call guard_table('page_review', 'select, insert');

create table page_attachment (
    id         bigint primary key,
    tenant_id  bigint      not null references tenant,
    client_id  bigint references client,
    page_id    bigint      not null references page,
    blob_id    bigint      not null references blob,
    name       text        not null,
    media_type text        not null,
    size_bytes bigint      not null,
    at         timestamptz not null,
    author     text        not null
);
create index page_attachment_page on page_attachment (page_id, id);
call guard_table('page_attachment');
