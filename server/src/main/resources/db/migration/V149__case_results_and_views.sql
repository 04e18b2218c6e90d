-- The result with which a case was closed, where its type names results; and views of lists under a name.
alter table service_case add column result text;
comment on column service_case.result is 'a code of the type''s results (dispositions), given at closing';

create table saved_view (
    id        bigint primary key,
    tenant_id bigint not null references tenant,
    list      text   not null,
    name      text   not null,
    search    text   not null,
    owner_id  bigint not null references account on delete cascade,
    team_id   bigint references team,
    version   int    not null default 0,
    unique (tenant_id, owner_id, list, name)
);
call guard_table('saved_view');
comment on column saved_view.team_id is 'whose members see it too; null: its owner alone';
