package org.callosum.server.supervision.alarms;

import io.swagger.v3.oas.annotations.media.Schema;
import org.callosum.server.platform.text.Text;

/// What raises an alarm, and what to do about it. The body of a definition of kind `alarm`.
///
/// ```
/// {"code": "long-hold", "about": "agent", "when": "state = 'hold' and seconds >= limit", "limit": 120, …}
/// ```
///
/// @param about whom it watches; says which names `when` may use, see [AlarmNames]
/// @param when a condition over those names and `limit`
/// @param shows the name whose number is shown and kept with the alarm
/// @param limit the number that a site changes most; used in `when` as `limit`
/// @param lastsSeconds how long the condition holds before the alarm is raised, 0 to 3 600
/// @param unit of `shows`: `s` seconds, `n` a count, `pct` per cent, `z` standard deviations, `per-min` a minute,
///     `index` a share of 1
/// @param figure the code in `metrics.md` of the figure that acting on it is meant to move (LIV-20)
/// @param proposal what a leader may do, in words
/// @param act the action that a screen offers with it
public record AlarmRule(
        String code,
        Text name,

        @Schema(allowableValues = {"agent", "conversation", "queue"})
        String about,

        boolean active,
        String when,
        String shows,
        double limit,
        int lastsSeconds,

        @Schema(allowableValues = {"warning", "critical"}) String severity,

        @Schema(allowableValues = {"s", "n", "pct", "z", "per-min", "index"})
        String unit,

        String figure,
        Text proposal,

        @Schema(allowableValues = {"none", "message", "ready", "not-ready", "queues"})
        String act) {
    public static final String AGENT = "agent";
    public static final String CONVERSATION = "conversation";
    public static final String QUEUE = "queue";
}
