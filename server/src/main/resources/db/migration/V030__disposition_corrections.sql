-- Why a disposition was corrected, and that one fact is replaced by one fact only: two replacing the same would count twice.

alter table interaction_disposition add column reason text not null default '';
comment on column interaction_disposition.reason is 'a code; empty for what the agent chose in wrap-up';

create unique index queue_entry_replaces on queue_entry (replaces) where replaces is not null;
