-- Role play (SCR-08, TRN-17): one plays the customer by text, the other is led by a script, both are scored. Private to the
-- two and their coach (decision 0170).
create table role_play (
    id            bigint primary key,
    tenant_id     bigint      not null references tenant,
    client_id     bigint      not null references client,
    scenario      text        not null,
    script        text        not null,
    version       int         not null,
    language      text        not null check (language in ('en', 'zh-Hans', 'zh-Hant')),
    agent_id      bigint      not null references account,
    player_id     bigint      not null references account,
    coach_id      bigint references account,
    state         text        not null check (state in ('running', 'scoring', 'done')),
    revision      int         not null default 0,
    run           jsonb       not null,
    trail         jsonb       not null default '[]',
    form          text        not null,
    form_version  int         not null,
    agent_score   jsonb,
    player_score  jsonb,
    began_at      timestamptz not null,
    ended_at      timestamptz,
    check (agent_id <> player_id)
);
create index role_play_people on role_play (tenant_id, agent_id, player_id);
call guard_table('role_play');
comment on column role_play.agent_id is 'the account that plays the agent, and is led by the script';

create table role_play_line (
    id        bigint generated always as identity primary key,
    tenant_id bigint      not null references tenant,
    client_id bigint      not null references client,
    play_id   bigint      not null references role_play on delete cascade,
    by_player boolean     not null,
    at        timestamptz not null,
    text      text        not null
);
create index role_play_line_play on role_play_line (play_id, id);
call guard_table('role_play_line', 'select, insert, delete');
