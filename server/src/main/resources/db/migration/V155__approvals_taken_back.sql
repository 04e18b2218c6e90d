-- A version may be approved until a moment, and an approval can be taken back (decision 0183).
set local callosum.upkeep = 'on';

alter table definition_act drop constraint definition_act_act_check;
alter table definition_act add constraint definition_act_act_check
    check (act in ('drafted', 'approved', 'retired', 'taken-back'));

-- Which version an approval ended, and until when that one would have served without it.
create table definition_cut (
    definition_id bigint not null,
    version       int    not null,
    by_version    int    not null,
    tenant_id     bigint not null references tenant,
    client_id     bigint references client,
    valid_to      timestamptz,
    primary key (definition_id, by_version, version),
    foreign key (definition_id, version) references definition_version
);
call guard_table('definition_cut', 'select, insert, delete');
comment on column definition_cut.valid_to is 'null: it had no end';

insert into definition_cut (definition_id, version, by_version, tenant_id, client_id, valid_to)
select v.definition_id, v.version, max(n.version), v.tenant_id, v.client_id, null
  from definition_version v
  join definition_version n on n.definition_id = v.definition_id and n.version <> v.version and n.valid_from = v.valid_to
 where v.state = 'approved'
 group by v.definition_id, v.version, v.tenant_id, v.client_id;
set local callosum.upkeep = 'off';
