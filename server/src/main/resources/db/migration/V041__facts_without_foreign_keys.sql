-- Appended rows take tenant and client from the interaction's own row, or are written under the lease of the tenant's
-- floor: both are checked there. A foreign key on each of some thirty rows a call was a look-up and a lock of the same two
-- rows each time, by several connections at once (docs/decisions/0096).
alter table journal_event drop constraint journal_event_tenant_id_fkey;
alter table interaction_event
    drop constraint interaction_event_tenant_id_fkey,
    drop constraint interaction_event_client_id_fkey;
alter table interaction_person
    drop constraint interaction_person_tenant_id_fkey,
    drop constraint interaction_person_client_id_fkey;
alter table queue_entry
    drop constraint queue_entry_tenant_id_fkey,
    drop constraint queue_entry_client_id_fkey;
alter table agent_state_interval drop constraint agent_state_interval_tenant_id_fkey;
alter table work_interval drop constraint work_interval_tenant_id_fkey;
alter table recording
    drop constraint recording_tenant_id_fkey,
    drop constraint recording_client_id_fkey;
