-- Numbers, trunks, desk phones, what may be dialled, and the web pages that may call.

create table entry_point (
    id          bigint primary key,
    tenant_id   bigint  not null references tenant,
    client_id   bigint  not null references client,
    number      text    not null,
    name        jsonb   not null,
    flow_code   text    not null,
    language    text    not null check (language in ('en', 'zh-Hans', 'zh-Hant')),
    calendar_id bigint references calendar,
    widget      boolean not null default false,
    active      boolean not null default true,
    version     int     not null default 0,
    unique (tenant_id, number)
);
call guard_table('entry_point');
comment on column entry_point.number is 'as it is dialled here: E.164 with +, or digits';

create table trunk (
    id          bigint primary key,
    tenant_id   bigint  not null references tenant,
    code        text    not null,
    name        text    not null,
    kind        text    not null check (kind in ('ip', 'register')),
    host        text    not null,
    port        int     not null check (port between 1 and 65535),
    transport   text    not null check (transport in ('udp', 'tcp', 'tls')),
    sources     text[]  not null default '{}',
    username    text,
    password    bytea,
    from_domain text,
    codecs      text[]  not null default '{pcma,pcmu}',
    srtp        text    not null default 'off' check (srtp in ('off', 'offered', 'required')),
    max_calls   int     not null check (max_calls between 1 and 10000),
    active      boolean not null default true,
    version     int     not null default 0,
    unique (tenant_id, code)
);
call guard_table('trunk');
comment on column trunk.password is 'encrypted under the installation''s master key';

create table device (
    id         bigint primary key,
    tenant_id  bigint  not null references tenant,
    name       text    not null,
    username   text    not null,
    ha1_md5    text,
    ha1_sha256 text,
    agent_id   bigint unique references agent,
    active     boolean not null default true,
    version    int     not null default 0
);
-- one registrar serves the installation: a phone says its user name, not its tenant
create unique index device_username on device (lower(username));
call guard_table('device');
comment on column device.ha1_md5 is 'RFC 7616 A1, hashed with the installation''s realm; the secret itself is kept nowhere';

create table dialling_rule (
    id         bigint primary key,
    tenant_id  bigint   not null references tenant,
    client_id  bigint   not null references client,
    prefix     text     not null,
    name       jsonb    not null,
    min_digits smallint not null check (min_digits between 1 and 15),
    max_digits smallint not null check (max_digits between 1 and 15 and max_digits >= min_digits),
    allowed    boolean  not null,
    trunk_id   bigint references trunk,
    sort_order int      not null default 0,
    version    int      not null default 0,
    unique (client_id, prefix)
);
call guard_table('dialling_rule');

create table dialling_limit (
    client_id  bigint primary key references client,
    tenant_id  bigint  not null references tenant,
    country    text    not null,
    concurrent int     not null check (concurrent between 0 and 10000),
    per_day    int     not null check (per_day between 0 and 10000000),
    version    int     not null default 0
);
call guard_table('dialling_limit');

-- Outside calls begun per client and local day: survives a restart, so that a restart gives no fresh allowance.
create table dialling_day (
    client_id bigint  not null references client,
    tenant_id bigint  not null references tenant,
    day       date    not null,
    calls     int     not null default 0,
    refused   int     not null default 0,
    primary key (client_id, day)
);
call guard_table('dialling_day');

create table widget_site (
    id               bigint primary key,
    tenant_id        bigint  not null references tenant,
    client_id        bigint  not null references client,
    key              text    not null unique,
    entry_point_id   bigint  not null references entry_point,
    origins          text[]  not null,
    per_address_hour int     not null check (per_address_hour between 1 and 10000),
    concurrent       int     not null check (concurrent between 1 and 10000),
    active           boolean not null default true,
    version          int     not null default 0
);
call guard_table('widget_site');
