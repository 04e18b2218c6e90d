package org.callosum.bench.sip;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Our figures beside the last recorded ones and as a ratio to the peer's: above 1 is better, in rates and in times.
final class Summary {
    private Summary() {}

    static void print(JsonNode now, @Nullable JsonNode before) {
        System.out.printf("%-46s %10s %10s %10s%n", "", "now", "last", "x peer");
        more("direct calls/s, clean", now, before, "/direct/clean", Peer.DIRECT_PER_SECOND);
        more("queued calls/s, clean", now, before, "/queued/clean", Peer.QUEUED_PER_SECOND);
        more("recorded two-way conversations, clean", now, before, "/talks/clean", Peer.TALKS);
        less(
                "direct set-up, own share, median ms",
                now,
                before,
                "/set-up/3000/exact_ms/net_of_phone/p50",
                Peer.DIRECT_SETUP_MEDIAN_MILLIS);
        less(
                "direct set-up, own share, p99 ms",
                now,
                before,
                "/set-up/3000/exact_ms/net_of_phone/p99",
                Peer.DIRECT_SETUP_P99_MILLIS);
        less(
                "queue number INVITE to 200, median ms",
                now,
                before,
                "/set-up/1000/exact_ms/invite_200/p50",
                Peer.QUEUE_ANSWER_MEDIAN_MILLIS);
        less(
                "queue number INVITE to 200, p99 ms",
                now,
                before,
                "/set-up/1000/exact_ms/invite_200/p99",
                Peer.QUEUE_ANSWER_P99_MILLIS);
        var over = now.path("overload").path("over");
        if (!over.isMissingNode()) {
            System.out.printf(
                    "overload at %s calls/s: %d served, %d told to come later; afterwards %s%n",
                    over.path("target_rate").asString(""),
                    over.path("ok").asInt(0),
                    over.path("failed").asInt(0),
                    now.path("overload").path("after").path("clean").asBoolean() ? "clean" : "not clean");
        }
    }

    private static void more(String what, JsonNode now, @Nullable JsonNode before, String at, double peer) {
        line(what, now.at(at), before == null ? null : before.at(at), now.at(at).asDouble(0) / peer);
    }

    private static void less(String what, JsonNode now, @Nullable JsonNode before, String at, double peer) {
        line(
                what,
                now.at(at),
                before == null ? null : before.at(at),
                peer / now.at(at).asDouble(Double.MAX_VALUE));
    }

    private static void line(String what, JsonNode now, @Nullable JsonNode before, double ratio) {
        if (!now.isMissingNode()) {
            System.out.printf(
                    "%-46s %10s %10s %10.2f%n",
                    what,
                    SipRun.decimal(now.asDouble()),
                    before == null || before.isMissingNode() ? "-" : SipRun.decimal(before.asDouble()),
                    ratio);
        }
    }
}
