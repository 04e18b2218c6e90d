package org.callosum.server.supervision;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.LiveQueues;
import org.callosum.measures.QueueCounts;
import org.callosum.measures.RecentStrain;
import org.callosum.measures.Thresholds;
import org.callosum.measures.facts.AgentStateInterval;
import org.callosum.measures.facts.Fact;
import org.callosum.measures.facts.FactFolder;
import org.callosum.measures.facts.MetricState;
import org.callosum.measures.facts.OpenFacts;
import org.callosum.measures.facts.QueueEntry;
import org.jspecify.annotations.Nullable;

/// One tenant's figures of today, from its facts: what is stored, and what is open as the projection last told. Queues
/// of several sites have several todays, one [LiveQueues] per time zone.
///
/// Memory: one [QueueEntry] per finished entry of the last [#KEPT_MILLIS]. Thread-safe.
final class TodayFigures {
    /// The longest local day there is (25 h, the clock set back), and an hour.
    static final long KEPT_MILLIS = 26 * 3_600_000L;

    private final Map<Stay, QueueEntry> recent = new LinkedHashMap<>();
    private final Map<ZoneId, Day> days = new HashMap<>();
    private Map<QueueId, Directory.QueueCard> cards = Map.of();
    private final RecentStrain strain = new RecentStrain();
    private @Nullable OpenFacts open;
    private @Nullable FactFolder openNow;

    /// What names an entry: around a recovery it may be both read and told.
    private record Stay(InteractionId interaction, QueueId queue, long queuedAtMillis) {
        static Stay of(QueueEntry entry) {
            return new Stay(entry.interaction(), entry.queue(), entry.queuedAtMillis());
        }
    }

    private record Day(LocalDate date, LiveQueues figures) {}

    /// @param stored finished entries that are stored
    TodayFigures(List<QueueEntry> stored) {
        this(stored, List.of());
    }

    /// @param states of the last hour at least, in order
    TodayFigures(List<QueueEntry> stored, List<AgentStateInterval> states) {
        stored.forEach(entry -> recent.put(Stay.of(entry), entry));
        states.forEach(strain::add);
    }

    /// Takes what the projection tells.
    ///
    /// @param completed facts that are stored now
    /// @param folder looked at here and now: it goes on changing on the projection's thread
    synchronized void add(List<Fact> completed, FactFolder folder) {
        for (Fact fact : completed) {
            if (fact instanceof QueueEntry entry && recent.putIfAbsent(Stay.of(entry), entry) == null) {
                days.values().forEach(day -> day.figures().add(entry));
            } else if (fact instanceof AgentStateInterval interval) {
                strain.add(interval);
            }
        }
        open = folder.snapshot();
        openNow = null;
    }

    /// STR of the hour that ends now; see [RecentStrain#of].
    synchronized double strain(AgentId agent, MetricState state, long sinceMillis, long nowMillis) {
        return strain.of(agent, state, sinceMillis, nowMillis);
    }

    /// The counts of each queue since its local day began.
    synchronized Map<QueueId, QueueCounts> counts(Map<QueueId, Directory.QueueCard> queues, Instant now) {
        cards = queues;
        Map<ZoneId, List<QueueId>> byZone = new HashMap<>();
        queues.forEach((queue, card) ->
                byZone.computeIfAbsent(card.zone(), _ -> new ArrayList<>()).add(queue));
        days.keySet().retainAll(byZone.keySet());
        Map<QueueId, QueueCounts> all = new TreeMap<>();
        FactFolder folder = openNow();
        byZone.forEach((zone, some) -> all.putAll(day(zone, now).counts(some, folder)));
        return all;
    }

    private FactFolder openNow() {
        FactFolder folder = openNow;
        if (folder == null) {
            folder = open == null ? new FactFolder(_ -> {}) : new FactFolder(_ -> {}, open);
            openNow = folder;
        }
        return folder;
    }

    private LiveQueues day(ZoneId zone, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Day day = days.get(zone);
        if (day == null || !day.date().equals(today)) {
            recent.values().removeIf(entry -> entry.queuedAtMillis() < now.toEpochMilli() - KEPT_MILLIS);
            // atStartOfDay is the first instant there is: where clocks are set forward at midnight, 01:00.
            day = new Day(
                    today,
                    new LiveQueues(
                            this::thresholds,
                            today.atStartOfDay(zone).toInstant().toEpochMilli()));
            recent.values().forEach(day.figures()::add);
            days.put(zone, day);
        }
        return day.figures();
    }

    private Thresholds thresholds(QueueId queue) {
        return Objects.requireNonNull(cards.get(queue)).thresholds();
    }
}
