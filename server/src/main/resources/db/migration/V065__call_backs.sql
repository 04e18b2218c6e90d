-- Call-backs promised to waiting customers (decision 0117): what is needed to keep them without the line on which they were
-- given, and what became of each.

create table call_back (
    interaction_id bigint primary key,
    tenant_id      bigint      not null references tenant,
    client_id      bigint      not null references client,
    queue_id       bigint      not null,
    customer_id    bigint,
    state          text        not null
        check (state in ('promised', 'dialling', 'resting', 'reached', 'raised', 'withdrawn')),
    reason         text        not null default '',
    way            text        not null check (way in ('agent-first', 'customer-first')),
    queued_at      timestamptz not null,
    promised_at    timestamptz not null,
    due_at         timestamptz not null,
    next_at        timestamptz,
    settled_at     timestamptz,
    attempts       int         not null default 0,
    most_attempts  int         not null,
    node           int         not null,
    number         text        not null default '',
    kept           jsonb
);
create index call_back_open on call_back (tenant_id, node) where state in ('promised', 'dialling', 'resting');
create index call_back_queue on call_back (queue_id, queued_at);
create index call_back_customer on call_back (customer_id) where customer_id is not null;
call guard_table('call_back', 'select, insert, update');
comment on column call_back.number is 'emptied with the customer''s other numbers';
comment on column call_back.kept is 'the flow''s run and how the customer entered the queue; null once it is settled';
comment on column call_back.queued_at is 'when the wait began whose place is kept; the figures'' interval';
