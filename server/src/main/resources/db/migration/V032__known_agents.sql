-- Whom a customer knows, and for how long a queue remembers and waits for them.

alter table customer add column preferred_agent_id bigint references agent;
comment on column customer.preferred_agent_id is 'who should have their contacts; others come after the queue''s time';

alter table queue add column last_agent_days int not null default 30 check (last_agent_days between 0 and 365);
alter table queue add column known_agent_seconds int not null default 15 check (known_agent_seconds between 0 and 300);
comment on column queue.last_agent_days is 'whoever served the customer so many days ago at most is asked first; 0: nobody';
comment on column queue.known_agent_seconds is 'how long the preferred agent, and after them the last one, is waited for';
