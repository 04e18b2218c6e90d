-- What became of each contact that a flow led (decision 0155): read from the stored traces and facts, so that it is known
-- of contacts of any age and nothing is kept twice. Every figure and every list behind a figure reads this view.
create view flow_contact with (security_invoker = true) as
select c.*,
       c.fate = 'contained' and c.customer_id is not null and exists (
            select from interaction again
             where again.customer_id = c.customer_id and again.id <> c.interaction_id and again.direction = 'in'
               and again.of_interaction_id is null
               and again.queued_at > c.first_ended_at and again.queued_at <= c.first_ended_at + interval '24 hours')
            as came_back
  from (
    select i.tenant_id, i.client_id, i.id as interaction_id, i.entry_point_id, i.arrived_at, i.queued_at, i.customer_id,
           t.flow, t.version, t.zero_out, t.last_flow, t.last_step,
           case when i.queued_at is not null then 'routed'
                when i.outcome = 'open' then 'open'
                when i.outcome = 'interrupted' then 'interrupted'
                when t.broken then 'broken'
                when t.message then 'message'
                when t.outside then 'outside'
                when t.closed_at > coalesce(t.input_at, '-infinity') then 'closed'
                when i.outcome = 'abandoned' then 'abandoned'
                else 'contained' end as fate,
           case when i.queued_at is null then i.ended_at else f.ended_at end as first_ended_at,
           f.queue_id as first_queue_id,
           f.answered_at is not null as first_answered,
           coalesce(f.outcome = 'transferred', false) as first_transferred
      from interaction i
      cross join lateral (
        select (array_agg(e.data ->> 'flow' order by e.at, e.id) filter (where e.type = 'flow-started'))[1] as flow,
               (array_agg((e.data ->> 'version')::int order by e.at, e.id) filter (where e.type = 'flow-started'))[1]
                    as version,
               (array_agg(e.data ->> 'flow' order by e.at desc, e.id desc) filter (where e.type = 'step-entered'))[1]
                    as last_flow,
               (array_agg(e.data ->> 'step' order by e.at desc, e.id desc) filter (where e.type = 'step-entered'))[1]
                    as last_step,
               coalesce(bool_or(e.type = 'menu-choice' and e.data ->> 'digit' = '0'), false) as zero_out,
               coalesce(bool_or(e.type = 'flow-fault'), false) as broken,
               coalesce(bool_or(e.type = 'voicemail-left'), false) as message,
               coalesce(bool_or(e.type = 'outside-answered'), false) as outside,
               max(e.at) filter (where e.type = 'queue-closed'
                    or (e.type = 'hours-checked' and e.data ->> 'open' = 'false')) as closed_at,
               max(e.at) filter (where e.type in ('menu-choice', 'entry-collected')) as input_at
          from interaction_event e
         where e.interaction_id = i.id and (i.queued_at is null or e.at <= i.queued_at)
           and e.type in ('flow-started', 'step-entered', 'menu-choice', 'entry-collected', 'flow-fault',
                'voicemail-left', 'outside-answered', 'queue-closed', 'hours-checked')) t
      left join lateral (
        select e.queue_id, e.answered_at, e.ended_at, e.outcome
          from queue_entry e
         where e.interaction_id = i.id and e.kind in ('customer', 'call-back')
           and (select later.id from queue_entry later where later.replaces = e.id limit 1) is null
         order by e.queued_at, e.id limit 1) f on true
     where i.direction = 'in' and i.of_interaction_id is null and t.flow is not null) c;
grant select on flow_contact to ${app};
comment on view flow_contact is 'contacts led by a flow, by the first flow that led them; what runs beside a wait is left out';
