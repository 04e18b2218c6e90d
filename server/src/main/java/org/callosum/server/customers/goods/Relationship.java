package org.callosum.server.customers.goods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.callosum.server.customers.Customer;
import org.callosum.server.customers.Customers;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A customer's history with a client, told as one story: contacts, cases, orders, products and changes
/// (STR-21).
@Service
@Transactional(readOnly = true)
public class Relationship {
    private static final int LATEST_ORDERS = 5;
    private static final int MOST_MOMENTS = 100;

    private final JdbcClient database;
    private final Customers customers;
    private final Holdings holdings;
    private final Orders orders;
    private final ValueRules rules;

    Relationship(JdbcClient database, Customers customers, Holdings holdings, Orders orders, ValueRules rules) {
        this.database = database;
        this.customers = customers;
        this.holdings = holdings;
        this.orders = orders;
        this.rules = rules;
    }

    /// Something that happened.
    ///
    /// @param kind `contact`, `case`, `case-closed`, `order`, `order-state`, `product`, `product-ended`
    /// or `record`
    /// @param id of the contact, case or order; of the edit for `record`
    /// @param code outcome, type of case or state
    /// @param words number of an order, subject of a case, name of a product; fields of an edit
    @Schema(name = "CustomerMoment")
    record Moment(
            Instant at,
            String kind,
            String id,
            @Nullable String code,
            String words,
            @Nullable String by) {
        @Override
        public String toString() {
            return "Moment[" + kind + " " + id + "]"; // a subject may name somebody
        }
    }

    CustomerGlance glance(long id) {
        var customer = customers
                .find(id)
                .filter(found -> found.erasedAt() == null)
                .orElseThrow(() -> Problems.notFound("customer", id));
        var brief = customers.atAGlance(id).orElseThrow(() -> Problems.notFound("customer", id));
        var held = holdings.of(id).stream()
                .filter(each -> !"ended".equals(each.state()))
                .toList();
        var count = database.sql("select count(*) from customer_order where customer_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
        return new CustomerGlance(
                brief.id(),
                brief.name(),
                brief.memberLevel(),
                since(customer, id),
                customer.preferredChannel(),
                customer.preferredFrom(),
                customer.preferredTo(),
                Tenancy.current().may(Right.CUSTOMERS_VALUE) ? worth(customer, id) : null,
                brief.contacts(),
                brief.openCases(),
                count,
                brief.lastContactAt(),
                held,
                orders.latest(id, LATEST_ORDERS));
    }

    private CustomerGlance.Worth worth(Customer customer, long id) {
        var rule = rules.of(Long.parseLong(Objects.requireNonNull(customer.clientId())));
        var ranked = rules.of(rule, id);
        return new CustomerGlance.Worth(
                customer.valueRank(),
                ranked == null ? null : ranked.computed(),
                ranked == null ? null : ranked.contributionMinor(),
                rule.currency(),
                Objects.requireNonNull(rule.months()));
    }

    private @Nullable LocalDate since(Customer customer, long id) {
        if (customer.customerSince() != null) {
            return customer.customerSince();
        }
        var first = database.sql("""
                        select least((select min(arrived_at) from interaction where customer_id = :id),
                                     (select min(placed_at) from customer_order where customer_id = :id),
                                     (select min(since)::timestamptz from customer_product where customer_id = :id)) as first""")
                .param("id", id)
                .query((row, _) -> java.util.Optional.ofNullable(Rows.instantOrNull(row, "first")))
                .single();
        return first.map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC)).orElse(null);
    }

    /// The newest first, a hundred at most.
    ///
    /// @param before only what is older; null: from now on back
    List<Moment> timeline(long id, @Nullable Instant before) {
        if (customers.find(id).isEmpty()) {
            throw Problems.notFound("customer", id);
        }
        return database.sql("""
                        select * from (
                            select i.arrived_at as at, 'contact' as kind, i.id, i.outcome as code, '' as words, a.name as by
                              from interaction i left join agent a on a.id = i.agent_id where i.customer_id = :id
                            union all
                            select n.at, 'note', i.id, n.form, left(n.text, 400), n.author
                              from interaction_note n join interaction i on i.id = n.interaction_id
                             where i.customer_id = :id and not n.draft and n.text <> ''
                            union all
                            select s.created_at, 'case', s.id, s.type, s.subject, null from service_case s where s.customer_id = :id
                            union all
                            select s.closed_at, 'case-closed', s.id, s.type, s.subject, null from service_case s
                             where s.customer_id = :id and s.closed_at is not null
                            union all
                            select h.at, case h.act when 'placed' then 'order' else 'order-state' end, o.id,
                                   coalesce(h.to_state, 'changed'), o.number, h.by_name
                              from order_change h join customer_order o on o.id = h.order_id where o.customer_id = :id
                            union all
                            select h.since::timestamptz, 'product', h.id, h.state, p.name::text, null
                              from customer_product h join product p on p.id = h.product_id where h.customer_id = :id
                            union all
                            select h.until::timestamptz, 'product-ended', h.id, h.state, p.name::text, null
                              from customer_product h join product p on p.id = h.product_id
                             where h.customer_id = :id and h.until is not null and h.until < now()
                            union all
                            select c.at, 'record', c.id, null,
                                   (select string_agg(k, ',' order by k) from jsonb_object_keys(c.changes) k), c.account_name
                              from customer_change c where c.customer_id = :id) moments
                         where cast(:before as timestamptz) is null or at < :before
                         order by at desc, kind, id desc limit :most""")
                .param("id", id)
                .param("before", Rows.moment(before))
                .param("most", MOST_MOMENTS)
                .query((row, _) -> new Moment(
                        Rows.instant(row, "at"),
                        row.getString("kind"),
                        Rows.id(row, "id"),
                        row.getString("code"),
                        Objects.requireNonNullElse(row.getString("words"), ""),
                        row.getString("by")))
                .list();
    }
}
