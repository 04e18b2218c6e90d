-- A supervisor's stay in a conversation: rows that follow on one another (another mode, another agent), and why each ended.

alter table monitoring add column stay_id bigint;
alter table monitoring add column ended_why text check (ended_why in
    ('left', 'mode', 'moved', 'over', 'sent-on', 'took-over', 'own-call', 'signed-out', 'line-lost', 'failed'));
select set_config('callosum.upkeep', 'on', true);
update monitoring set stay_id = id;
alter table monitoring alter column stay_id set not null;
create index monitoring_stay on monitoring (stay_id);
create index monitoring_interaction on monitoring (interaction_id);
create index monitoring_open_supervisor on monitoring (supervisor_id) where ended_at is null;
comment on column monitoring.stay_id is 'the id of the stay''s first row';
