package org.callosum.server.telephony;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Collectors;
import org.callosum.server.platform.system.Alarms;
import org.springframework.stereotype.Component;

/// Which trunks serve: what the voice engine says of them becomes their state, an alarm on the system page, and two
/// metrics. A trunk that does not answer, or whose carrier refuses our registration, is not dialled through.
@Component
public class TrunkHealth {
    private static final String UNREACHABLE = "trunk-unreachable";
    private static final String UNREGISTERED = "trunk-not-registered";
    /// More trunks than any house has; beyond it the metrics leave out the last ones.
    private static final int MOST_ROWS = 500;

    private final Trunks trunks;
    private final LineStates states;
    private final Alarms alarms;
    private final MultiGauge reachable;
    private final MultiGauge registered;

    TrunkHealth(Trunks trunks, LineStates states, Alarms alarms, MeterRegistry meters) {
        this.trunks = trunks;
        this.states = states;
        this.alarms = alarms;
        this.reachable = MultiGauge.builder("callosum_trunk_reachable")
                .description("1: the trunk answers, 0: it does not; absent until it was asked")
                .register(meters);
        this.registered = MultiGauge.builder("callosum_trunk_registered")
                .description("1: the carrier took our registration, 0: it did not; only trunks that register")
                .register(meters);
    }

    /// @param trunk id, as the voice engine names it
    public void registered(String trunk, Instant at) {
        states.trunkRegistered(trunk, at);
        alarms.clear(UNREGISTERED, subject(trunk));
        measure();
    }

    public void lost(String trunk, String why, Instant at) {
        if (unknown(trunk)) {
            return;
        }
        states.trunkLost(trunk, why, at);
        alarms.raise(UNREGISTERED, subject(trunk), why);
        measure();
    }

    public void reachable(String trunk, Instant at) {
        states.trunkReachable(trunk, at);
        alarms.clear(UNREACHABLE, subject(trunk));
        measure();
    }

    public void unreachable(String trunk, String why, Instant at) {
        if (unknown(trunk)) {
            return;
        }
        states.trunkUnreachable(trunk, why, at);
        alarms.raise(UNREACHABLE, subject(trunk), why);
        measure();
    }

    /// Whether a call may be tried through it. A trunk of which nothing is known yet may be tried.
    public boolean serves(Trunks.Line line) {
        var state = states.trunk(line.name());
        return state == null
                || !state.unreachable()
                        && (state.problem() == null
                                || !"register".equals(line.trunk().kind()));
    }

    /// After trunks were edited: those that are gone, or switched off, have no state and no alarm.
    public void forgetOthers() {
        var lines = trunks.lines();
        states.forgetTrunksBut(lines.stream().map(Trunks.Line::name).collect(Collectors.toSet()));
        var subjects = lines.stream().map(line -> subject(line.name())).collect(Collectors.toSet());
        for (var alarm : alarms.standing()) {
            if ((alarm.code().equals(UNREACHABLE) || alarm.code().equals(UNREGISTERED))
                    && !subjects.contains(alarm.subject())) {
                alarms.clear(alarm.code(), alarm.subject());
            }
        }
        measure();
    }

    /// A last word about a trunk that was deleted meanwhile would leave an alarm that nobody ever clears.
    private boolean unknown(String trunk) {
        return trunks.lines().stream().noneMatch(line -> line.name().equals(trunk));
    }

    /// Its code, which people know.
    private String subject(String trunk) {
        return trunks.lines().stream()
                .filter(line -> line.name().equals(trunk))
                .findFirst()
                .map(line -> Objects.requireNonNullElse(line.trunk().code(), trunk))
                .orElse(trunk);
    }

    private synchronized void measure() {
        var reached = new ArrayList<Row<?>>();
        var enrolled = new ArrayList<Row<?>>();
        for (var line : trunks.lines()) {
            var state = states.trunk(line.name());
            if (state == null || reached.size() + enrolled.size() >= MOST_ROWS) {
                continue;
            }
            var tags = Tags.of(
                    "trunk", line.name(), "code", String.valueOf(line.trunk().code()));
            if (!state.reachability().equals("unknown")) {
                reached.add(Row.of(tags, state.unreachable() ? 0 : 1));
            }
            if ("register".equals(line.trunk().kind())) {
                enrolled.add(Row.of(tags, state.registered() ? 1 : 0));
            }
        }
        reachable.register(reached, true);
        registered.register(enrolled, true);
    }
}
