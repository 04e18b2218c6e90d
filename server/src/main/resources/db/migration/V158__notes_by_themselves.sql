-- A client's CRM hears of finished contacts by itself where its connector says so (decision 0187): of each contact once.
alter table connector add column auto_from timestamptz;
comment on column connector.auto_from is 'contacts that ended since then are told by themselves; null: none are';

alter table connector_outbox add column interaction_id bigint;
create unique index connector_outbox_contact on connector_outbox (connector_id, interaction_id) where interaction_id is not null;
comment on column connector_outbox.interaction_id is 'of a contact that was told by itself; null: somebody wrote the note';
