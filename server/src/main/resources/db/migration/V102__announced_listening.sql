-- What was announced when a supervisor came in; and words to a desk that belong to one conversation.

alter table monitoring add column announced text not null default 'silent'
    check (announced in ('silent', 'tone', 'agent', 'both'));
alter table desk_message alter column action_id drop not null;
alter table desk_message add column interaction_id bigint;
alter table desk_message add column client_id bigint references client;
alter table desk_message add column stay_id bigint;
alter table desk_message add column help_id bigint;
create index desk_message_stay on desk_message (stay_id) where stay_id is not null;
create index desk_message_interaction on desk_message (interaction_id) where interaction_id is not null;
comment on column desk_message.interaction_id is 'words for one conversation: shown while it lasts, kept with its record';
comment on column desk_message.text is 'emptied after 30 days, or with the conversation they belong to; that it was sent and read stays';
