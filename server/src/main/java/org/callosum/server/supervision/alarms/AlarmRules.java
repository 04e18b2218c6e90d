package org.callosum.server.supervision.alarms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Type;
import org.callosum.server.platform.definitions.DefinitionVersion;
import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The house's rules for alarms, as definitions of kind `alarm`: the playbook brings them, a site changes them, and
/// each change is a version with its author and reason.
@Service
public class AlarmRules {
    static final String KIND = "alarm";
    private static final Logger LOG = LoggerFactory.getLogger(AlarmRules.class);
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_WAIT_SECONDS = 3_600;
    private static final double LARGEST_LIMIT = 1_000_000;
    private static final List<String> SEVERITIES = List.of("warning", "critical");
    private static final List<String> ACTS = List.of("none", "message", "ready", "not-ready", "queues");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Definitions definitions;
    private final Tenancy tenancy;
    private final Clock clock;
    private final ConcurrentMap<Long, Kept> kept = new ConcurrentHashMap<>();

    private final ConcurrentMap<Long, AtomicLong> edits = new ConcurrentHashMap<>();

    /// @param edit how many edits had been committed before it was read
    private record Kept(List<AlarmEngine.Compiled> rules, long edit, long readAtNanos) {}

    AlarmRules(Definitions definitions, Tenancy tenancy, Clock clock) {
        this.definitions = definitions;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// One rule as a screen shows it.
    ///
    /// @param version to be named when it is changed
    @Schema(name = "AlarmRuleRow")
    public record Row(int version, AlarmRule rule) {}

    /// What a site may change. What is left out stays.
    ///
    /// @param version the one that was seen
    /// @param reason kept with the change
    @Schema(name = "AlarmRuleChange")
    public record Change(
            @Nullable Integer version,
            @Nullable Boolean active,
            @Nullable Double limit,
            @Nullable Integer lastsSeconds,
            @Nullable String severity,
            @Nullable String when,
            @Nullable String reason) {}

    /// Brings shipped rules; one whose code is there already stays as the site has made it.
    @Transactional
    public void bring(List<AlarmRule> shipped) {
        var known = new HashSet<String>();
        definitions.list(KIND).forEach(each -> known.add(each.code()));
        for (AlarmRule rule : shipped) {
            if (!known.contains(rule.code())) {
                check(rule);
                definitions.create(KIND, rule.code(), null, rule.name(), JSON.writeValueAsString(rule), "shipped");
                definitions.approve(KIND, rule.code(), 1, "shipped", null);
            }
        }
        forgetOnceCommitted();
    }

    /// All rules in force, by code.
    @Transactional(readOnly = true)
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var each : definitions.list(KIND)) {
            DefinitionVersion live = definitions.live(KIND, each.code(), clock.instant());
            if (live != null) {
                rows.add(new Row(live.version(), read(live)));
            }
        }
        return rows;
    }

    /// @throws Problem `not-found`, `edit-conflict` with the newest, `fields-invalid`
    @Transactional
    public Row change(String code, Change wanted) {
        DefinitionVersion newest = definitions.latest(KIND, code);
        AlarmRule was = read(newest);
        int seen = Objects.requireNonNullElse(wanted.version(), -1);
        if (seen != newest.version()) {
            throw Problems.editConflict(new Row(newest.version(), was));
        }
        AlarmRule rule = new AlarmRule(
                was.code(),
                was.name(),
                was.about(),
                Objects.requireNonNullElse(wanted.active(), was.active()),
                Objects.requireNonNullElse(wanted.when(), was.when()),
                was.shows(),
                Objects.requireNonNullElse(wanted.limit(), was.limit()),
                Objects.requireNonNullElse(wanted.lastsSeconds(), was.lastsSeconds()),
                Objects.requireNonNullElse(wanted.severity(), was.severity()),
                was.unit(),
                was.figure(),
                was.proposal(),
                was.act());
        check(rule);
        String reason = Objects.requireNonNullElse(wanted.reason(), "").strip();
        var fields = new Fields();
        fields.required("reason", reason, LONGEST_REASON);
        fields.check();
        DefinitionVersion next = definitions.draft(KIND, code, seen, JSON.writeValueAsString(rule), reason);
        definitions.approve(KIND, code, next.version(), reason, null);
        forgetOnceCommitted();
        return new Row(next.version(), rule);
    }

    /// The rules in force, ready to be asked; an edit on another node is seen within half a minute.
    public List<AlarmEngine.Compiled> inForce(long tenant) {
        long edit = edits(tenant).get();
        Kept before = kept.get(tenant);
        if (before != null && before.edit() == edit && System.nanoTime() - before.readAtNanos() < KEPT_NANOS) {
            return before.rules();
        }
        var compiled = new ArrayList<AlarmEngine.Compiled>();
        for (Row row : tenancy.asSystem(tenant, this::rows)) {
            switch (when(row.rule())) {
                case Expression.Parsed.Sound(var expression) ->
                    compiled.add(new AlarmEngine.Compiled(row.rule(), row.version(), expression));
                case Expression.Parsed.Faulty(var problems) ->
                    LOG.warn(
                            "Tenant {}: alarm {} cannot be read: {}",
                            tenant,
                            row.rule().code(),
                            problems);
            }
        }
        kept.put(tenant, new Kept(List.copyOf(compiled), edit, System.nanoTime()));
        return compiled;
    }

    private AtomicLong edits(long tenant) {
        return edits.computeIfAbsent(tenant, _ -> new AtomicLong());
    }

    /// Counted once committed: a look that has read the old rules meanwhile does not keep them.
    private void forgetOnceCommitted() {
        long tenant = Tenancy.current().tenantId();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                edits(tenant).incrementAndGet();
            }
        });
    }

    private static Expression.Parsed when(AlarmRule rule) {
        return Expression.parse(rule.when(), AlarmNames.of(rule.about()), Type.TRUTH);
    }

    private static AlarmRule read(DefinitionVersion version) {
        try {
            return JSON.readValue(version.body(), AlarmRule.class);
        } catch (JacksonException broken) {
            throw new IllegalStateException(
                    "Alarm %s, version %d, is not readable as a rule".formatted(version.code(), version.version()),
                    broken);
        }
    }

    private static void check(AlarmRule rule) {
        var wrong = new ArrayList<Problem.Field>();
        if (!AlarmNames.ABOUTS.contains(rule.about())) {
            throw Problems.field("about", "unknown");
        }
        if (!SEVERITIES.contains(rule.severity())) {
            wrong.add(new Problem.Field("severity", "not-one-of", Map.of("allowed", String.join(", ", SEVERITIES))));
        }
        if (!ACTS.contains(rule.act())) {
            wrong.add(new Problem.Field("act", "not-one-of", Map.of("allowed", String.join(", ", ACTS))));
        }
        if (rule.lastsSeconds() < 0 || rule.lastsSeconds() > LONGEST_WAIT_SECONDS) {
            wrong.add(new Problem.Field("lastsSeconds", "not-between", Map.of("min", 0, "max", LONGEST_WAIT_SECONDS)));
        }
        if (!(Math.abs(rule.limit()) <= LARGEST_LIMIT)) {
            wrong.add(new Problem.Field("limit", "not-between", Map.of("min", -LARGEST_LIMIT, "max", LARGEST_LIMIT)));
        }
        if (AlarmNames.of(rule.about()).find(rule.shows()) == null) {
            wrong.add(new Problem.Field("shows", "unknown", Map.of("value", rule.shows())));
        }
        if (when(rule) instanceof Expression.Parsed.Faulty(var problems)) {
            wrong.add(new Problem.Field(
                    "when", "wrong-condition", Map.of("why", problems.getFirst().message())));
        }
        if (!wrong.isEmpty()) {
            throw Problems.fields(wrong);
        }
    }
}
