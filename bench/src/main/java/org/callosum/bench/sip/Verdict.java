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

    /// Of the long load, a direction.
    private static final double LOST_SHARE = 0.005;

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

    /// Of the long load: hardly a packet lost between the ends, no call failed, each decision committed and published
    /// in
    /// time.
    static Verdict ofLoad(JsonNode run, Decisions decisions) {
        var reasons = new ArrayList<String>();
        if (run.path("failed").asInt(-1) != 0) {
            reasons.add("failed calls: %d".formatted(run.path("failed").asInt(-1)));
        }
        var media = run.path("media");
        lost(
                "to agents",
                media.path("gap_fwd").asLong(0),
                media.path("agent_rx").asLong(0),
                reasons);
        lost(
                "to callers",
                media.path("gap_back").asLong(0),
                media.path("caller_rx").asLong(0),
                reasons);
        if (decisions.all() == 0) {
            reasons.add("no decisions were counted");
        }
        if (decisions.late() > 0) {
            reasons.add("decisions later than %d ms: %d of %d"
                    .formatted(Decisions.PROMISED_MILLIS, decisions.late(), decisions.all()));
        }
        return new Verdict(reasons.isEmpty(), List.copyOf(reasons));
    }

    private static void lost(String where, long gap, long received, List<String> reasons) {
        double share = gap + received == 0 ? 1 : (double) gap / (gap + received);
        if (share > LOST_SHARE) {
            reasons.add("lost packets %s: %.2f %%".formatted(where, share * 100));
        }
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
