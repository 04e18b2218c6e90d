package org.callosum.server.waiting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowRun;
import org.callosum.flow.FlowStep;
import org.callosum.server.calls.CallBackPromise;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The part of a promise that only its keeping needs, as JSON. A landed field is only ever widened with a
/// default.
record KeptCallBack(
        String entryNumber,
        FlowStep.CallBackTerms terms,
        FlowEffect.Enqueue enqueue,
        FlowRun run,
        int offers,
        long notBeforeMillis) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    static String write(CallBackPromise promise) {
        var terms = promise.terms();
        var enqueue = promise.enqueue();
        var how = new LinkedHashMap<String, @Nullable Object>();
        how.put("way", terms.way().name());
        how.put("withinMillis", terms.withinMillis());
        how.put("attempts", terms.attempts());
        how.put("pauseMillis", terms.pauseMillis());
        how.put("calendar", terms.calendar());
        how.put("greeting", terms.greeting());
        var needs = enqueue.needs().stream()
                .map(need -> Map.<String, Object>of("skill", need.skill(), "minimum", need.minimum()))
                .toList();
        var enters = new LinkedHashMap<String, Object>();
        enters.put("ticket", enqueue.ticket());
        enters.put("queue", enqueue.queue());
        enters.put("needs", needs);
        enters.put("priority", enqueue.priority());
        enters.put("attributes", enqueue.attributes());
        var kept = new LinkedHashMap<String, Object>();
        kept.put("entry", promise.entryNumber());
        kept.put("terms", how);
        kept.put("enqueue", enters);
        kept.put("run", promise.run().toMap());
        kept.put("offers", promise.offers());
        kept.put("notBeforeMillis", promise.notBeforeMillis());
        return JSON.writeValueAsString(kept);
    }

    /// @throws IllegalArgumentException naming what is missing
    static KeptCallBack read(String json) {
        var kept = JSON.readValue(json, FIELDS);
        var how = map(kept, "terms");
        var enters = map(kept, "enqueue");
        var needs = new ArrayList<FlowStep.Need>();
        if (enters.get("needs") instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Map<?, ?> need) {
                    needs.add(new FlowStep.Need(text(need, "skill"), (int) number(need, "minimum")));
                }
            }
        }
        var attributes = new LinkedHashMap<String, String>();
        map(enters, "attributes").forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        return new KeptCallBack(
                text(kept, "entry"),
                new FlowStep.CallBackTerms(
                        FlowStep.CallBackWay.valueOf(text(how, "way")),
                        number(how, "withinMillis"),
                        (int) number(how, "attempts"),
                        number(how, "pauseMillis"),
                        (String) how.get("calendar"),
                        (String) how.get("greeting")),
                new FlowEffect.Enqueue(
                        (int) number(enters, "ticket"),
                        text(enters, "queue"),
                        List.copyOf(needs),
                        (int) number(enters, "priority"),
                        attributes),
                FlowRun.fromMap(map(kept, "run")),
                (int) number(kept, "offers"),
                kept.get("notBeforeMillis") instanceof Number hour ? hour.longValue() : 0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String name) {
        if (of.get(name) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw missing(name);
    }

    private static String text(Map<?, ?> of, String name) {
        if (of.get(name) instanceof String text) {
            return text;
        }
        throw missing(name);
    }

    private static long number(Map<?, ?> of, String name) {
        if (of.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw missing(name);
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("A stored call-back lacks %s".formatted(Objects.requireNonNull(name)));
    }
}
