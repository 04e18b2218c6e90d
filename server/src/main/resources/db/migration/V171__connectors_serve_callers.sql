-- What of a client's own system callers who help themselves may hear and do (decision 0200).
alter table connector
    add column callers jsonb,
    add column spoken  jsonb not null default '[]';
comment on column connector.callers is 'of an order system: how an answer tells owner and state, and where acts go; null: not for callers';
comment on column connector.spoken is 'of a CRM: what callers hear of their own account';
