-- Promises of one person by the day they fall due (DSK-15); the index of open cases does not hold those that were kept.
create index service_case_owner_due on service_case (owner_id, due_at) where due_at is not null;
