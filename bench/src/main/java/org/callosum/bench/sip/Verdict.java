package org.callosum.bench.sip;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Whether a run was clean: no failed call, no lost packet, relay delay p99 under 20 ms, no stall over 0.4 s. A run of
/// calls without sound has no delay to look at; there a stall is a set-up that took over 0.4 s.
record Verdict(boolean clean, List<String> reasons) {
    private static final double STALL_MILLIS = 400;
    private static final double DELAY_P99_MICROS = 20_000;

    /// SIPp starts a little late at the beginning; less than this share of the rate was not the load asked for.
    private static final double OFFERED_SHARE = 0.97;

    static Verdict of(JsonNode run) {
        var reasons = new ArrayList<String>();
        if (run.path("rc").asInt(-1) != 0 || run.path("failed").asInt(-1) != 0) {
            reasons.add("failed calls: %d (SIPp ended with %d)"
                    .formatted(run.path("failed").asInt(-1), run.path("rc").asInt(-1)));
        }
        if (run.path("mode").asString("").equals("media")) {
            media(run.path("media"), reasons);
        } else {
            var offered = run.path("offered").asDouble(0);
            if (offered < OFFERED_SHARE * run.path("target_rate").asDouble(0)) {
                reasons.add("only %.1f calls a second were offered".formatted(offered));
            }
            var longest = run.path("setup_ms").path("max").asDouble(Double.MAX_VALUE);
            if (longest > STALL_MILLIS) {
                reasons.add("a set-up took %.0f ms".formatted(longest));
            }
        }
        return new Verdict(reasons.isEmpty(), List.copyOf(reasons));
    }

    private static void media(JsonNode media, List<String> reasons) {
        if (media.isMissingNode()) {
            reasons.add("no sound was measured");
            return;
        }
        var lost = media.path("gap_fwd").asLong(1) + media.path("gap_back").asLong(1);
        if (lost > 0) {
            reasons.add("lost packets: %d".formatted(lost));
        }
        var p99 = media.path("delay_p99_us").asDouble(Double.MAX_VALUE);
        if (p99 >= DELAY_P99_MICROS) {
            reasons.add("relay delay p99 %.1f ms".formatted(p99 / 1_000));
        }
        var most = media.path("delay_max_us").asDouble(Double.MAX_VALUE);
        if (most > STALL_MILLIS * 1_000) {
            reasons.add("a stall of %.0f ms".formatted(most / 1_000));
        }
    }
}
