-- Whose wish a stay was: customers' and call-backs' stays are queue figures, consults and outbound conversations are
-- an agent's work only (metrics.md 0.1, decision 0003).
alter table queue_entry add column kind text not null default 'customer';
alter table queue_entry add constraint queue_entry_kind
    check (kind in ('customer', 'consult', 'call-back', 'outbound'));
