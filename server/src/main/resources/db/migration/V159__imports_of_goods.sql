-- Files of products and orders come in by the same door as files of customers (decision 0188).
alter table customer_import add column kind text not null default 'customers'
    check (kind in ('customers', 'products', 'orders'));
comment on column customer_import.kind is 'what the file is of';
