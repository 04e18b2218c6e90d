-- Contacts that come again (M:FCR, CON-17) and contacts that nobody answered (CON-08), read from facts and traces; what a
-- client counts as a repeat, and after how long somebody who was missed and not heard of since becomes a case.

alter table client add column repeat_hours int not null default 168 check (repeat_hours between 1 and 720);
alter table client add column follow_up_minutes int not null default 60 check (follow_up_minutes between 0 and 10080);
comment on column client.repeat_hours is 'a customer who enters a queue again within this after the end comes back for the same wish';
comment on column client.follow_up_minutes is 'after a missed contact; 0: no case is opened';

create index interaction_missed on interaction (tenant_id, arrived_at)
    where direction = 'in' and answered_at is null and queued_at is not null;

-- Contacts with at least one answered stay and none that goes on, by their last answered stay.
create view answered_contact with (security_invoker = true) as
select i.tenant_id, i.client_id, i.id as interaction_id, i.customer_id, i.arrived_at,
       l.queue_id, l.queued_at, l.agent_id, x.ended_at, x.interrupted,
       x.ended_at + c.repeat_hours * interval '1 hour' as window_ends_at,
       (select again.id from interaction again
         where again.customer_id = i.customer_id and again.id <> i.id and again.direction = 'in'
           and again.of_interaction_id is null and again.queued_at is not null
           and (again.arrived_at, again.id) > (i.arrived_at, i.id)
           and again.arrived_at <= x.ended_at + c.repeat_hours * interval '1 hour'
         order by again.arrived_at, again.id limit 1) as repeated_by,
       exists (select from interaction before
                 join lateral (select max(e.ended_at) as ended_at, bool_or(e.answered_at is not null) as answered,
                                      bool_or(e.outcome = 'interrupted') as interrupted
                                 from queue_entry e
                                where e.interaction_id = before.id and e.kind in ('customer', 'call-back')
                                  and (select later.id from queue_entry later where later.replaces = e.id limit 1) is null) b
                   on b.answered and not b.interrupted
                where before.customer_id = i.customer_id and before.id <> i.id and before.direction = 'in'
                  and before.of_interaction_id is null and before.outcome <> 'open'
                  and (before.arrived_at, before.id) < (i.arrived_at, i.id)
                  and i.arrived_at <= b.ended_at + c.repeat_hours * interval '1 hour') as follows
  from interaction i
  join client c on c.id = i.client_id
  join lateral (
    select max(e.ended_at) as ended_at, bool_or(e.outcome = 'interrupted') as interrupted
      from queue_entry e
     where e.interaction_id = i.id and e.kind in ('customer', 'call-back')
       and (select later.id from queue_entry later where later.replaces = e.id limit 1) is null) x on true
  join lateral (
    select e.queue_id, e.queued_at, e.agent_id
      from queue_entry e
     where e.interaction_id = i.id and e.kind in ('customer', 'call-back') and e.answered_at is not null
       and (select later.id from queue_entry later where later.replaces = e.id limit 1) is null
     order by e.queued_at desc, e.id desc limit 1) l on true
 where i.direction = 'in' and i.of_interaction_id is null and i.outcome <> 'open';
grant select on answered_contact to ${app};
comment on column answered_contact.follows is 'an earlier answered contact of the customer had not left its window yet';

-- Somebody waited in a queue and went unheard: no answer, no message, no call-back promised. Interrupted contacts are owed a
-- call anyway. `reached_by`: they called again and were answered, or we called them and they answered.
create view missed_contact with (security_invoker = true) as
select i.tenant_id, i.client_id, i.id as interaction_id, i.arrived_at, i.ended_at, i.queue_id, i.customer_id, i.outcome,
       i.wait_millis, coalesce(p.number, '') as number, c.follow_up_minutes,
       (select o.id from interaction o
         where i.customer_id is not null and o.customer_id = i.customer_id and o.id <> i.id
           and o.of_interaction_id is null and o.arrived_at > i.arrived_at and o.answered_at is not null
         order by o.arrived_at, o.id limit 1) as reached_known,
       (select o.id from interaction_person op join interaction o on o.id = op.interaction_id
         where p.number <> '' and op.number = p.number and o.client_id = i.client_id and o.id <> i.id
           and o.of_interaction_id is null and o.arrived_at > i.arrived_at and o.answered_at is not null
         order by o.arrived_at, o.id limit 1) as reached_number,
       (select s.id from service_case s where s.interaction_id = i.id order by s.id limit 1) as case_id
  from interaction i
  join client c on c.id = i.client_id
  left join interaction_person p on p.interaction_id = i.id
 where i.direction = 'in' and i.of_interaction_id is null and i.queued_at is not null and i.answered_at is null
   and i.outcome in ('abandoned', 'left-queue') and i.ended_at is not null
   and not exists (select from call_back b where b.interaction_id = i.id)
   and not exists (select from interaction_event e where e.interaction_id = i.id
        and e.type in ('voicemail-left', 'outside-answered'));
grant select on missed_contact to ${app};

-- Houses that have the call-back type as it shipped learn its new reason.
set local callosum.upkeep = 'on';
update definition_version v
   set body = jsonb_pretty(jsonb_set(v.body::jsonb, '{reasons}', v.body::jsonb -> 'reasons' || jsonb_build_array(
        jsonb_build_object('code', 'missed',
            'name', jsonb_build_object('en', 'Missed, nobody called back', 'zh-Hans', '漏接且无人回呼', 'zh-Hant', '漏接且無人回撥'),
            'dueMinutes', 240, 'openingHours', true))))
  from definition d
 where d.id = v.definition_id and d.kind = 'case-type' and d.code = 'call-back' and v.state = 'approved'
   and v.author = 'system' and v.body like '{%' and v.body not like '%"missed"%';
set local callosum.upkeep = 'off';
