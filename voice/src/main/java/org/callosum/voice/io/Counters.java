package org.callosum.voice.io;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts by name. Names are ours, never made of input, so the table stays small. Packet paths keep the adder.
public final class Counters {
    private final ConcurrentHashMap<String, LongAdder> adders = new ConcurrentHashMap<>();

    public LongAdder of(String name) {
        return adders.computeIfAbsent(name, _ -> new LongAdder());
    }

    public void count(String name) {
        of(name).increment();
    }

    public long value(String name) {
        var adder = adders.get(name);
        return adder == null ? 0 : adder.sum();
    }

    public SortedMap<String, Long> snapshot() {
        var values = new TreeMap<String, Long>();
        adders.forEach((name, adder) -> values.put(name, adder.sum()));
        return values;
    }
}
