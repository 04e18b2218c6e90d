package org.callosum.voice.sip;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/// Running totals since start; read from any thread.
public final class SipCounters {
    private final AtomicLongArray totals = new AtomicLongArray(SipCounter.values().length);
    private final AtomicLongArray faults = new AtomicLongArray(SipFault.values().length);

    void count(SipCounter counter) {
        totals.incrementAndGet(counter.ordinal());
    }

    void count(SipFault fault) {
        faults.incrementAndGet(fault.ordinal());
        totals.incrementAndGet(SipCounter.MALFORMED.ordinal());
    }

    public long value(SipCounter counter) {
        return totals.get(counter.ordinal());
    }

    /// Every counter that is above zero.
    public Map<SipCounter, Long> nonZero() {
        var found = new EnumMap<SipCounter, Long>(SipCounter.class);
        for (SipCounter each : SipCounter.values()) if (value(each) > 0) found.put(each, value(each));
        return found;
    }

    /// Malformed messages by reason, in words such as `BAD_CSEQ`.
    public Map<String, Long> malformedByReason() {
        var found = new java.util.TreeMap<String, Long>();
        for (SipFault each : SipFault.values()) {
            long total = faults.get(each.ordinal());
            if (total > 0) found.put(each.name(), total);
        }
        return found;
    }
}
