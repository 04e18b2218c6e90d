-- Long work that survives a restart, and the first of it: customers and orders from a file.

create table job (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    client_id    bigint references client,
    kind         text        not null,
    subject_id   bigint      not null,
    state        text        not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    done         bigint      not null default 0,
    total        bigint,
    cancel       boolean     not null default false,
    fault        text,
    created_at   timestamptz not null,
    account_id   bigint,
    account_name text        not null,
    heartbeat    timestamptz,
    runner       text,
    ended_at     timestamptz
);
create index job_waiting on job (tenant_id, id) where state in ('queued', 'running');
create index job_subject on job (kind, subject_id);
call guard_table('job');
comment on column job.heartbeat is 'a running job without a beat for half a minute is taken up by whoever looks next, where it stood';

create table customer_import (
    id         bigint primary key,
    tenant_id  bigint      not null references tenant,
    client_id  bigint      not null references client,
    blob_id    bigint references blob,
    file_name  text        not null,
    charset    text        not null,
    delimiter  text        not null,
    header     text[]      not null,
    mapping    jsonb       not null default '[]',
    rule       text        not null default 'update' check (rule in ('update', 'skip', 'create')),
    dry_run    boolean     not null default true,
    job_id     bigint,
    rows_made    bigint    not null default 0,
    rows_changed bigint    not null default 0,
    rows_skipped bigint    not null default 0,
    rows_wrong   bigint    not null default 0,
    created_at timestamptz not null,
    account_name text      not null,
    version    int         not null default 0
);
create index customer_import_client on customer_import (client_id, id desc);
call guard_table('customer_import');
comment on column customer_import.blob_id is 'the file; removed thirty days after, for it holds names';
comment on column customer_import.mapping is 'per column the field it is for, or an empty text; kept for the next file of this header';

-- What was wrong, without the value itself: it may be personal.
create table import_error (
    import_id bigint not null references customer_import,
    line      bigint not null,
    col       int    not null,
    tenant_id bigint not null references tenant,
    client_id bigint not null references client,
    column_name text not null,
    code      text   not null,
    primary key (import_id, line, col)
);
call guard_table('import_error', 'select, insert, delete');
