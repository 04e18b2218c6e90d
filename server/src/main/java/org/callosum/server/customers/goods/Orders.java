package org.callosum.server.customers.goods;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.customers.Customers;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What customers ordered: taken, changed while it is open, moved from state to state, each step on
/// record.
@Service
@Transactional
public class Orders {
    /// Order numbers are typed on telephones too: digits only, six to ten of them where we make them.
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd");

    private static final int MOST_LINES = 200;
    private static final int TRIES = 40;
    private static final SecureRandom CHANCE = new SecureRandom();

    private final OrderRepository repository;
    private final Customers customers;
    private final Products products;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    /// By which way an order is touched, and in which contact.
    ///
    /// @param way `desk`, `self-service`, `import`, `connector` or `sample`
    public record Touch(String way, @Nullable Long interaction) {
        static final Touch DESK = new Touch("desk", null);
    }

    Orders(OrderRepository repository, Customers customers, Products products, Ids ids, Audit audit, Clock clock) {
        this.repository = repository;
        this.customers = customers;
        this.products = products;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<Order> page(PageQuery query, @Nullable Long client, @Nullable Long customer, @Nullable String state) {
        return repository.page(query, client, customer, state);
    }

    @Transactional(readOnly = true)
    public Order one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("order", id));
    }

    @Transactional(readOnly = true)
    Order.Life life(long id) {
        var order = one(id);
        return new Order.Life(
                repository.changes(id),
                state(order).next().stream().map(OrderState::code).toList());
    }

    /// The order of this number at a client.
    @Transactional(readOnly = true)
    public Optional<Order> byNumber(long client, String number) {
        return repository.byNumber(client, number.strip());
    }

    /// The newest first.
    @Transactional(readOnly = true)
    List<Order.Glance> latest(long customer, int most) {
        return repository.latest(customer, most);
    }

    public Order create(Order wanted, Touch touch) {
        var fields = new Fields();
        var customer = fields.id("customerId", wanted.customerId());
        fields.length("number", wanted.number(), 40);
        checkBody(fields, wanted);
        fields.check();
        var client = Customers.living(customers.find(customer), customer);
        var lines = lines(wanted, client);
        var number = wanted.number() == null || wanted.number().isBlank()
                ? freeNumber(client)
                : wanted.number().strip();
        if (repository.byNumber(client, number).isPresent()) {
            throw Problems.field("number", "taken");
        }
        var placedAt = Objects.requireNonNullElseGet(wanted.placedAt(), clock::instant);
        var state = wanted.state() == null ? OrderState.PLACED.code() : wanted.state();
        var id = ids.next();
        repository.insert(id, client, customer, number, placedAt, state, total(lines), touch.way(), wanted);
        repository.lines(id, client, lines);
        repository.change(ids.next(), id, client, placedAt, touch, "placed", null, state, List.of());
        if (!touch.way().equals("sample") && !touch.way().equals("import")) {
            audit.record("order-created", "order", id, Map.of("way", touch.way()));
        }
        return one(id);
    }

    /// Lines, day and place of delivery, until it is shipped.
    public Order change(long id, Order wanted, Touch touch) {
        var before = one(id);
        var fields = new Fields();
        checkBody(fields, wanted);
        fields.check();
        if (!state(before).open()) {
            throw Problems.refused("order-fixed", Map.of("state", state(before).code()));
        }
        var client = Long.parseLong(Objects.requireNonNull(before.clientId()));
        var lines = lines(wanted, client);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), total(lines), wanted)) {
            throw Problems.editConflict(one(id));
        }
        repository.lines(id, client, lines);
        var after = one(id);
        var changed = Changes.fields(before, after);
        if (!changed.isEmpty()) {
            repository.change(ids.next(), id, client, clock.instant(), touch, "changed", null, null, changed);
            audit.record("order-changed", "order", id, Map.of("fields", changed, "way", touch.way()));
        }
        return after;
    }

    /// Moves an order on. Asked for the state it has already, nothing happens.
    ///
    /// @param version the one on the screen; null: whatever stands there, as when a caller presses a key
    public Order move(long id, String to, @Nullable Integer version, Touch touch) {
        var fields = new Fields();
        fields.oneOf("state", to, OrderRepository.STATES);
        fields.check();
        var before = repository.lock(id).orElseThrow(() -> Problems.notFound("order", id));
        var from = state(before);
        if (from.code().equals(to)) {
            return before;
        }
        if (version != null && !version.equals(before.version())) {
            throw Problems.editConflict(before);
        }
        if (!from.next().contains(OrderState.of(to))) {
            throw Problems.refused(
                    "order-move-refused",
                    Map.of(
                            "from",
                            from.code(),
                            "to",
                            from.next().stream().map(OrderState::code).toList()));
        }
        repository.move(id, to);
        var client = Long.parseLong(Objects.requireNonNull(before.clientId()));
        repository.change(ids.next(), id, client, clock.instant(), touch, "state", from.code(), to, List.of());
        audit.record("order-moved", "order", id, Map.of("from", from.code(), "to", to, "way", touch.way()));
        return one(id);
    }

    /// How smoothly ordering goes (M:CPO).
    ///
    /// @param client null: all that may be seen
    @Transactional(readOnly = true)
    OrderFigures figures(@Nullable Long client, @Nullable Instant from, @Nullable Instant to) {
        var end = Objects.requireNonNullElseGet(to, clock::instant);
        var begin = from == null ? end.minus(Duration.ofDays(28)) : from;
        if (!begin.isBefore(end) || Duration.between(begin, end).toDays() > 366) {
            throw Problems.field("from", "unreadable");
        }
        return repository.figures(client, begin, end);
    }

    private static OrderState state(Order order) {
        return OrderState.of(Objects.requireNonNull(order.state()));
    }

    private static void checkBody(Fields fields, Order wanted) {
        fields.required("currency", wanted.currency(), 3);
        Money.currency(fields, wanted.currency());
        if (wanted.state() != null) {
            fields.oneOf("state", wanted.state(), OrderRepository.STATES);
        }
        fields.length("deliverTo", wanted.deliverTo(), 500);
        var lines = Objects.requireNonNullElse(wanted.lines(), List.<Order.Line>of());
        if (lines.isEmpty()) {
            fields.add("lines", "required");
        }
        fields.count("lines", lines, MOST_LINES);
        for (var i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            var line = lines.get(i);
            var at = "lines[" + i + "]";
            fields.requiredRange(at + ".quantity", line.quantity(), 1, 1_000_000);
            fields.length(at + ".name", line.name(), 200);
            fields.present(at + ".priceMinor", line.priceMinor());
            if (line.priceMinor() instanceof Long price && (price < 0 || price > Money.MOST_MINOR / 1_000_000)) {
                fields.add(at + ".priceMinor", "not-between", Map.of("min", 0, "max", Money.MOST_MINOR / 1_000_000));
            }
            if (line.productId() == null && (line.name() == null || line.name().isBlank())) {
                fields.add(at + ".name", "required");
            }
        }
    }

    /// With names from the catalogue where none is given.
    private List<Order.Line> lines(Order wanted, long client) {
        var fields = new Fields();
        var lines = new ArrayList<Order.Line>();
        var language = Objects.requireNonNullElse(Tenancy.languageOfAccount(), Language.EN);
        for (var line : Objects.requireNonNull(wanted.lines())) {
            var at = "lines[" + lines.size() + "]";
            var name = line.name();
            String product = null;
            if (fields.optionalId(at + ".productId", line.productId()) instanceof Long known) {
                var found = products.find(known)
                        .filter(each -> Long.toString(client).equals(each.clientId()));
                if (found.isEmpty()) {
                    fields.add(at + ".productId", "unknown");
                } else {
                    product = Ids.text(known);
                    if (name == null || name.isBlank()) {
                        name = Objects.requireNonNull(found.get().name()).in(language);
                    }
                }
            }
            lines.add(new Order.Line(product, name == null ? "" : name.strip(), line.quantity(), line.priceMinor()));
        }
        fields.check();
        return lines;
    }

    private static long total(List<Order.Line> lines) {
        long total = 0;
        for (var line : lines) {
            total += Objects.requireNonNull(line.priceMinor()) * Objects.requireNonNull(line.quantity());
        }
        if (total > Money.MOST_MINOR) {
            throw Problems.field("lines", "too-many");
        }
        return total;
    }

    private String freeNumber(long client) {
        var day = DAY.format(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        for (var i = 0; i < TRIES; i++) {
            var number = day + "%04d".formatted(CHANCE.nextInt(10_000));
            if (repository.byNumber(client, number).isEmpty()) {
                return number;
            }
        }
        // a very busy day: longer numbers are free
        return day + "%06d".formatted(CHANCE.nextInt(1_000_000));
    }
}
