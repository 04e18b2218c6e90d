-- An agent's question to a colleague is an interaction of its own on the floor (decision 0003). It stands in the history
-- of the customer's interaction that it is about, not beside it, and nobody is owed a call for one that breaks off.
alter table interaction add column of_interaction_id bigint;
create index interaction_of on interaction (of_interaction_id) where of_interaction_id is not null;
comment on column interaction.of_interaction_id is 'the customer''s interaction that an agent asks a colleague about; null for a customer''s own';
