package org.callosum.server.sheets;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What is to be looked at now, and whether it was looked at before.
@Service
class SheetsDue {
    /// Of one kind; a house with more of them is told how many are left out.
    static final int MOST_SUBJECTS = 300;

    /// How far back the record of what was kept goes.
    private static final int PERIODS = 14;

    private final SheetTypes types;
    private final SheetSubjects subjects;
    private final SheetStore store;
    private final Clock clock;

    SheetsDue(SheetTypes types, SheetSubjects subjects, SheetStore store, Clock clock) {
        this.types = types;
        this.subjects = subjects;
        this.store = store;
        this.clock = clock;
    }

    /// For each kind with a rule that the reader fills in and each of its subjects; the late ones first.
    @Transactional(readOnly = true)
    SheetView.AllDue all() {
        var now = clock.instant();
        var roles = types.roles();
        var rows = new ArrayList<SheetView.Due>();
        int leftOut = 0;
        for (var type : types.live()) {
            var due = type.type().due();
            if (due == null || !SheetTypes.mayFill(type.type(), roles)) {
                continue;
            }
            var kind = Objects.requireNonNull(type.type().subject());
            var rule = due.rule();
            var since = types.inServiceSince(type.code());
            if (kind.equals("none")) {
                rows.addAll(rows(type, rule, List.of(new Place(null, subjects.zone(), since)), now));
                continue;
            }
            var found = subjects.of(kind, "%", MOST_SUBJECTS).stream()
                    .filter(each -> type.client() == null
                            || each.client() == null
                            || type.client().equals(each.client()))
                    .map(each -> new Place(each, each.zone(), each.since().isAfter(since) ? each.since() : since))
                    .toList();
            leftOut += Math.max(0, subjects.count(kind) - MOST_SUBJECTS);
            rows.addAll(rows(type, rule, found, now));
        }
        rows.sort((one, other) -> {
            int byState = Integer.compare(order(one.state()), order(other.state()));
            return byState != 0 ? byState : moment(one.dueBy()).compareTo(moment(other.dueBy()));
        });
        return new SheetView.AllDue(rows, leftOut);
    }

    private static int order(String state) {
        return List.of("late", "open", "done", "none").indexOf(state);
    }

    private static Instant moment(@Nullable Instant at) {
        return at == null ? Instant.MAX : at;
    }

    /// @param since what was before is not asked for
    private record Place(SheetSubjects.@Nullable Subject subject, ZoneId zone, Instant since) {}

    private List<SheetView.Due> rows(SheetTypes.Live type, DueRule rule, List<Place> places, Instant now) {
        var begun = places.stream()
                .map(place -> rule.begun(place.zone(), place.since(), now, PERIODS + 1))
                .toList();
        var oldest = begun.stream()
                .filter(periods -> !periods.isEmpty())
                .map(periods -> periods.getFirst().from())
                .min(Instant::compareTo)
                .orElse(now);
        var done = store.done(type.code(), oldest.minus(Duration.ofMinutes(1)));
        var rows = new ArrayList<SheetView.Due>();
        for (int i = 0; i < places.size(); i++) {
            rows.add(row(type, places.get(i), begun.get(i), done, now));
        }
        return rows;
    }

    private static SheetView.Due row(
            SheetTypes.Live type,
            Place place,
            List<DueRule.Period> begun,
            Map<Long, List<SheetStore.Done>> done,
            Instant now) {
        var subject = place.subject();
        var looks = done.getOrDefault(subject == null ? 0L : subject.id(), List.of());
        var running = begun.isEmpty() || !begun.getLast().holds(now) ? null : begun.getLast();
        var finished = running == null ? begun : begun.subList(0, begun.size() - 1);
        var kept = finished.stream()
                .skip(Math.max(0, finished.size() - PERIODS))
                .map(period -> looks.stream().anyMatch(look -> period.holds(look.at())))
                .toList();
        var last = running == null
                ? null
                : looks.stream()
                        .filter(look -> running.holds(look.at()))
                        .reduce((_, later) -> later)
                        .orElse(null);
        String state;
        if (running == null) {
            state = "none";
        } else if (last != null) {
            state = "done";
        } else {
            state = now.isBefore(running.dueBy()) ? "open" : "late";
        }
        return new SheetView.Due(
                type.code(),
                type.name(),
                subject == null ? null : Ids.text(subject.id()),
                subject == null ? null : subject.name(),
                state,
                running == null ? null : running.from(),
                running == null ? null : running.until(),
                running == null ? null : running.dueBy(),
                last == null ? null : Ids.text(last.id()),
                kept);
    }
}
