-- Arrivals of a whole house over a year in one reading (QUE-10); those of one queue have their index already.
create index queue_entry_queued on queue_entry (tenant_id, queued_at);
