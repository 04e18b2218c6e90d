package org.callosum.server.supervision.alarms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Value;

/// Says when alarms are raised and when they are over. One for each tenant; time comes in as an argument.
///
/// A condition has to hold as long as its rule says before the alarm is raised, and has to be over for
/// [#CALM_MILLIS] before it is cleared, so that one that flickers is one alarm. What is gone (a conversation that has
/// ended) clears at once. Each look sees all subjects of the floor.
///
/// Memory: one watch for each rule and subject whose condition holds; at most [#MOST_OPEN] alarms are open, those
/// beyond are left out and counted, and raised when there is room while they still hold. One thread at a time.
public final class AlarmEngine {
    public static final int MOST_OPEN = 500;
    public static final long CALM_MILLIS = 10_000;

    private final Map<Key, Watch> watches = new LinkedHashMap<>();
    private int open;
    private long leftOut;

    /// Which alarm: there is at most one open for a rule and a subject.
    public record Key(String rule, String subject) {}

    /// A rule that has been read and checked.
    public record Compiled(AlarmRule rule, int version, Expression when) {}

    /// What a look has found.
    public sealed interface News {
        /// @param value of what the rule shows; not a number where it is absent
        record Raised(Compiled by, AlarmSubject subject, double value, long atMillis) implements News {}

        /// @param worst the value farthest beyond the limit
        record Cleared(Key key, double worst, long atMillis) implements News {}
    }

    private static final class Watch {
        long sinceMillis;
        long heldAtMillis;
        boolean raised;
        boolean counted;
        double worst = Double.NaN;
    }

    /// Takes over an alarm that was raised before a restart.
    public void adopt(Key key, double worst, long nowMillis) {
        Watch watch = new Watch();
        watch.sinceMillis = nowMillis;
        watch.heldAtMillis = nowMillis;
        watch.raised = true;
        watch.worst = worst;
        if (watches.put(key, watch) == null) {
            open++;
        }
    }

    /// @param rules those in force
    /// @param subjects everything there is to look at
    public List<News> look(List<Compiled> rules, List<AlarmSubject> subjects, long nowMillis) {
        List<News> news = new ArrayList<>();
        Set<String> here = new HashSet<>();
        for (AlarmSubject subject : subjects) {
            here.add(subject.about() + ":" + subject.id());
            for (Compiled rule : rules) {
                if (rule.rule().active() && rule.rule().about().equals(subject.about())) {
                    look(rule, subject, nowMillis, news);
                }
            }
        }
        for (Iterator<Map.Entry<Key, Watch>> all = watches.entrySet().iterator(); all.hasNext(); ) {
            var entry = all.next();
            Watch watch = entry.getValue();
            boolean gone = !here.contains(entry.getKey().subject());
            boolean calm = watch.heldAtMillis < nowMillis
                    && (!watch.raised || gone || nowMillis - watch.heldAtMillis >= CALM_MILLIS);
            if (calm) {
                all.remove();
                if (watch.raised) {
                    open--;
                    news.add(new News.Cleared(entry.getKey(), watch.worst, nowMillis));
                }
            }
        }
        return news;
    }

    private void look(Compiled by, AlarmSubject subject, long nowMillis, List<News> news) {
        AlarmRule rule = by.rule();
        Value limit = new Value.Number(BigDecimal.valueOf(rule.limit()));
        boolean holds = by.when()
                .holds(name -> name.equals("limit") ? limit : subject.values().getOrDefault(name, Value.ABSENT));
        if (!holds) {
            return;
        }
        Key key = new Key(rule.code(), subject.about() + ":" + subject.id());
        Watch watch = watches.computeIfAbsent(key, _ -> {
            Watch fresh = new Watch();
            fresh.sinceMillis = nowMillis;
            return fresh;
        });
        watch.heldAtMillis = nowMillis;
        double value = subject.values().get(rule.shows()) instanceof Value.Number(var number)
                ? number.doubleValue()
                : Double.NaN;
        if (Double.isNaN(watch.worst) || Math.abs(value - rule.limit()) > Math.abs(watch.worst - rule.limit())) {
            watch.worst = value;
        }
        if (!watch.raised && nowMillis - watch.sinceMillis >= 1_000L * rule.lastsSeconds()) {
            if (open < MOST_OPEN) {
                watch.raised = true;
                open++;
                news.add(new News.Raised(by, subject, value, nowMillis));
            } else if (!watch.counted) {
                watch.counted = true;
                leftOut++;
            }
        }
    }

    public int open() {
        return open;
    }

    /// How many could not be raised because too many were open.
    public long leftOut() {
        return leftOut;
    }
}
