-- Sheets: forms that somebody filled in once, about somebody or something. What kinds there are, who fills them in, who reads
-- them and how often one is due are definitions of kind `sheet-type` (V002).

create table sheet (
    id              bigint primary key,
    tenant_id       bigint      not null references tenant,
    client_id       bigint references client,
    type_code       text        not null,
    type_version    int         not null,
    form_code       text        not null,
    form_version    int         not null,
    subject_kind    text        not null check (subject_kind in ('none', 'site', 'team', 'queue', 'agent')),
    subject_id      bigint,
    subject_name    jsonb,
    at              timestamptz not null,
    filled_at       timestamptz not null,
    filled_by       bigint references account,
    filled_name     text        not null,
    draft_key       text        not null,
    answers         jsonb       not null,
    answers_version int         not null default 0,
    words           text        not null,
    score           double precision check (score between 0 and 1),
    critical_errors int         not null default 0,
    findings        int         not null default 0,
    withdrawn_at    timestamptz,
    withdrawn_name  text,
    check ((subject_kind = 'none') = (subject_id is null)),
    unique (tenant_id, filled_by, draft_key)
);
create index sheet_type on sheet (tenant_id, type_code, at desc);
create index sheet_subject on sheet (subject_id, at desc) where subject_id is not null;
create index sheet_at on sheet (tenant_id, at desc);
call guard_table('sheet');
comment on column sheet.client_id is 'of its kind, or of the queue it is about; null: the whole house''s';
comment on column sheet.at is 'when it was seen; filled_at: when it was written down';
comment on column sheet.draft_key is 'made by the page that filled it in: sent twice, stored once';
comment on column sheet.findings is 'answers that call for a case';

-- Who corrected what, when and why.
create table sheet_change (
    id          bigint primary key,
    tenant_id   bigint      not null references tenant,
    client_id   bigint references client,
    sheet_id    bigint      not null references sheet,
    at          timestamptz not null,
    author_id   bigint,
    author_name text        not null,
    field       text        not null,
    sensitive   boolean     not null default false,
    before      jsonb,
    after       jsonb,
    reason      text        not null
);
create index sheet_change_sheet on sheet_change (sheet_id, id);
call guard_table('sheet_change', 'select, insert, update');

create table sheet_file (
    id         bigint primary key,
    tenant_id  bigint      not null references tenant,
    client_id  bigint references client,
    sheet_id   bigint      not null references sheet,
    blob_id    bigint      not null references blob,
    name       text        not null,
    media_type text        not null,
    size_bytes bigint      not null,
    at         timestamptz not null,
    author     text        not null
);
create index sheet_file_sheet on sheet_file (sheet_id, id);
call guard_table('sheet_file');

-- Cases that were opened because of an answer.
create table sheet_case (
    tenant_id   bigint      not null references tenant,
    client_id   bigint      not null references client,
    sheet_id    bigint      not null references sheet,
    case_id     bigint      not null references service_case,
    item        text        not null,
    at          timestamptz not null,
    primary key (sheet_id, case_id)
);
create index sheet_case_case on sheet_case (case_id);
call guard_table('sheet_case', 'select, insert');
