-- What a supervisor notes afterwards about a stay, in the stay's first row.

alter table monitoring add column note text not null default '';
alter table monitoring add column coaching boolean not null default false;
create index monitoring_account on monitoring (account_id, began_at desc);
comment on column monitoring.note is 'of the stay; emptied with the age of the contact or with its customer, as is why';
comment on column monitoring.coaching is 'of the stay: to be used for coaching';
