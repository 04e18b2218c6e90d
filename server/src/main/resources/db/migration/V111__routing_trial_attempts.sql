-- A trial that was cut off by the end of its node begins again on the next one, a few times at most.
alter table routing_trial add column attempts int not null default 1 check (attempts between 1 and 10);
