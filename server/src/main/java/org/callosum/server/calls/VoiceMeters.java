package org.callosum.server.calls;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The counters of the voice engine and of the calls as metrics, read when they are asked for. Their names are made in
/// our code and never of what comes in, so the labels are few; should that ever fail, what goes beyond 150 per family
/// is
/// added up under `other`.
///
/// | Family | Label | Holds |
/// |---|---|---|
/// | `callosum_voice_total` | `what` | packets, orders and recordings, by what became of them |
/// | `callosum_sip_total` | `what` | messages, calls, refusals, shedding |
/// | `callosum_sip_malformed_total` | `reason` | messages that could not be read |
/// | `callosum_call_events_total` | `what` | calls arrived and refused, mailboxes, faults |
/// | `callosum_voice_legs` … | – | how many there are now |
final class VoiceMeters implements MeterBinder {
    private static final int MOST_LABELS = 150;
    private static final String MALFORMED = "sip.malformed.";
    private static final String SIP = "sip.";
    /// Levels among the engine's counters; everything else only grows.
    private static final Set<String> LEVELS = Set.of("legs", "legs.with-sound", "recordings", "rtp.ports-taken");

    private final Supplier<SortedMap<String, Long>> engine;
    private final Supplier<SortedMap<String, Long>> calls;

    VoiceMeters(Supplier<SortedMap<String, Long>> engine, Supplier<SortedMap<String, Long>> calls) {
        this.engine = engine;
        this.calls = calls;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (registry instanceof PrometheusMeterRegistry prometheus) {
            prometheus.getPrometheusRegistry().register((MultiCollector) this::collect);
        }
    }

    MetricSnapshots collect() {
        var voice = new TreeMap<String, Long>();
        var sip = new TreeMap<String, Long>();
        var malformed = new TreeMap<String, Long>();
        var all = new ArrayList<MetricSnapshot>();
        engine.get().forEach((name, value) -> {
            if (LEVELS.contains(name)) {
                all.add(GaugeSnapshot.builder()
                        .name("callosum_voice_" + name.replace('.', '_').replace('-', '_'))
                        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .value(value)
                                .build())
                        .build());
            } else if (name.startsWith(MALFORMED)) {
                malformed.put(name.substring(MALFORMED.length()), value);
            } else if (name.startsWith(SIP)) {
                sip.put(name.substring(SIP.length()), value);
            } else {
                voice.put(name, value);
            }
        });
        var events = new TreeMap<>(calls.get());
        events.remove("now"); // a level, which has a gauge of its own
        all.add(family("callosum_voice", "what", voice));
        all.add(family("callosum_sip", "what", sip));
        all.add(family("callosum_sip_malformed", "reason", malformed));
        all.add(family("callosum_call_events", "what", events));
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot family(String name, String label, SortedMap<String, Long> values) {
        var bounded = new LinkedHashMap<String, Long>();
        values.forEach((what, value) -> bounded.merge(bounded.size() < MOST_LABELS ? what : "other", value, Long::sum));
        var family = CounterSnapshot.builder().name(name);
        for (Map.Entry<String, Long> each : bounded.entrySet()) {
            family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(Labels.of(label, each.getKey()))
                    .value(each.getValue())
                    .build());
        }
        return family.build();
    }
}
