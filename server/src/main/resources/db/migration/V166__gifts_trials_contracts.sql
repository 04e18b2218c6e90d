-- Gifts with a stock, given once to a customer; products lent for a trial; contracts whose renewal is a case.

alter table product
    add column stock int check (stock between 0 and 1000000);
comment on column product.stock is 'how many may still be given or lent; null: nobody counts';

alter table customer_product
    add column kind text not null default 'bought' check (kind in ('bought', 'gift', 'trial'));
create index customer_product_until on customer_product (client_id, until) where until is not null and state = 'active';
comment on column customer_product.kind is 'a trial ends on its last day, when it is to be back; a gift is given once';

-- One renewal for each end of a contract: who asks a second time finds the case there is.
create table contract_renewal (
    holding_id bigint not null references customer_product,
    until      date   not null,
    tenant_id  bigint not null references tenant,
    client_id  bigint not null references client,
    case_id    bigint not null references service_case,
    primary key (holding_id, until)
);
create index contract_renewal_case on contract_renewal (case_id);
call guard_table('contract_renewal');
