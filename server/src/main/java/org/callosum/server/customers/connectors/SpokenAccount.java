package org.callosum.server.customers.connectors;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a CRM lets callers hear of their own account. It is asked by the first number on the record of the customer who
/// calls, never by one that was typed, and past what is kept for agents.
final class SpokenAccount {
    private final ConnectorCalls calls;
    private final Clock clock;
    private final Connectors.Ready ready;
    private final SelfService.Asker asker;

    SpokenAccount(ConnectorCalls calls, Clock clock, Connectors.Ready ready, SelfService.Asker asker) {
        this.calls = calls;
        this.clock = clock;
        this.ready = ready;
        this.asker = asker;
    }

    /// @return 200, 404 where this CRM knows nobody by the number or has nothing to say, 0 where no answer came in time
    SelfService.Answer answer() {
        var numbers = asker.numbers();
        if (numbers.isEmpty()) {
            return SelfService.Answer.nothing(404);
        }
        if (asker.left() <= 0) {
            return SelfService.Answer.nothing(0);
        }
        var spoken = Objects.requireNonNullElse(ready.connector().spoken(), List.<Connector.Spoken>of());
        var target = ready.target()
                .of(
                        spoken.stream()
                                .map(each -> new Connector.Mapping(each.name(), each.path()))
                                .toList(),
                        asker.left());
        var path = ConnectorCalls.filled(
                Objects.requireNonNull(ready.connector().readPath()), Map.of("number", numbers.getFirst()));
        return switch (calls.readNow(target, path)) {
            case ConnectorCalls.Outcome.Found(var found) -> {
                var fields = new LinkedHashMap<String, String>();
                for (var each : spoken) {
                    var name = Objects.requireNonNull(each.name());
                    var value = found.get(name);
                    if (value != null) {
                        tell(fields, name, Objects.requireNonNull(each.kind()), value.strip());
                    }
                }
                yield new SelfService.Answer(fields.isEmpty() ? 404 : 200, fields, null);
            }
            case ConnectorCalls.Outcome.NotThere _, ConnectorCalls.Outcome.TooLate _ -> SelfService.Answer.nothing(404);
            case ConnectorCalls.Outcome.Failed _ -> SelfService.Answer.nothing(0);
        };
    }

    /// A value that is not of its kind is not told.
    private void tell(SequencedMap<String, String> fields, String name, String kind, String value) {
        switch (kind) {
            case "number" -> {
                var number = decimal(value);
                if (number != null) {
                    fields.put(name, number.toPlainString());
                    fields.put(
                            name + "Whole",
                            number.abs().setScale(0, RoundingMode.HALF_UP).toPlainString());
                }
            }
            case "money" -> {
                var money = decimal(value);
                if (money != null) {
                    var cents = money.setScale(2, RoundingMode.HALF_UP);
                    var plain = cents.abs().toPlainString();
                    fields.put(name, cents.toPlainString());
                    fields.put(name + "Whole", plain.substring(0, plain.length() - 3));
                    fields.put(name + "Cents", plain.substring(plain.length() - 2));
                }
            }
            case "date" -> {
                var day = ConnectedOrder.day(value);
                if (day != null) {
                    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
                    fields.put(name, day.toString());
                    fields.put(name + "Days", Long.toString(today.until(day, ChronoUnit.DAYS)));
                }
            }
            default -> fields.put(name, value);
        }
    }

    private static @Nullable BigDecimal decimal(String value) {
        return value.matches("-?[0-9]{1,12}(\\.[0-9]{1,6})?") ? new BigDecimal(value) : null;
    }
}
