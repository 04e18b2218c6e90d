package org.callosum.server.supervision.breaks;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.callosum.kernel.id.AgentId;
import org.jspecify.annotations.Nullable;

/// One break of one agent that is still ahead of them, or that they are on.
///
/// @param reason code of the not-ready reason it is taken with
/// @param startsAt when it is planned to begin
/// @param beganAt when they went; null before that. A break that begins late keeps its length
/// @param zone of the agent's site, whose clock its time is told by
public record PlannedBreak(
        long id,
        AgentId agent,
        String reason,
        Instant startsAt,
        int minutes,
        @Nullable Instant beganAt,
        ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /// When they are expected back.
    public Instant endsAt() {
        return (beganAt == null ? startsAt : beganAt).plus(Duration.ofMinutes(minutes));
    }

    /// The planned beginning by the clock of the site, `14:20`.
    public String clock() {
        return clock(startsAt, zone);
    }

    static String clock(Instant at, ZoneId zone) {
        return at.atZone(zone).format(CLOCK);
    }
}
