-- Which state may follow which, and why a case is opened with what due time.
alter table case_type add column moves jsonb not null default '[]';
alter table case_type add column reasons jsonb not null default '[]';
