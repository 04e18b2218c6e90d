package org.callosum.server.supervision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;

/// Counts a day from its raw events by the sentences of `metrics.md`, sharing no code with what it checks.
final class Recount {
    private static final class Stay {
        final QueueId queue;
        final long queuedAt;
        long answeredAt;
        long leftAt;
        long wrapUpEnd;
        boolean abandoned;
        boolean flowOut;
        boolean interrupted;

        Stay(QueueId queue, long queuedAt) {
            this.queue = queue;
            this.queuedAt = queuedAt;
        }
    }

    private final List<Stay> stays = new ArrayList<>();

    Recount(List<FloorEvent> events) {
        Map<InteractionId, Stay> newest = new HashMap<>();
        Map<InteractionId, Stay> talking = new HashMap<>();
        Map<OfferId, Stay> accepted = new HashMap<>();
        for (FloorEvent event : events) {
            if (event instanceof FloorEvent.InteractionQueued e) {
                Stay stay = new Stay(e.queue(), e.atMillis());
                stays.add(stay);
                newest.put(e.interaction(), stay);
            } else if (event instanceof FloorEvent.OfferAccepted e) {
                Stay stay = of(newest, e.interaction());
                stay.answeredAt = e.atMillis();
                accepted.put(e.offer(), stay);
                talking.put(e.interaction(), stay);
            } else if (event instanceof FloorEvent.InteractionAbandoned e) {
                of(newest, e.interaction()).abandoned = true;
                of(newest, e.interaction()).leftAt = e.atMillis();
            } else if (event instanceof FloorEvent.InteractionLeftQueue e) {
                of(newest, e.interaction()).flowOut = true;
            } else if (event instanceof FloorEvent.WrapUpCompleted e) {
                of(accepted, e.offer()).wrapUpEnd = e.atMillis();
            } else if (event instanceof FloorEvent.InteractionInterrupted e) {
                of(e.agent() == null ? newest : talking, e.interaction()).interrupted = true;
            }
        }
    }

    private static <K> Stay of(Map<K, Stay> stays, K id) {
        return Objects.requireNonNull(stays.get(id));
    }

    /// @param variant of M:SL
    QueueRow.QueueToday today(
            QueueId queue, long sinceMillis, String variant, int targetSeconds, int shortSeconds, int targetPercent) {
        List<Stay> day = stays.stream()
                .filter(stay -> stay.queue.equals(queue) && stay.queuedAt >= sinceMillis)
                .toList();
        long answered = count(day, stay -> stay.answeredAt > 0);
        long inT = count(day, stay -> stay.answeredAt > 0 && stay.answeredAt - stay.queuedAt <= targetSeconds * 1000L);
        long abandoned = count(day, stay -> stay.abandoned);
        long tooShort = count(day, stay -> stay.abandoned && stay.leftAt - stay.queuedAt < shortSeconds * 1000L);
        long flowOut = count(day, stay -> stay.flowOut || stay.interrupted && stay.answeredAt == 0);
        long whole = switch (variant) {
            case "sl_no_short" -> answered + abandoned - tooShort;
            case "sl_offered" -> answered + abandoned;
            case "sl_no_short_flowout" -> answered + abandoned - tooShort + flowOut;
            default -> throw new IllegalArgumentException(variant);
        };
        Predicate<Stay> handled = stay -> stay.wrapUpEnd > 0;
        return new QueueRow.QueueToday(
                day.size(),
                answered,
                abandoned,
                tooShort,
                flowOut,
                new QueueRow.LevelToday(inT, whole, variant, targetSeconds, targetPercent),
                day.stream()
                        .filter(stay -> stay.answeredAt > 0)
                        .mapToLong(stay -> stay.answeredAt - stay.queuedAt)
                        .sum(),
                count(day, handled),
                day.stream()
                        .filter(handled)
                        .mapToLong(stay -> stay.wrapUpEnd - stay.answeredAt)
                        .sum());
    }

    private static long count(List<Stay> stays, Predicate<Stay> which) {
        return stays.stream().filter(which).count();
    }
}
