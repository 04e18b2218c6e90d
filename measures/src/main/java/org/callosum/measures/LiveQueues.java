package org.callosum.measures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.facts.Fact;
import org.callosum.measures.facts.FactFolder;
import org.callosum.measures.facts.QueueEntry;

/// The queue board's figures (QUE-08, QUE-09) for entries that entered since an instant, usually the start of
/// the local day: finished entries as facts, open ones from the folder, so the board and a report over the same
/// facts agree.
///
/// Memory: one [QueueEntry] per finished entry since that instant, kept so that a changed T, S or variant
/// counts for the whole day; call [#startAt] when the day changes. One thread at a time.
public final class LiveQueues {
    private final Function<QueueId, Thresholds> thresholds;
    private long sinceMillis;
    private final Map<QueueId, Day> days = new TreeMap<>();

    private static final class Day {
        private final List<QueueEntry> entries = new ArrayList<>();
        private Thresholds counted = Thresholds.DEFAULT;
        private QueueCounts counts = QueueCounts.NONE;
    }

    /// @param thresholds asked at each look; a change recounts that queue's day
    public LiveQueues(Function<QueueId, Thresholds> thresholds, long sinceMillis) {
        this.thresholds = thresholds;
        this.sinceMillis = sinceMillis;
    }

    public long sinceMillis() {
        return sinceMillis;
    }

    /// Forgets entries that entered before; facts about them that come later are left out, too.
    public void startAt(long millis) {
        sinceMillis = millis;
        days.values().forEach(day -> {
            day.entries.removeIf(entry -> entry.queuedAtMillis() < millis);
            recount(day, day.counted);
        });
        days.values().removeIf(day -> day.entries.isEmpty());
    }

    public void add(Fact fact) {
        if (fact instanceof QueueEntry entry && entry.queuedAtMillis() >= sinceMillis) {
            var day = days.computeIfAbsent(entry.queue(), _ -> new Day());
            day.entries.add(entry);
            day.counts = day.counts.plus(QueueCounts.of(entry, day.counted));
        }
    }

    /// @param open where the entries that have not ended are
    public QueueCounts counts(QueueId queue, FactFolder open) {
        return counts(List.of(queue), open).getOrDefault(queue, QueueCounts.NONE);
    }

    /// For many queues in one look at what is open.
    public Map<QueueId, QueueCounts> counts(List<QueueId> queues, FactFolder open) {
        var all = new TreeMap<QueueId, QueueCounts>();
        for (var queue : queues) {
            all.put(queue, finished(queue));
        }
        for (var entry : open.openEntries()) {
            if (entry.queuedAtMillis() >= sinceMillis) {
                all.computeIfPresent(
                        entry.queue(), (queue, counts) -> counts.plus(QueueCounts.of(entry, thresholds.apply(queue))));
            }
        }
        return all;
    }

    private QueueCounts finished(QueueId queue) {
        var day = days.get(queue);
        if (day == null) {
            return QueueCounts.NONE;
        }
        var wanted = thresholds.apply(queue);
        if (!wanted.equals(day.counted)) {
            recount(day, wanted);
        }
        return day.counts;
    }

    private static void recount(Day day, Thresholds thresholds) {
        day.counted = thresholds;
        day.counts = QueueCounts.NONE;
        for (var entry : day.entries) {
            day.counts = day.counts.plus(QueueCounts.of(entry, thresholds));
        }
    }
}
