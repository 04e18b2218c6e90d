package org.callosum.server.customers.imports;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.callosum.server.customers.CustomerIntake.Outcome;
import org.callosum.server.customers.CustomerIntake.Rule;
import org.callosum.server.customers.Customers;
import org.callosum.server.customers.goods.Order;
import org.callosum.server.customers.goods.Orders;
import org.callosum.server.customers.goods.Product;
import org.callosum.server.customers.goods.Products;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes rows of products and orders in, each by the same door as one that is typed, behind a savepoint of
/// its own: a
/// row that is refused leaves the others alone, and a trial takes every row back.
///
/// A product is known by its code, an order by its number. One row is one order with one line; an order that
/// is known
/// is moved on to the row's state, and gets the row's day and place while it may still be changed.
@Component
class GoodsRows {
    private static final Orders.Touch IMPORT = new Orders.Touch("import", null);
    private static final Set<String> DONE = Set.of("delivered", "cancelled", "returned");

    private final Products products;
    private final Orders orders;
    private final Customers customers;
    private final JdbcClient database;
    private final TransactionTemplate savepoint;

    GoodsRows(
            Products products,
            Orders orders,
            Customers customers,
            JdbcClient database,
            PlatformTransactionManager transactions) {
        this.products = products;
        this.orders = orders;
        this.customers = customers;
        this.database = database;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// @param found what the row says, by field
    Outcome product(long client, Map<String, String> found, Rule rule, boolean dryRun) {
        return judged(dryRun, () -> {
            var code = found.getOrDefault("code", "").toLowerCase(Locale.ROOT);
            var known = products.byCode(client, code).orElse(null);
            if (known != null && rule == Rule.SKIP) {
                return new Outcome.Skipped();
            }
            var parent = found.get("parent") instanceof String above
                    ? products.byCode(client, above.toLowerCase(Locale.ROOT))
                            .map(Product::id)
                            .orElseThrow(() -> refused("parent", "unknown"))
                    : known == null ? null : known.parentId();
            var currency = Objects.requireNonNullElse(
                    found.get("currency"), known == null || known.currency() == null ? "" : known.currency());
            var price = found.get("price") instanceof String text
                    ? minor("price", text, currency)
                    : known == null ? null : known.priceMinor();
            var name = text(
                    found.get("name"),
                    found.get("nameZhHans"),
                    found.get("nameZhHant"),
                    known == null ? null : known.name());
            var how = text(found.get("how"), null, null, known == null ? null : known.principle());
            var wanted = new Product(
                    null,
                    known == null ? null : known.version(),
                    Long.toString(client),
                    code,
                    name,
                    parent,
                    found.getOrDefault("kind", known == null ? "product" : String.valueOf(known.kind())),
                    how,
                    known == null ? null : known.pageCode(),
                    price,
                    currency.isEmpty() ? null : currency.toUpperCase(Locale.ROOT),
                    known == null || Boolean.TRUE.equals(known.active()),
                    known == null ? Integer.valueOf(0) : known.order(),
                    known == null ? null : known.stock());
            if (known == null || rule == Rule.CREATE) {
                products.create(wanted);
                return new Outcome.Made();
            }
            var after = products.change(Long.parseLong(Objects.requireNonNull(known.id())), wanted);
            return same(known, after) ? new Outcome.Skipped() : new Outcome.Changed();
        });
    }

    /// @param found what the row says, by field
    Outcome order(long client, Map<String, String> found, Rule rule, boolean dryRun) {
        return judged(dryRun, () -> {
            var number = found.getOrDefault("number", "");
            if (number.isEmpty()) {
                throw refused("number", "required");
            }
            var known = orders.byNumber(client, number).orElse(null);
            if (known != null && rule == Rule.SKIP) {
                return new Outcome.Skipped();
            }
            if (known == null || rule == Rule.CREATE) {
                orders.create(fresh(client, number, found), IMPORT);
                return new Outcome.Made();
            }
            return moved(known, found);
        });
    }

    private Order fresh(long client, String number, Map<String, String> found) {
        var currency = found.getOrDefault("currency", "").toUpperCase(Locale.ROOT);
        if (currency.isEmpty()) {
            throw refused("currency", "required");
        }
        var customer = found.get("customer") instanceof String typed
                ? customers
                        .byNumber(client, typed)
                        .map(each -> each.id())
                        .orElseThrow(() -> refused("customer", "unknown"))
                : null;
        if (customer == null) {
            throw refused("customer", "required");
        }
        var product = found.get("product") instanceof String code
                ? products.byCode(client, code.toLowerCase(Locale.ROOT))
                        .orElseThrow(() -> refused("product", "unknown"))
                : null;
        var price = found.get("price") instanceof String text
                ? minor("price", text, currency)
                : product == null ? null : product.priceMinor();
        if (price == null) {
            throw refused("price", "required");
        }
        return new Order(
                null,
                null,
                null,
                customer,
                null,
                number,
                placed(client, found.get("placedAt")),
                state(found.get("state")),
                currency,
                null,
                day("deliverOn", found.get("deliverOn")),
                found.get("deliverTo"),
                null,
                null,
                List.of(new Order.Line(
                        product == null ? null : product.id(),
                        found.get("item"),
                        quantity(found.get("quantity")),
                        price)));
    }

    private Outcome moved(Order known, Map<String, String> found) {
        var id = Long.parseLong(Objects.requireNonNull(known.id()));
        var changed = false;
        var day = day("deliverOn", found.get("deliverOn"));
        var place = found.get("deliverTo");
        if (day != null && !day.equals(known.deliverOn()) || place != null && !place.equals(known.deliverTo())) {
            orders.change(
                    id,
                    new Order(
                            null,
                            known.version(),
                            known.clientId(),
                            known.customerId(),
                            null,
                            known.number(),
                            null,
                            null,
                            known.currency(),
                            null,
                            day == null ? known.deliverOn() : day,
                            place == null ? known.deliverTo() : place,
                            null,
                            null,
                            known.lines()),
                    IMPORT);
            changed = true;
        }
        var state = state(found.get("state"));
        if (state != null && !state.equals(known.state())) {
            if ("delivered".equals(state)
                    && !DONE.contains(String.valueOf(known.state()))
                    && !"shipped".equals(known.state())) {
                orders.move(id, "shipped", null, IMPORT); // files tell the end only
            }
            orders.move(id, state, null, IMPORT);
            changed = true;
        }
        return changed ? new Outcome.Changed() : new Outcome.Skipped();
    }

    private Outcome judged(boolean dryRun, Supplier<Outcome> work) {
        try {
            return Objects.requireNonNull(savepoint.execute(status -> {
                var outcome = work.get();
                if (dryRun) {
                    status.setRollbackOnly();
                }
                return outcome;
            }));
        } catch (Problem problem) {
            return new Outcome.Wrong(
                    problem.fields().isEmpty()
                            ? List.of(new Problem.Field("state", "import-order-state"))
                            : problem.fields().stream().map(GoodsRows::asInFile).toList());
        }
    }

    /// Fields of lines and amounts are columns here.
    private static Problem.Field asInFile(Problem.Field field) {
        var name =
                field.field().startsWith("lines[0].") ? field.field().substring("lines[0].".length()) : field.field();
        return new Problem.Field(
                switch (name) {
                    case "priceMinor" -> "price";
                    case "parentId" -> "parent";
                    case "principle" -> "how";
                    case "name" -> field.field().startsWith("lines") ? "item" : "name";
                    default -> name;
                },
                field.code(),
                field.values());
    }

    private static Problem refused(String field, String code) {
        return org.callosum.server.platform.problem.Problems.field(field, code);
    }

    private static boolean same(Product before, Product after) {
        return Objects.equals(before.name(), after.name())
                && Objects.equals(before.parentId(), after.parentId())
                && Objects.equals(before.kind(), after.kind())
                && Objects.equals(before.principle(), after.principle())
                && Objects.equals(before.priceMinor(), after.priceMinor())
                && Objects.equals(before.currency(), after.currency());
    }

    private static @Nullable Text text(
            @Nullable String en, @Nullable String zhHans, @Nullable String zhHant, @Nullable Text before) {
        if (en == null && zhHans == null && zhHant == null) {
            return before;
        }
        return new Text(
                en == null && before != null ? before.en() : en,
                zhHans == null && before != null ? before.zhHans() : zhHans,
                zhHant == null && before != null ? before.zhHant() : zhHant);
    }

    /// `129`, `129.00` or `1,299.00`, in the smallest unit.
    private static Long minor(String field, String text, String currency) {
        if (currency.isEmpty()) {
            throw refused("currency", "required");
        }
        var plain = text.replaceAll("[,\\s]", "");
        if (!plain.matches("[0-9]{1,12}(\\.[0-9]{1,3})?")) {
            throw refused(field, "import-amount");
        }
        try {
            int digits = java.util.Currency.getInstance(currency.toUpperCase(Locale.ROOT))
                    .getDefaultFractionDigits();
            return new BigDecimal(plain).movePointRight(Math.max(0, digits)).longValueExact();
        } catch (IllegalArgumentException noCurrency) {
            throw refused("currency", "wrong-currency");
        } catch (ArithmeticException finer) {
            throw refused(field, "import-amount");
        }
    }

    private static Integer quantity(@Nullable String text) {
        if (text == null) {
            return 1;
        }
        if (!text.matches("[0-9]{1,7}")) {
            throw refused("quantity", "import-amount");
        }
        return Integer.valueOf(text);
    }

    private static @Nullable String state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "已下单", "new" -> "placed";
            case "已确认" -> "confirmed";
            case "已发货", "sent" -> "shipped";
            case "已送达", "已签收", "completed" -> "delivered";
            case "已取消", "canceled" -> "cancelled";
            case "已退货", "refunded" -> "returned";
            default -> text.toLowerCase(Locale.ROOT);
        };
    }

    private static @Nullable LocalDate day(String field, @Nullable String text) {
        var wrong = new ArrayList<ImportFields.Wrong>();
        var day = ImportFields.day(text, 0, wrong);
        if (!wrong.isEmpty()) {
            throw refused(field, "import-day");
        }
        return day;
    }

    /// A day begins in the client's zone; a time with its zone is taken as it is.
    private @Nullable Instant placed(long client, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?Z")) {
            return Instant.parse(text.length() == 17 ? text.replace("Z", ":00Z") : text);
        }
        var day = Objects.requireNonNull(day("placedAt", text));
        var zone = database.sql("select time_zone from client where id = :id")
                .param("id", client)
                .query((row, _) -> ZoneId.of(Objects.requireNonNull(row.getString(1))))
                .single();
        return day.atStartOfDay(zone).toInstant();
    }
}
