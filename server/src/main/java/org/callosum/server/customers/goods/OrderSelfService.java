package org.callosum.server.customers.goods;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.callosum.server.platform.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Orders for callers who help themselves (IVR-08, IVR-09): a flow's look-up step asks at the reserved address
/// `https://orders.callosum.invalid` (RFC 2606: no such host can exist), and is answered inside the house.
///
/// `/status` tells the state of an order, `/cancel` cancels it while it is open, `/postpone` puts its delivery off by
/// `days` (7 where nothing is said, 1 to 30); each takes `order`, its number. What can no longer be done is a 409. Only
/// orders of the customer who is calling are known here: whoever tries numbers learns nothing. `/line` tells the `n`-th
/// line (1 where nothing is said): its `quantity`, its `name` as it was ordered, and whether there is `more`.
/// `/quantity`
/// changes how many of a `line`, 1 to 99, while the order is open; an order of one line needs no `line`. What a
/// customer holds is told by [GoodsSelfService].
@Service
@Transactional
public class OrderSelfService {
    public static final String HOST = "orders.callosum.invalid";

    private static final int WEEK = 7;
    private static final int MOST_DAYS = 30;

    private final Orders orders;
    private final Subjects subjects;
    private final GoodsSelfService goods;
    private final Clock clock;

    /// @param status as an HTTP service would say: 200, 404, 409
    public record Answer(int status, SequencedMap<String, String> fields) {}

    OrderSelfService(Orders orders, Subjects subjects, GoodsSelfService goods, Clock clock) {
        this.orders = orders;
        this.subjects = subjects;
        this.goods = goods;
        this.clock = clock;
    }

    public static boolean answers(String url) {
        return url.startsWith("https://" + HOST + "/") || url.startsWith("https://" + GoodsSelfService.HOST + "/");
    }

    /// @param customer who is calling, 0: nobody knows
    /// @param asked query and body of the step
    public Answer answer(long client, long customer, long interaction, String url, Map<String, String> asked) {
        var path = String.valueOf(URI.create(url).getPath());
        if (url.startsWith("https://" + GoodsSelfService.HOST + "/")) {
            return goods.answer(client, customer, interaction, path, asked);
        }
        var number = asked.getOrDefault("order", "").strip();
        var order = number.isEmpty() || customer == 0
                ? Optional.<Order>empty()
                : orders.byNumber(client, number)
                        .filter(found -> Long.toString(customer).equals(found.customerId()));
        if (order.isEmpty()) {
            return new Answer(404, new LinkedHashMap<>());
        }
        var id = Long.parseLong(Objects.requireNonNull(order.get().id()));
        subjects.aboutOrder(interaction, client, id);
        return switch (path) {
            case "/status" -> told(200, order.get());
            case "/cancel" -> cancel(order.get(), id, interaction);
            case "/postpone" -> postpone(order.get(), id, interaction, asked.getOrDefault("days", ""));
            case "/line" -> line(order.get(), asked);
            case "/quantity" -> quantity(order.get(), id, interaction, asked);
            default -> new Answer(404, new LinkedHashMap<>());
        };
    }

    private Answer cancel(Order order, long id, long interaction) {
        var state = state(order);
        if (!state.open() && state != OrderState.CANCELLED) {
            return told(409, order);
        }
        try {
            return told(
                    200,
                    orders.move(id, OrderState.CANCELLED.code(), null, new Orders.Touch("self-service", interaction)));
        } catch (Problem shippedMeanwhile) {
            return told(409, orders.one(id));
        }
    }

    /// From the day that was promised, or from today where none was or it has gone by.
    private Answer postpone(Order order, long id, long interaction, String typed) {
        if (!state(order).open()) {
            return told(409, order);
        }
        var days = typed.matches("[1-9][0-9]?") ? Math.min(Integer.parseInt(typed), MOST_DAYS) : WEEK;
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var promised = order.deliverOn();
        var day = (promised == null || promised.isBefore(today) ? today : promised).plusDays(days);
        return changed(order, id, interaction, day, lines(order));
    }

    private static Answer line(Order order, Map<String, String> asked) {
        var lines = lines(order);
        int n = which(asked.getOrDefault("n", "1"), lines);
        if (n == 0) {
            return new Answer(404, new LinkedHashMap<>());
        }
        var line = lines.get(n - 1);
        var fields = new LinkedHashMap<String, String>();
        fields.put("quantity", text(line.quantity()));
        fields.put("name", text(line.name()));
        fields.put("more", Boolean.toString(n < lines.size()));
        return new Answer(200, fields);
    }

    /// @return counted from 1; 0: there is no such line
    private static int which(String typed, List<Order.Line> lines) {
        int n = typed.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(typed) : 0;
        return n <= lines.size() ? n : 0;
    }

    /// Which line is meant must be said where there are several.
    private Answer quantity(Order order, long id, long interaction, Map<String, String> asked) {
        var lines = new ArrayList<>(lines(order));
        var typed = asked.getOrDefault("quantity", "");
        int n = which(asked.getOrDefault("line", lines.size() == 1 ? "1" : ""), lines);
        if (!state(order).open() || n == 0 || !typed.matches("[1-9][0-9]?")) {
            return told(409, order);
        }
        var line = lines.get(n - 1);
        lines.set(n - 1, new Order.Line(line.productId(), line.name(), Integer.valueOf(typed), line.priceMinor()));
        return changed(order, id, interaction, order.deliverOn(), lines);
    }

    private static List<Order.Line> lines(Order order) {
        return Objects.requireNonNullElse(order.lines(), List.of());
    }

    private Answer changed(Order order, long id, long interaction, @Nullable LocalDate day, List<Order.Line> lines) {
        return told(
                200,
                orders.change(
                        id,
                        new Order(
                                null,
                                order.version(),
                                order.clientId(),
                                order.customerId(),
                                null,
                                order.number(),
                                null,
                                null,
                                order.currency(),
                                null,
                                day,
                                order.deliverTo(),
                                null,
                                null,
                                lines),
                        new Orders.Touch("self-service", interaction)));
    }

    private static OrderState state(Order order) {
        return OrderState.of(Objects.requireNonNull(order.state()));
    }

    private static Answer told(int status, Order order) {
        var fields = new LinkedHashMap<String, String>();
        var state = state(order);
        fields.put("number", Objects.requireNonNull(order.number()));
        fields.put("state", state.code());
        fields.put("open", Boolean.toString(state.open()));
        fields.put("day", text(order.deliverOn()));
        var lines = lines(order);
        fields.put("lines", Integer.toString(lines.size()));
        if (lines.size() == 1) {
            fields.put("quantity", text(lines.getFirst().quantity()));
        }
        return new Answer(status, fields);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
