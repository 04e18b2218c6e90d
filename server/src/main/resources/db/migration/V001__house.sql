-- The house: tenants, clients, sites, accounts, roles, sessions, tokens, and the walls between them.
-- Row-level security checks tenant_id everywhere and client_id where a table has one. Both come from settings that are local
-- to the transaction; a transaction without them sees nothing. ${app} is the application's role and owns no table.

create function callosum_tenant() returns bigint language sql stable parallel safe
    return nullif(current_setting('callosum.tenant', true), '')::bigint;

-- null stands for every client of the tenant, an empty list for none
create function callosum_clients() returns bigint[] language sql stable parallel safe
    return case when current_setting('callosum.clients', true) = '*' then null
                else string_to_array(coalesce(current_setting('callosum.clients', true), ''), ',')::bigint[] end;

create function callosum_all_clients() returns boolean language sql stable parallel safe
    return coalesce(current_setting('callosum.clients', true), '') = '*';

-- Every migration that makes a table calls this for it. What a table may be used for stands in grants:
-- 'select, insert, update, delete' usually, 'select, insert' for what is only appended.
-- A null client_id means that the row belongs to the tenant as a whole.
create procedure guard_table(name regclass, grants text default 'select, insert, update, delete') language plpgsql as $$
declare
    has_client boolean := exists (select 1 from pg_attribute
        where attrelid = name and attname = 'client_id' and not attisdropped);
    rule text := 'tenant_id = (select callosum_tenant())';
begin
    if has_client then
        rule := rule || ' and (client_id is null or (select callosum_all_clients()) or client_id = any ((select callosum_clients())::bigint[]))';
    end if;
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('create policy walls on %s using (%s) with check (%s)', name, rule, rule);
    -- backup, restore and later migrations work on all tenants, as the owner and only when they say so
    execute format('create policy upkeep on %s to %I using (current_setting(''callosum.upkeep'', true) = ''on'')
        with check (current_setting(''callosum.upkeep'', true) = ''on'')', name, current_user);
    execute format('grant %s on %s to ${app}', grants, name);
end $$;

grant usage on schema public to ${app};

create table tenant (
    id         bigint primary key,
    code       text        not null unique,
    name       text        not null,
    created_at timestamptz not null default now(),
    version    int         not null default 0
);
alter table tenant enable row level security;
alter table tenant force row level security;
-- the directory is the one question asked across tenants: which ones are there
create policy walls on tenant using (id = (select callosum_tenant()) or current_setting('callosum.directory', true) = 'on')
    with check (id = (select callosum_tenant()));
create policy upkeep on tenant to current_user using (current_setting('callosum.upkeep', true) = 'on')
    with check (current_setting('callosum.upkeep', true) = 'on');
grant select, insert, update on tenant to ${app};

create table client (
    id                bigint primary key,
    tenant_id         bigint      not null references tenant,
    code              text        not null,
    name              jsonb       not null,
    time_zone         text        not null,
    keep_recordings   int         not null default 180,
    keep_interactions int         not null default 1095,
    keep_customers    int         not null default 1095,
    active            boolean     not null default true,
    created_at        timestamptz not null default now(),
    version           int         not null default 0,
    unique (tenant_id, code)
);
alter table client enable row level security;
alter table client force row level security;
create policy walls on client using (tenant_id = (select callosum_tenant())
        and ((select callosum_all_clients()) or id = any ((select callosum_clients())::bigint[])))
    with check (tenant_id = (select callosum_tenant())
        and ((select callosum_all_clients()) or id = any ((select callosum_clients())::bigint[])));
create policy upkeep on client to current_user using (current_setting('callosum.upkeep', true) = 'on')
    with check (current_setting('callosum.upkeep', true) = 'on');
grant select, insert, update on client to ${app};
comment on column client.keep_recordings is 'days';
comment on column client.keep_interactions is 'days';
comment on column client.keep_customers is 'days after the last contact';

create table site (
    id          bigint primary key,
    tenant_id   bigint not null references tenant,
    code        text   not null,
    name        jsonb  not null,
    time_zone   text   not null,
    calendar_id bigint,
    version     int    not null default 0,
    unique (tenant_id, code)
);
call guard_table('site');

create table role (
    id          bigint primary key,
    tenant_id   bigint  not null references tenant,
    code        text    not null,
    name        jsonb   not null,
    description jsonb   not null default '{}',
    rights      text[]  not null default '{}',
    built_in    boolean not null default false,
    edited      boolean not null default false,
    version     int     not null default 0,
    unique (tenant_id, code)
);
call guard_table('role');
comment on column role.edited is 'a site has changed its rights: a new version of the program leaves them alone';

create table account (
    id                bigint primary key,
    tenant_id         bigint      not null references tenant,
    name              text        not null,
    display_name      text        not null,
    password_hash     text        not null,
    one_time_password boolean     not null default false,
    language          text        not null default 'en' check (language in ('en', 'zh-Hans', 'zh-Hant')),
    time_zone         text        not null default 'UTC',
    theme             text        not null default 'system' check (theme in ('system', 'light', 'dark')),
    all_clients       boolean     not null default false,
    active            boolean     not null default true,
    last_sign_in_at   timestamptz,
    created_at        timestamptz not null default now(),
    version           int         not null default 0
);
create unique index account_name on account (tenant_id, lower(name));
call guard_table('account');

create table account_role (
    tenant_id  bigint not null references tenant,
    account_id bigint not null references account on delete cascade,
    role_id    bigint not null references role,
    primary key (account_id, role_id)
);
create index account_role_role on account_role (role_id);
call guard_table('account_role');

-- The column is not called client_id: which clients an account is granted is the tenant's own record.
create table account_client (
    tenant_id         bigint not null references tenant,
    account_id        bigint not null references account on delete cascade,
    granted_client_id bigint not null references client,
    primary key (account_id, granted_client_id)
);
call guard_table('account_client');

create table session (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    account_id   bigint      not null references account on delete cascade,
    secret_hash  bytea       not null unique,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null,
    expires_at   timestamptz not null,
    source       text        not null,
    browser      text        not null
);
create index session_account on session (account_id);
call guard_table('session');

create table token (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    name         text        not null,
    secret_hash  bytea       not null unique,
    rights       text[]      not null,
    all_clients  boolean     not null default true,
    clients      bigint[]    not null default '{}',
    created_by   bigint      not null references account,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz
);
call guard_table('token');

-- Appended only: the application's role has no right to change or remove a line, and the trigger tells everybody else so.
create table audit (
    id           bigint primary key,
    tenant_id    bigint      not null references tenant,
    at           timestamptz not null default now(),
    account_id   bigint,
    account_name text        not null,
    action       text        not null,
    entity       text        not null,
    entity_id    text,
    details      jsonb       not null default '{}',
    source       text        not null
);
create index audit_at on audit (tenant_id, at desc);
create index audit_entity on audit (tenant_id, entity, entity_id);
call guard_table('audit', 'select, insert');

create function audit_stays() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is only appended to';
end $$;
create trigger audit_stays before update or delete on audit for each row execute function audit_stays();
create trigger audit_stays_whole before truncate on audit for each statement execute function audit_stays();
