package org.callosum.server.customers.goods;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.text.Language;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a customer holds, for callers who help themselves and for scripts (IVR-08, APP-M4, APP-M5), at the reserved
/// address
/// `https://goods.callosum.invalid` (RFC 2606):
///
/// - `/held` tells how many contracts run, and of the one asked for by `n` (1 where nothing is said) its `code`, its
/// `name`
///   in `language`, the days until it ends (`days`, none where it has no end) and whether it may be prolonged now.
/// - `/prolong` prolongs that one by a year, in its last 90 days only, so that a key pressed twice prolongs once.
/// - `/again` orders once more what was ordered last; what was ordered a moment ago is not ordered again.
/// - `/give` gives and `/lend` lends (for `days`, 14 where nothing is said) a `product` by its code or name; `given` is
///   `yes`, `already`, `none-left` or `unknown`.
///
/// Only for the customer of the contact: whoever nobody knows gets a 404.
@Service
@Transactional
public class GoodsSelfService {
    public static final String HOST = "goods.callosum.invalid";

    private static final int PROLONGED_IN_LAST_DAYS = 90;
    private static final Duration A_MOMENT = Duration.ofMinutes(15);
    private static final int TRIAL_DAYS = 14;
    private static final int MOST_DAYS = 90;

    private final Holdings holdings;
    private final Products products;
    private final Orders orders;
    private final Clock clock;

    GoodsSelfService(Holdings holdings, Products products, Orders orders, Clock clock) {
        this.holdings = holdings;
        this.products = products;
        this.orders = orders;
        this.clock = clock;
    }

    /// @param path what is asked of it
    OrderSelfService.Answer answer(
            long client, long customer, long interaction, String path, Map<String, String> asked) {
        if (customer == 0) {
            return nothing();
        }
        return switch (path) {
            case "/held" -> held(customer, asked);
            case "/prolong" -> prolong(customer, asked);
            case "/again" -> again(customer, interaction);
            case "/give" -> give(client, customer, asked, "gift", null);
            case "/lend" -> give(client, customer, asked, "trial", today().plusDays(days(asked)));
            default -> nothing();
        };
    }

    private static OrderSelfService.Answer nothing() {
        return new OrderSelfService.Answer(404, new LinkedHashMap<>());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static int days(Map<String, String> asked) {
        var typed = asked.getOrDefault("days", "");
        return typed.matches("[1-9][0-9]?") ? Math.min(Integer.parseInt(typed), MOST_DAYS) : TRIAL_DAYS;
    }

    /// What runs and was not given or lent; what ends first comes first.
    private List<Holding> running(long customer) {
        var running = new ArrayList<Holding>();
        for (var each : holdings.of(customer)) {
            var until = each.until();
            if ("active".equals(each.state())
                    && "bought".equals(each.kind())
                    && (until == null || !until.isBefore(today()))) {
                running.add(each);
            }
        }
        running.sort(Comparator.comparing(each -> Objects.requireNonNullElse(each.until(), LocalDate.MAX)));
        return running;
    }

    private static int which(Map<String, String> asked) {
        var typed = asked.getOrDefault("n", "");
        return typed.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(typed) : 1;
    }

    private OrderSelfService.Answer held(long customer, Map<String, String> asked) {
        var running = running(customer);
        var fields = new LinkedHashMap<String, String>();
        fields.put("count", Integer.toString(running.size()));
        var n = which(asked);
        if (n <= running.size()) {
            tell(fields, running.get(n - 1), asked);
        }
        fields.put("more", Boolean.toString(n < running.size()));
        return new OrderSelfService.Answer(200, fields);
    }

    private void tell(Map<String, String> fields, Holding one, Map<String, String> asked) {
        var until = one.until();
        fields.put("product", Objects.requireNonNull(one.productId()));
        fields.put("name", Objects.requireNonNull(one.name()).in(Language.of(asked.getOrDefault("language", "en"))));
        fields.put("until", until == null ? "" : until.toString());
        if (until != null) {
            fields.put("days", Long.toString(today().until(until, ChronoUnit.DAYS)));
        }
        fields.put("prolong", Boolean.toString(mayProlong(one)));
    }

    private boolean mayProlong(Holding one) {
        var until = one.until();
        return until != null && !until.isAfter(today().plusDays(PROLONGED_IN_LAST_DAYS));
    }

    private OrderSelfService.Answer prolong(long customer, Map<String, String> asked) {
        var running = running(customer);
        var n = which(asked);
        if (n > running.size()) {
            return nothing();
        }
        var one = running.get(n - 1);
        var fields = new LinkedHashMap<String, String>();
        if (!mayProlong(one)) {
            tell(fields, one, asked);
            return new OrderSelfService.Answer(409, fields);
        }
        var longer = holdings.change(
                customer,
                Long.parseLong(Objects.requireNonNull(one.id())),
                new Holding(
                        one.id(),
                        one.version(),
                        one.customerId(),
                        one.productId(),
                        null,
                        null,
                        one.since(),
                        Objects.requireNonNull(one.until()).plusYears(1),
                        one.priceMinor(),
                        one.currency(),
                        one.state(),
                        one.reference(),
                        one.kind()));
        tell(fields, longer, asked);
        return new OrderSelfService.Answer(200, fields);
    }

    private OrderSelfService.Answer again(long customer, long interaction) {
        var last = orders.latest(customer, 20).stream()
                .filter(each -> !List.of("cancelled", "returned").contains(each.state()))
                .findFirst()
                .orElse(null);
        if (last == null) {
            return nothing();
        }
        var fields = new LinkedHashMap<String, String>();
        if (last.placedAt().isAfter(clock.instant().minus(A_MOMENT))) {
            fields.put("number", last.number());
            fields.put("placed", "before");
            return new OrderSelfService.Answer(200, fields);
        }
        var model = orders.one(Long.parseLong(last.id()));
        var placed = orders.create(
                new Order(
                        null,
                        null,
                        null,
                        Long.toString(customer),
                        null,
                        null,
                        null,
                        null,
                        model.currency(),
                        null,
                        null,
                        model.deliverTo(),
                        null,
                        null,
                        model.lines()),
                new Orders.Touch("self-service", interaction));
        fields.put("number", Objects.requireNonNull(placed.number()));
        fields.put("placed", "now");
        return new OrderSelfService.Answer(200, fields);
    }

    private OrderSelfService.Answer give(
            long client, long customer, Map<String, String> asked, String kind, @Nullable LocalDate until) {
        var fields = new LinkedHashMap<String, String>();
        var words = asked.getOrDefault("product", "").strip();
        var product = words.isEmpty() ? null : products.named(client, words).orElse(null);
        if (product == null) {
            fields.put("given", "unknown");
            return new OrderSelfService.Answer(200, fields);
        }
        var taken = holdings.give(
                customer,
                product,
                new Holding(
                        null, null, null, product.id(), null, null, today(), until, null, null, "active", null, kind));
        fields.put(
                "given",
                switch (taken) {
                    case TAKEN -> "yes";
                    case ALREADY -> "already";
                    case NONE_LEFT -> "none-left";
                });
        if (until != null) {
            fields.put("until", until.toString());
        }
        return new OrderSelfService.Answer(200, fields);
    }
}
