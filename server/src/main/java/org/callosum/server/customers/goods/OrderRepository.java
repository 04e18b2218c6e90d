package org.callosum.server.customers.goods;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OrderRepository {
    static final List<String> STATES =
            Arrays.stream(OrderState.values()).map(OrderState::code).toList();
    private static final Map<String, String> SORTABLE =
            Map.of("number", "o.number", "placedAt", "o.placed_at", "state", "o.state", "totalMinor", "o.total_minor");
    private static final String SELECT = """
            select o.*, c.name as customer_name,
                   (select count(*) from contact_subject s where s.kind = 'order' and s.subject_id = o.id) as contacts
              from customer_order o join customer c on c.id = o.customer_id
            """;
    private static final String WHERE = """
             where (cast(:client as bigint) is null or o.client_id = :client)
               and (cast(:customer as bigint) is null or o.customer_id = :customer)
               and (cast(:state as text) is null or o.state = :state)
               and (o.number ilike :like or c.name ilike :like or exists (
                    select from order_line l where l.order_id = o.id and l.name ilike :like))
            """;

    private final JdbcClient database;

    OrderRepository(JdbcClient database) {
        this.database = database;
    }

    Page<Order> page(PageQuery query, @Nullable Long client, @Nullable Long customer, @Nullable String state) {
        var items = database.sql(SELECT + WHERE + " order by " + query.orderBy(SORTABLE, "o.placed_at desc")
                        + ", o.id limit :size offset :offset")
                .param("client", client)
                .param("customer", customer)
                .param("state", state)
                .param("like", query.like())
                .param("size", query.limit())
                .param("offset", query.offset())
                .query((row, _) -> order(row))
                .list();
        var total = database.sql(
                        "select count(*) from customer_order o join customer c on c.id = o.customer_id" + WHERE)
                .param("client", client)
                .param("customer", customer)
                .param("state", state)
                .param("like", query.like())
                .query(Long.class)
                .single();
        return new Page<>(withLines(items), total);
    }

    Optional<Order> find(long id) {
        return withLines(database.sql(SELECT + "where o.id = :id")
                        .param("id", id)
                        .query((row, _) -> order(row))
                        .list())
                .stream()
                .findFirst();
    }

    /// As [#find], and nobody else moves it until this transaction ends.
    Optional<Order> lock(long id) {
        database.sql("select id from customer_order where id = :id for update")
                .param("id", id)
                .query((row, _) -> row.getLong(1))
                .list();
        return find(id);
    }

    Optional<Order> byNumber(long client, String number) {
        return withLines(database.sql(SELECT + "where o.client_id = :client and o.number = :number")
                        .param("client", client)
                        .param("number", number)
                        .query((row, _) -> order(row))
                        .list())
                .stream()
                .findFirst();
    }

    List<Order.Glance> latest(long customer, int most) {
        return database.sql("""
                        select o.id, o.number, o.placed_at, o.state, o.currency, o.total_minor,
                               (select count(*) from order_line l where l.order_id = o.id) as lines,
                               coalesce((select l.name from order_line l where l.order_id = o.id order by l.line limit 1), '')
                                   as first
                          from customer_order o where o.customer_id = :customer order by o.placed_at desc, o.id desc limit :most""")
                .param("customer", customer)
                .param("most", most)
                .query((row, _) -> new Order.Glance(
                        Rows.id(row, "id"),
                        row.getString("number"),
                        Rows.instant(row, "placed_at"),
                        row.getString("state"),
                        row.getString("currency"),
                        row.getLong("total_minor"),
                        row.getInt("lines"),
                        row.getString("first")))
                .list();
    }

    void insert(
            long id,
            long client,
            long customer,
            String number,
            Instant placedAt,
            String state,
            long total,
            String source,
            Order wanted) {
        database.sql("""
                        insert into customer_order (id, tenant_id, client_id, customer_id, number, placed_at, state, currency,
                                                    total_minor, deliver_on, deliver_to, source)
                        values (:id, :tenant, :client, :customer, :number, :placed, :state, :currency, :total, :on, :to, :source)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("customer", customer)
                .param("number", number)
                .param("placed", Rows.moment(placedAt))
                .param("state", state)
                .param("currency", wanted.currency())
                .param("total", total)
                .param("on", wanted.deliverOn())
                .param("to", blankIsNone(wanted.deliverTo()))
                .param("source", source)
                .update();
    }

    boolean update(long id, int version, long total, Order wanted) {
        return database.sql("""
                                update customer_order set currency = :currency, total_minor = :total, deliver_on = :on,
                                       deliver_to = :to, version = version + 1
                                 where id = :id and version = :version and state in ('placed', 'confirmed')""")
                        .param("id", id)
                        .param("version", version)
                        .param("currency", wanted.currency())
                        .param("total", total)
                        .param("on", wanted.deliverOn())
                        .param("to", blankIsNone(wanted.deliverTo()))
                        .update()
                == 1;
    }

    private static @Nullable String blankIsNone(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    void move(long id, String to) {
        database.sql("update customer_order set state = :to, version = version + 1 where id = :id")
                .param("id", id)
                .param("to", to)
                .update();
    }

    void lines(long order, long client, List<Order.Line> lines) {
        database.sql("delete from order_line where order_id = :id")
                .param("id", order)
                .update();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            database.sql("""
                            insert into order_line (order_id, line, tenant_id, client_id, product_id, name, quantity, price_minor)
                            values (:order, :line, :tenant, :client, :product, :name, :quantity, :price)""")
                    .param("order", order)
                    .param("line", i + 1)
                    .param("tenant", Tenancy.current().tenantId())
                    .param("client", client)
                    .param("product", line.productId() == null ? null : Long.valueOf(line.productId()))
                    .param("name", line.name())
                    .param("quantity", line.quantity())
                    .param("price", line.priceMinor())
                    .update();
        }
    }

    void change(
            long id,
            long order,
            long client,
            Instant at,
            Orders.Touch touch,
            String act,
            @Nullable String from,
            @Nullable String to,
            List<String> fields) {
        database.sql("""
                        insert into order_change (id, tenant_id, client_id, order_id, at, by_name, way, act, from_state, to_state,
                                                  fields, interaction_id)
                        values (:id, :tenant, :client, :order, :at, :by, :way, :act, :from, :to, :fields, :interaction)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("order", order)
                .param("at", Rows.moment(at))
                .param(
                        "by",
                        Tenancy.current().accountId() == null
                                ? ""
                                : Tenancy.current().name())
                .param("way", touch.way())
                .param("act", act)
                .param("from", from)
                .param("to", to)
                .param("fields", fields.toArray(String[]::new))
                .param("interaction", touch.interaction())
                .update();
    }

    List<Order.Change> changes(long order) {
        return database.sql("select * from order_change where order_id = :id order by at, id limit 500")
                .param("id", order)
                .query((row, _) -> new Order.Change(
                        Rows.instant(row, "at"),
                        row.getString("by_name"),
                        row.getString("way"),
                        row.getString("act"),
                        row.getString("from_state"),
                        row.getString("to_state"),
                        Rows.strings(row, "fields"),
                        Rows.idOrNull(row, "interaction_id")))
                .list();
    }

    OrderFigures figures(@Nullable Long client, Instant from, Instant to) {
        return database.sql("""
                        with handled as (
                            select i.id, i.customer_id,
                                   exists (select from contact_subject s where s.interaction_id = i.id and s.kind = 'order')
                                       as about_order
                              from interaction i
                             where i.arrived_at >= :from and i.arrived_at < :to and i.direction = 'in'
                               and i.agent_id is not null and i.answered_at is not null
                               and (cast(:client as bigint) is null or i.client_id = :client))
                        select (select count(*) from handled) as handled,
                               (select count(*) from handled where about_order) as about_orders,
                               (select count(distinct customer_id) from handled) as customers,
                               (select count(customer_id) from handled) as of_customers,
                               (select count(*) from customer_order o
                                 where o.placed_at >= :from and o.placed_at < :to and o.state <> 'cancelled'
                                   and (cast(:client as bigint) is null or o.client_id = :client)) as orders,
                               (select count(*) from order_change h
                                 where h.at >= :from and h.at < :to and h.way = 'self-service'
                                   and (cast(:client as bigint) is null or h.client_id = :client)) as self_service""")
                .param("client", client)
                .param("from", Rows.moment(from))
                .param("to", Rows.moment(to))
                .query((row, _) -> {
                    long orders = row.getLong("orders");
                    long handled = row.getLong("handled");
                    long about = row.getLong("about_orders");
                    return new OrderFigures(
                            from,
                            to,
                            handled,
                            about,
                            orders,
                            row.getLong("self_service"),
                            row.getLong("customers"),
                            row.getLong("of_customers"),
                            orders == 0 ? null : 100.0 * handled / orders,
                            orders == 0 ? null : 100.0 * about / orders);
                })
                .single();
    }

    private List<Order> withLines(List<Order> orders) {
        if (orders.isEmpty()) {
            return orders;
        }
        var lines = new HashMap<String, List<Order.Line>>();
        database.sql("select * from order_line where order_id = any (cast(:ids as bigint[])) order by order_id, line")
                .param(
                        "ids",
                        Rows.array(orders.stream()
                                .map(each -> Long.valueOf(Objects.requireNonNull(each.id())))
                                .toList()))
                .query((row, _) -> lines.computeIfAbsent(Rows.id(row, "order_id"), _ -> new ArrayList<>())
                        .add(new Order.Line(
                                Rows.idOrNull(row, "product_id"),
                                row.getString("name"),
                                row.getInt("quantity"),
                                row.getLong("price_minor"))))
                .list();
        return orders.stream()
                .map(each -> new Order(
                        each.id(),
                        each.version(),
                        each.clientId(),
                        each.customerId(),
                        each.customerName(),
                        each.number(),
                        each.placedAt(),
                        each.state(),
                        each.currency(),
                        each.totalMinor(),
                        each.deliverOn(),
                        each.deliverTo(),
                        each.source(),
                        each.contacts(),
                        List.copyOf(lines.getOrDefault(each.id(), List.of()))))
                .toList();
    }

    private static Order order(ResultSet row) throws SQLException {
        return new Order(
                Rows.id(row, "id"),
                row.getInt("version"),
                Rows.id(row, "client_id"),
                Rows.id(row, "customer_id"),
                row.getString("customer_name"),
                row.getString("number"),
                Rows.instant(row, "placed_at"),
                row.getString("state"),
                row.getString("currency"),
                row.getLong("total_minor"),
                row.getObject("deliver_on", LocalDate.class),
                row.getString("deliver_to"),
                row.getString("source"),
                row.getInt("contacts"),
                List.of());
    }
}
