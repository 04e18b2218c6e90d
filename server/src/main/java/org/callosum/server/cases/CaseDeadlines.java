package org.callosum.server.cases;

import java.time.Duration;
import java.time.Instant;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// When a new case is due.
@Component
class CaseDeadlines {
    private final Queues queues;
    private final Calendars calendars;

    CaseDeadlines(Queues queues, Calendars calendars) {
        this.queues = queues;
        this.calendars = calendars;
    }

    /// A reason's own time, else the type's; in the opening hours of the queue where the reason says so.
    @Nullable
    Instant of(CaseType type, @Nullable String code, @Nullable Long queue, Instant from) {
        var reason = type.reason(code).orElse(null);
        var minutes = reason == null || reason.dueMinutes() == null ? type.dueMinutes() : reason.dueMinutes();
        if (minutes == null) {
            return null;
        }
        var time = Duration.ofMinutes(minutes);
        if (reason == null || !reason.openingHours() || queue == null) {
            return from.plus(time);
        }
        return queues.find(queue)
                .map(Queue::calendarId)
                .map(calendar -> calendars.after(Long.parseLong(calendar), from, time))
                .orElseGet(() -> from.plus(time));
    }
}
