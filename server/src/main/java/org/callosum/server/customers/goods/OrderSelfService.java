package org.callosum.server.customers.goods;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
/// orders of the customer who is calling are known here: whoever tries numbers learns nothing. `/quantity` changes how
/// many of an order with one line, 1 to 99, while it is open. What a customer holds is told by [GoodsSelfService].
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
            case "/quantity" -> quantity(order.get(), id, interaction, asked.getOrDefault("quantity", ""));
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
        return changed(order, id, interaction, day, Objects.requireNonNullElse(order.lines(), List.of()));
    }

    /// An order with several lines is changed by a person: a key does not say which line is meant.
    private Answer quantity(Order order, long id, long interaction, String typed) {
        var lines = Objects.requireNonNullElse(order.lines(), List.<Order.Line>of());
        if (!state(order).open() || lines.size() != 1 || !typed.matches("[1-9][0-9]?")) {
            return told(409, order);
        }
        var line = lines.getFirst();
        return changed(
                order,
                id,
                interaction,
                order.deliverOn(),
                List.of(new Order.Line(line.productId(), line.name(), Integer.valueOf(typed), line.priceMinor())));
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
        var lines = Objects.requireNonNullElse(order.lines(), List.<Order.Line>of());
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
