package org.callosum.bench.sip;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How soon decisions were committed and published, as the bench house says it.
///
/// @param all how many
/// @param within of them, by milliseconds from their command
record Decisions(long all, SortedMap<Integer, Long> within) {
    static final String LINE = "Bench house: decisions ";
    static final Decisions NONE = new Decisions(0, new TreeMap<>());

    /// What is promised.
    static final int PROMISED_MILLIS = 250;

    static Decisions read(String line) {
        var words = line.substring(LINE.length()).split(" ");
        var within = new TreeMap<Integer, Long>();
        for (int i = 1; i < words.length; i++) {
            var pair = words[i].split(":");
            within.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
        }
        return new Decisions(Long.parseLong(words[0]), within);
    }

    Decisions since(Decisions before) {
        var more = new TreeMap<Integer, Long>();
        for (Map.Entry<Integer, Long> each : within.entrySet()) {
            more.put(each.getKey(), each.getValue() - before.within().getOrDefault(each.getKey(), 0L));
        }
        return new Decisions(all - before.all(), more);
    }

    /// Committed and published later than promised.
    long late() {
        return all - within.getOrDefault(PROMISED_MILLIS, 0L);
    }

    ObjectNode json() {
        var node = JsonMapper.shared().createObjectNode();
        node.put("all", all);
        node.put("late", late());
        within.forEach((millis, count) -> node.put("within_" + millis + "_ms", count));
        return node;
    }
}
