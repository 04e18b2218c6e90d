package org.callosum.server.customers.goods;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.customers.Customers;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Which products a customer has, since when, until when and at what price. A gift is given once and only while there
/// is
/// one; a product that is lent for a trial is owed back, and somebody hears of it.
@Service
@Transactional
public class Holdings {
    private static final List<String> STATES = List.of("active", "paused", "ended");
    private static final List<String> KINDS = List.of("bought", "gift", "trial");
    private static final int MOST = 500;
    private static final String SELECT = """
            select h.*, p.name, p.page_code from customer_product h join product p on p.id = h.product_id
            """;

    private final JdbcClient database;
    private final Customers customers;
    private final Products products;
    private final TrialReturns returns;
    private final Ids ids;
    private final Audit audit;

    Holdings(JdbcClient database, Customers customers, Products products, TrialReturns returns, Ids ids, Audit audit) {
        this.database = database;
        this.customers = customers;
        this.products = products;
        this.returns = returns;
        this.ids = ids;
        this.audit = audit;
    }

    /// What they have now first, then what they had.
    @Transactional(readOnly = true)
    public List<Holding> of(long customer) {
        return database.sql(SELECT + """
                         where h.customer_id = :customer
                         order by array_position(array['active', 'paused', 'ended'], h.state), h.since desc, h.id limit :most""")
                .param("customer", customer)
                .param("most", MOST)
                .query((row, _) -> holding(row))
                .list();
    }

    Holding one(long customer, long id) {
        return database.sql(SELECT + "where h.customer_id = :customer and h.id = :id")
                .param("customer", customer)
                .param("id", id)
                .query((row, _) -> holding(row))
                .optional()
                .orElseThrow(() -> Problems.notFound("holding", id));
    }

    public Holding create(long customer, Holding wanted) {
        var client = Customers.living(customers.find(customer), customer);
        var product = check(wanted, client);
        switch (take(customer, product, kind(wanted))) {
            case ALREADY -> throw Problems.refused("gift-given-already");
            case NONE_LEFT -> throw Problems.refused("out-of-stock");
            case TAKEN -> {}
        }
        return insert(customer, client, product, wanted);
    }

    /// What became of giving or lending one.
    enum Taken {
        TAKEN,
        ALREADY,
        NONE_LEFT
    }

    /// Gives a gift or lends for a trial as [#create] does, and says what stands in the way instead of refusing.
    Taken give(long customer, Product product, Holding wanted) {
        var client = Customers.living(customers.find(customer), customer);
        var id = Long.parseLong(Objects.requireNonNull(product.id()));
        var taken = take(customer, id, kind(wanted));
        if (taken == Taken.TAKEN) {
            var unused = insert(customer, client, id, wanted);
        }
        return taken;
    }

    /// All who give the same product stand in line here, so that the last one goes to one customer and a gift to each
    /// customer once. Whoever had it before they were merged has had it.
    private Taken take(long customer, long product, String kind) {
        if (kind.equals("bought")) {
            return Taken.TAKEN;
        }
        products.lock(product);
        var had = kind.equals("gift")
                && database.sql("""
                                select exists (select from customer_product
                                 where customer_id = :customer and product_id = :product and kind = 'gift')""")
                        .param("customer", customer)
                        .param("product", product)
                        .query((row, _) -> row.getBoolean(1))
                        .single();
        return had ? Taken.ALREADY : products.takeOne(product) ? Taken.TAKEN : Taken.NONE_LEFT;
    }

    private Holding insert(long customer, long client, long product, Holding wanted) {
        var id = ids.next();
        database.sql("""
                        insert into customer_product (id, tenant_id, client_id, customer_id, product_id, since, until, price_minor,
                                                      currency, state, reference, kind)
                        values (:id, :tenant, :client, :customer, :product, :since, :until, :price, :currency, :state, :reference,
                                :kind)""")
                .params(values(wanted))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .param("customer", customer)
                .param("product", product)
                .param("kind", kind(wanted))
                .update();
        audit.record(
                "holding-created", "customer", customer, Map.of("product", Ids.text(product), "kind", kind(wanted)));
        var made = one(customer, id);
        if (kind(wanted).equals("trial") && wanted.until() != null) {
            returns.owed(client, customer, Objects.requireNonNull(made.name()), wanted.until());
        }
        return made;
    }

    public Holding change(long customer, long id, Holding wanted) {
        var client = Customers.living(customers.find(customer), customer);
        var before = one(customer, id);
        var product = check(wanted, client);
        if (!Ids.text(product).equals(before.productId())) {
            throw Problems.field("productId", "cannot-change");
        }
        if (wanted.kind() != null && !kind(wanted).equals(kind(before))) {
            throw Problems.field("kind", "cannot-change");
        }
        var lent = kind(before).equals("trial") && !"ended".equals(before.state());
        if (kind(before).equals("trial") && !lent && !"ended".equals(wanted.state())) {
            throw Problems.field("state", "cannot-change"); // it is back: lending it again is another trial
        }
        var changed = database.sql("""
                        update customer_product set since = :since, until = :until, price_minor = :price, currency = :currency,
                               state = :state, reference = :reference, version = version + 1
                         where id = :id and customer_id = :customer and version = :version""")
                .params(values(wanted))
                .param("id", id)
                .param("customer", customer)
                .param("version", Objects.requireNonNullElse(wanted.version(), -1))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(before);
        }
        if (lent && "ended".equals(wanted.state())) {
            products.putBack(product);
        }
        var after = one(customer, id);
        var fields = Changes.fields(before, after);
        if (!fields.isEmpty()) {
            audit.record("holding-changed", "customer", customer, Map.of("fields", fields));
        }
        return after;
    }

    private long check(Holding wanted, long client) {
        var fields = new Fields();
        var product = fields.id("productId", wanted.productId());
        if (product != 0
                && products.find(product)
                        .filter(found -> Long.toString(client).equals(found.clientId()))
                        .isEmpty()) {
            fields.add("productId", "unknown");
        }
        fields.present("since", wanted.since());
        fields.oneOf("state", wanted.state() == null ? "active" : wanted.state(), STATES);
        if (wanted.since() instanceof LocalDate since
                && wanted.until() != null
                && wanted.until().isBefore(since)) {
            fields.add("until", "before-since");
        }
        fields.oneOf("kind", kind(wanted), KINDS);
        if ("trial".equals(wanted.kind())) {
            fields.present("until", wanted.until());
        }
        fields.length("reference", wanted.reference(), 100);
        Money.check(fields, "priceMinor", wanted.priceMinor(), wanted.currency());
        fields.check();
        return product;
    }

    private static String kind(Holding holding) {
        return Objects.requireNonNullElse(holding.kind(), "bought");
    }

    private static Map<String, @Nullable Object> values(Holding wanted) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("since", wanted.since());
        values.put("until", wanted.until());
        values.put("price", wanted.priceMinor());
        values.put("currency", wanted.currency() == null || wanted.currency().isBlank() ? null : wanted.currency());
        values.put("state", Objects.requireNonNullElse(wanted.state(), "active"));
        values.put("reference", wanted.reference() == null || wanted.reference().isBlank() ? null : wanted.reference());
        return values;
    }

    private static Holding holding(ResultSet row) throws SQLException {
        return new Holding(
                Rows.id(row, "id"),
                row.getInt("version"),
                Rows.id(row, "customer_id"),
                Rows.id(row, "product_id"),
                Rows.text(row, "name"),
                row.getString("page_code"),
                row.getObject("since", LocalDate.class),
                row.getObject("until", LocalDate.class),
                Rows.longOrNull(row, "price_minor"),
                row.getString("currency"),
                row.getString("state"),
                row.getString("reference"),
                row.getString("kind"));
    }
}
