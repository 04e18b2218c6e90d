-- What kind of need a contact shows and how its customer decides (NEED, DEC): the house's own list, and marks of *contacts*.
-- A mark lapses: then it is cut off from its contact and only counts remain. Nothing of it ever stands with the customer.
create table need_type (
    id         bigint primary key,
    tenant_id  bigint  not null references tenant,
    kind       text    not null check (kind in ('need', 'decision')),
    code       text    not null,
    name       jsonb   not null,
    signs      jsonb   not null,
    causes     jsonb   not null,
    handling   jsonb   not null,
    active     boolean not null default true,
    sort_order int     not null default 0,
    version    int     not null default 0,
    unique (tenant_id, kind, code)
);
call guard_table('need_type');

create table contact_mark (
    id             bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    kind           text        not null check (kind in ('need', 'decision')),
    code           text        not null,
    interaction_id bigint,
    queue_id       bigint,
    at             timestamptz not null,
    lapses_at      timestamptz not null,
    handled_millis bigint,
    resolved       boolean
);
create unique index contact_mark_contact on contact_mark (interaction_id, kind) where interaction_id is not null;
create index contact_mark_at on contact_mark (tenant_id, at);
create index contact_mark_lapses on contact_mark (lapses_at) where interaction_id is not null;
call guard_table('contact_mark');
comment on column contact_mark.interaction_id is 'null once the mark has lapsed or its customer was forgotten';
comment on column contact_mark.handled_millis is 'talk, hold and wrap-up, kept when the mark lapses; before, read from the facts';

create view marked_contact with (security_invoker = true) as
select m.id, m.tenant_id, m.client_id, m.kind, m.code, m.interaction_id, m.queue_id, m.at, m.lapses_at,
       case when m.interaction_id is null then m.handled_millis else h.millis end as handled_millis,
       case when m.interaction_id is null then m.resolved else r.resolved end as resolved
  from contact_mark m
  left join lateral (
    select (sum(extract(epoch from coalesce(e.wrap_up_end, e.ended_at) - e.answered_at)) * 1000)::bigint as millis
      from queue_entry e
     where e.interaction_id = m.interaction_id and e.answered_at is not null and e.kind <> 'consult'
       and (select later.id from queue_entry later where later.replaces = e.id limit 1) is null) h on true
  left join lateral (
    select bool_and(d.resolved) as resolved
      from (select x.codes from interaction_disposition x where x.interaction_id = m.interaction_id
             order by x.revision desc limit 1) c
      cross join lateral unnest(c.codes) as chosen (code)
      join disposition d on d.client_id = m.client_id and d.code = chosen.code
     where d.resolved is not null) r on true;
grant select on marked_contact to ${app};
