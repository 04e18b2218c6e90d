package org.callosum.server.customers.goods;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The catalogue of each client, as a tree: what stands under a product are its parts.
@Service
@Transactional
public class Products {
    static final List<String> KINDS = List.of("product", "service", "part");
    private static final int DEEPEST = 8;
    private static final int MOST_PRODUCTS = 20_000;
    private static final Comparator<Product> BY_CODE = Comparator.comparing(each -> String.valueOf(each.code()));
    private static final Comparator<Product> BY_KIND = Comparator.comparing(each -> String.valueOf(each.kind()));

    private final JdbcClient database;
    private final Ids ids;
    private final Audit audit;

    Products(JdbcClient database, Ids ids, Audit audit) {
        this.database = database;
        this.ids = ids;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public Page<Product> page(PageQuery query, @Nullable Long client) {
        return Listing.of(
                query,
                all(client),
                each -> each.code() + " " + each.name() + " " + each.principle(),
                Map.of("code", BY_CODE, "name", BY_CODE, "kind", BY_KIND));
    }

    /// In the order in which a client shows them.
    @Transactional(readOnly = true)
    public List<Product> all(@Nullable Long client) {
        return database.sql("""
                        select * from product where cast(:client as bigint) is null or client_id = :client
                         order by client_id, sort_order, code limit :most""")
                .param("client", client)
                .param("most", MOST_PRODUCTS)
                .query((row, _) -> product(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Product one(long id) {
        return find(id).orElseThrow(() -> Problems.notFound("product", id));
    }

    Optional<Product> find(long id) {
        return database.sql("select * from product where id = :id")
                .param("id", id)
                .query((row, _) -> product(row))
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Product> byCode(long client, String code) {
        return database.sql("select * from product where client_id = :client and code = :code")
                .param("client", client)
                .param("code", code)
                .query((row, _) -> product(row))
                .optional();
    }

    /// A product that is offered, by its code or by its name in any language.
    @Transactional(readOnly = true)
    Optional<Product> named(long client, String words) {
        return database.sql("""
                        select * from product
                         where client_id = :client and active
                           and (code = :words or exists (select from jsonb_each_text(name) n where lower(n.value) = lower(:words)))
                         order by code = :words desc, sort_order, id limit 1""")
                .param("client", client)
                .param("words", words)
                .query((row, _) -> product(row))
                .optional();
    }

    /// Nobody else gives or lends one of this product until this transaction is over.
    void lock(long id) {
        database.sql("select id from product where id = :id for no key update")
                .param("id", id)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Takes one out of the stock, if anybody counts it.
    ///
    /// @return false if none is left
    boolean takeOne(long id) {
        return database.sql("""
                                update product set stock = stock - 1, version = version + case when stock is null then 0 else 1 end
                                 where id = :id and (stock is null or stock > 0)""").param("id", id).update() == 1;
    }

    void putBack(long id) {
        database.sql("update product set stock = stock + 1, version = version + 1 where id = :id and stock < 1000000")
                .param("id", id)
                .update();
    }

    public Product create(Product wanted) {
        var client = check(wanted, null);
        var id = ids.next();
        database.sql("""
                        insert into product (id, tenant_id, client_id, code, name, parent_id, kind, principle, page_code,
                                             price_minor, currency, active, sort_order, stock)
                        values (:id, :tenant, :client, :code, cast(:name as jsonb), :parent, :kind, cast(:principle as jsonb),
                                :page, :price, :currency, :active, :order, :stock)""")
                .params(values(wanted))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("client", client)
                .update();
        var made = one(id);
        audit.record("product-created", "product", id, Changes.of(made));
        return made;
    }

    public Product change(long id, Product wanted) {
        var before = one(id);
        check(wanted, before);
        var changed = database.sql("""
                        update product set code = :code, name = cast(:name as jsonb), parent_id = :parent, kind = :kind,
                               principle = cast(:principle as jsonb), page_code = :page, price_minor = :price,
                               currency = :currency, active = :active, sort_order = :order, stock = :stock, version = version + 1
                         where id = :id and version = :version""")
                .params(values(wanted))
                .param("id", id)
                .param("version", Objects.requireNonNullElse(wanted.version(), -1))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(before);
        }
        var after = one(id);
        var changes = Changes.between(before, after);
        if (!changes.isEmpty()) {
            audit.record("product-changed", "product", id, changes);
        }
        return after;
    }

    /// What is held, was ordered or has parts stays.
    public void delete(long id) {
        one(id);
        var used = database.sql("""
                        select exists (select from customer_product where product_id = :id)
                            or exists (select from order_line where product_id = :id)
                            or exists (select from product where parent_id = :id)
                            or exists (select from contact_subject where kind = 'product' and subject_id = :id)""").param("id", id).query(Boolean.class).single();
        if (used) {
            throw Problems.refused("product-in-use");
        }
        database.sql("delete from product where id = :id").param("id", id).update();
        audit.record("product-deleted", "product", id);
    }

    private long check(Product wanted, @Nullable Product before) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0
                && !database.sql("select exists (select from client where id = :id)")
                        .param("id", client)
                        .query(Boolean.class)
                        .single()) {
            fields.add("clientId", "unknown");
        } else if (before != null && !Objects.equals(before.clientId(), wanted.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.oneOf("kind", wanted.kind(), KINDS);
        if (wanted.principle() != null) {
            fields.length("principle", wanted.principle().en(), 4_000);
            fields.length("principle", wanted.principle().zhHans(), 4_000);
            fields.length("principle", wanted.principle().zhHant(), 4_000);
        }
        if (wanted.pageCode() != null && !wanted.pageCode().isBlank()) {
            fields.code("pageCode", wanted.pageCode());
        }
        fields.range("order", wanted.order(), 0, 1_000_000);
        fields.range("stock", wanted.stock(), 0, 1_000_000);
        Money.check(fields, "priceMinor", wanted.priceMinor(), wanted.currency());
        if (fields.optionalId("parentId", wanted.parentId()) instanceof Long parent) {
            checkParent(fields, before, parent, client);
        }
        if (wanted.code() != null
                && client != 0
                && byCode(client, wanted.code())
                        .filter(other -> before == null || !Objects.equals(other.id(), before.id()))
                        .isPresent()) {
            fields.add("code", "taken");
        }
        fields.check();
        return client;
    }

    private void checkParent(Fields fields, @Nullable Product before, long parent, long client) {
        var above = find(parent);
        if (above.isEmpty() || !Long.toString(client).equals(above.get().clientId())) {
            fields.add("parentId", "unknown");
            return;
        }
        var depth = 1;
        for (var at = above; at.isPresent(); depth++) {
            if (before != null && Objects.equals(at.get().id(), before.id())) {
                fields.add("parentId", "own-part");
                return;
            }
            if (depth >= DEEPEST) {
                fields.add("parentId", "too-deep", Map.of("max", DEEPEST));
                return;
            }
            var next = at.get().parentId();
            at = next == null ? Optional.empty() : find(Long.parseLong(next));
        }
    }

    private Map<String, @Nullable Object> values(Product wanted) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("code", wanted.code());
        values.put("name", Objects.requireNonNull(wanted.name()).json());
        values.put(
                "parent",
                wanted.parentId() == null || wanted.parentId().isBlank() ? null : Ids.parse(wanted.parentId()));
        values.put("kind", wanted.kind());
        values.put(
                "principle",
                wanted.principle() == null ? "{}" : wanted.principle().json());
        values.put("page", wanted.pageCode() == null || wanted.pageCode().isBlank() ? null : wanted.pageCode());
        values.put("price", wanted.priceMinor());
        values.put("currency", wanted.currency() == null || wanted.currency().isBlank() ? null : wanted.currency());
        values.put("active", Objects.requireNonNullElse(wanted.active(), true));
        values.put("order", Objects.requireNonNullElse(wanted.order(), 0));
        values.put("stock", wanted.stock());
        return values;
    }

    private static Product product(ResultSet row) throws SQLException {
        Text principle = Rows.text(row, "principle");
        return new Product(
                Rows.id(row, "id"),
                row.getInt("version"),
                Rows.id(row, "client_id"),
                row.getString("code"),
                Rows.text(row, "name"),
                Rows.idOrNull(row, "parent_id"),
                row.getString("kind"),
                principle.isEmpty() ? null : principle,
                row.getString("page_code"),
                Rows.longOrNull(row, "price_minor"),
                row.getString("currency"),
                row.getBoolean("active"),
                row.getInt("sort_order"),
                Rows.intOrNull(row, "stock"));
    }
}
