package org.callosum.server.customers.connectors;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.customers.goods.OrderState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One order of a client's own system, for the customer who calls: told with the fields of own orders, so that one flow
/// serves both. Every question goes past what is kept for agents.
///
/// An order whose answer names another owner, or none, is not there (404). A state in a word that nobody
/// mapped is left out: a flow that knows no state leads to a person. What cannot be done here, or no more, is
/// a 409; what the other system has done already is not asked of it again; no answer in time is a 0.
final class ConnectedOrder {
    static final Set<String> ACTS = Set.of("status", "cancel", "postpone", "quantity");

    private static final int WEEK = 7;
    private static final int MOST_DAYS = 30;

    private final ConnectorCalls calls;
    private final JsonMapper json;
    private final Clock clock;
    private final Connectors.Ready ready;
    private final Connector.Callers callers;
    private final SelfService.Asker asker;
    private final String number;

    /// As the other system says it is now.
    ///
    /// @param state null: in a word that nobody mapped
    /// @param day null: none is promised
    /// @param dayKnown false: something is said of the day that is no day
    private record Seen(
            @Nullable OrderState state,
            @Nullable LocalDate day,
            boolean dayKnown,
            @Nullable String quantity) {}

    ConnectedOrder(
            ConnectorCalls calls,
            JsonMapper json,
            Clock clock,
            Connectors.Ready ready,
            Connector.Callers callers,
            SelfService.Asker asker,
            String number) {
        this.calls = calls;
        this.json = json;
        this.clock = clock;
        this.ready = ready;
        this.callers = callers;
        this.asker = asker;
        this.number = number;
    }

    /// @param act one of [#ACTS]
    SelfService.Answer answer(String act, Map<String, String> asked) {
        if (asker.left() <= 0) {
            return SelfService.Answer.nothing(0);
        }
        return switch (outcome()) {
            case ConnectorCalls.Outcome.Found(var fields)
            when asker.owns(fields.get("owner"), callers.ownerIs()) -> {
                var seen = seen(fields);
                yield switch (act) {
                    case "cancel" -> cancel(seen);
                    case "postpone" -> postpone(seen, asked.getOrDefault("days", ""));
                    case "quantity" -> quantity(seen, asked.getOrDefault("quantity", ""));
                    default -> told(200, seen, null);
                };
            }
            case ConnectorCalls.Outcome.Found _, ConnectorCalls.Outcome.NotThere _, ConnectorCalls.Outcome.TooLate _ ->
                SelfService.Answer.nothing(404);
            case ConnectorCalls.Outcome.Failed _ -> SelfService.Answer.nothing(0);
        };
    }

    private ConnectorCalls.Outcome outcome() {
        var fields = new ArrayList<Connector.Mapping>();
        fields.add(new Connector.Mapping("owner", callers.ownerPath()));
        fields.add(new Connector.Mapping("state", callers.statePath()));
        if (ConnectorChecks.given(callers.dayPath())) {
            fields.add(new Connector.Mapping("day", callers.dayPath()));
        }
        if (ConnectorChecks.given(callers.quantityPath())) {
            fields.add(new Connector.Mapping("quantity", callers.quantityPath()));
        }
        return calls.readNow(
                ready.target().of(fields, asker.left()),
                filled(Objects.requireNonNull(ready.connector().readPath())));
    }

    private String filled(String path) {
        return ConnectorCalls.filled(path, Map.of("order", number));
    }

    private Seen seen(Map<String, String> fields) {
        var said = fields.get("day");
        var day = said == null || said.isBlank() ? null : day(said.strip());
        var quantity = fields.get("quantity");
        return new Seen(
                state(fields.get("state")),
                day,
                day != null || said == null || said.isBlank(),
                quantity != null && quantity.matches("[1-9][0-9]{0,5}") ? quantity : null);
    }

    private @Nullable OrderState state(@Nullable String theirs) {
        for (var each : Objects.requireNonNullElse(callers.states(), List.<Connector.StateWord>of())) {
            if (SelfService.same(each.theirs(), theirs)) {
                return OrderState.of(Objects.requireNonNull(each.ours()));
            }
        }
        return null;
    }

    /// The day of an ISO day or instant.
    static @Nullable LocalDate day(String said) {
        try {
            return LocalDate.parse(said.length() > 10 && said.charAt(10) == 'T' ? said.substring(0, 10) : said);
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    private SelfService.Answer cancel(Seen seen) {
        return seen.state() == OrderState.CANCELLED
                ? told(200, seen, null)
                : act(
                        "cancel",
                        callers.cancelPath(),
                        seen,
                        Map.of(),
                        new Seen(OrderState.CANCELLED, seen.day(), seen.dayKnown(), seen.quantity()));
    }

    /// From the day that was promised, or from today where none was or it has gone by. A day that cannot be
    /// read might be later than what would be asked for, so that nothing is.
    private SelfService.Answer postpone(Seen seen, String typed) {
        if (!seen.dayKnown()) {
            return told(409, seen, null);
        }
        var days = typed.matches("[1-9][0-9]?") ? Math.min(Integer.parseInt(typed), MOST_DAYS) : WEEK;
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var promised = seen.day();
        var day = (promised == null || promised.isBefore(today) ? today : promised).plusDays(days);
        return act(
                "postpone",
                callers.postponePath(),
                seen,
                Map.of("days", days, "deliverOn", day.toString()),
                new Seen(seen.state(), day, true, seen.quantity()));
    }

    private SelfService.Answer quantity(Seen seen, String typed) {
        if (seen.quantity() == null || !typed.matches("[1-9][0-9]?")) {
            return told(409, seen, null);
        }
        return act(
                "quantity",
                callers.changePath(),
                seen,
                Map.of("quantity", Integer.parseInt(typed)),
                new Seen(seen.state(), seen.day(), seen.dayKnown(), typed));
    }

    /// @param then what is told where it was done and the other system does not say how things stand now
    private SelfService.Answer act(String act, @Nullable String path, Seen seen, Map<String, ?> values, Seen then) {
        if (path == null
                || path.isBlank()
                || seen.state() == null
                || !seen.state().open()) {
            return told(409, seen, null);
        }
        if (asker.left() <= 0) {
            return SelfService.Answer.nothing(0);
        }
        var body = new LinkedHashMap<String, Object>(values);
        body.put("contact", Long.toString(asker.interaction()));
        body.put("order", number);
        var outcome = calls.act(ready.target().of(List.of(), asker.left()), filled(path), json.valueToTree(body));
        return switch (outcome) {
            case ConnectorCalls.Outcome.Found _ ->
                told(
                        200,
                        asker.left() > 0
                                        && outcome() instanceof ConnectorCalls.Outcome.Found(var fields)
                                        && asker.owns(fields.get("owner"), callers.ownerIs())
                                ? seen(fields)
                                : then,
                        new SelfService.Did(
                                act, Objects.requireNonNull(ready.connector().code())));
            case ConnectorCalls.Outcome.TooLate _ -> told(409, seen, null);
            case ConnectorCalls.Outcome.NotThere _, ConnectorCalls.Outcome.Failed _ -> SelfService.Answer.nothing(0);
        };
    }

    /// `lines` is said only where the one line can be changed: that is what flows offer by it.
    private SelfService.Answer told(int status, Seen seen, SelfService.@Nullable Did did) {
        var fields = new LinkedHashMap<String, String>();
        var state = seen.state();
        var acts = ConnectorChecks.given(callers.cancelPath())
                || ConnectorChecks.given(callers.postponePath())
                || ConnectorChecks.given(callers.changePath());
        fields.put("number", number);
        if (state != null) {
            fields.put("state", state.code());
        }
        fields.put("open", Boolean.toString(state != null && state.open() && acts));
        fields.put("day", seen.day() == null ? "" : seen.day().toString());
        if (seen.quantity() != null) {
            fields.put("lines", ConnectorChecks.given(callers.changePath()) ? "1" : "");
            fields.put("quantity", seen.quantity());
        }
        return new SelfService.Answer(status, fields, did);
    }
}
