package org.callosum.server.calls;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often an address has called, and how many calls a site has now. Bounded: of more than [#ADDRESSES] addresses the
/// one that called longest ago is forgotten, which can only be in its favour.
final class WidgetLimits {
    static final int ADDRESSES = 20_000;
    static final long HOUR_MILLIS = 3_600_000;

    private final Map<String, ArrayDeque<Long>> calls = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> now = new LinkedHashMap<>();

    sealed interface Verdict {
        record Taken() implements Verdict {}

        /// @param retryAfterSeconds when the address may call again
        record AddressLimit(long retryAfterSeconds) implements Verdict {}

        record SiteFull() implements Verdict {}
    }

    /// Takes a place for a call, or says why there is none. A taken place is given back by [#ended].
    synchronized Verdict take(WidgetSites.Site site, String address, long nowMillis) {
        var times = calls.computeIfAbsent(site.key() + " " + address, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst() <= nowMillis - HOUR_MILLIS) {
            times.pollFirst();
        }
        if (times.size() >= site.perAddressPerHour()) {
            var first = times.peekFirst();
            return new Verdict.AddressLimit(first == null ? 60 : (first + HOUR_MILLIS - nowMillis) / 1_000 + 1);
        }
        if (now.getOrDefault(site.key(), 0) >= site.concurrent()) {
            return new Verdict.SiteFull();
        }
        times.addLast(nowMillis);
        now.merge(site.key(), 1, Integer::sum);
        if (calls.size() > ADDRESSES) {
            calls.remove(calls.keySet().iterator().next());
        }
        return new Verdict.Taken();
    }

    synchronized void ended(WidgetSites.Site site) {
        now.computeIfPresent(site.key(), (_, count) -> count <= 1 ? null : count - 1);
    }
}
