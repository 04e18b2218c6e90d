package org.callosum.server.supervision.alarms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
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
import org.callosum.server.platform.editing.WhenTree;
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

/// The house's rules for alarms, as definitions of kind `alarm`: the playbook brings them, a site
/// changes them, and
/// each change is a version with its author and reason.
@Service
public class AlarmRules {
    static final String KIND = "alarm";
    private static final Logger LOG = LoggerFactory.getLogger(AlarmRules.class);
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_WHEN = 2_000;
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
    /// @param version the newest, to be named when it is changed
    /// @param liveVersion the one that watches now: this is its rule
    /// @param endsAt when that one stops; null: nobody has said
    /// @param whenTree its condition for a screen; null where it cannot be read any more
    @Schema(name = "AlarmRuleRow")
    public record Row(
            int version,
            int liveVersion,
            @Nullable Instant endsAt,
            AlarmRule rule,
            @Nullable WhenTree whenTree) {
        static Row of(int version, DefinitionVersion live, AlarmRule rule) {
            return new Row(
                    version,
                    live.version(),
                    live.validTo(),
                    rule,
                    when(rule) instanceof Expression.Parsed.Sound(var expression)
                            ? WhenTree.of(expression.tree())
                            : null);
        }
    }

    /// A rule with its history, newest first.
    @Schema(name = "AlarmRuleWhole")
    public record Whole(Row row, List<Version> versions) {}

    @Schema(name = "AlarmRuleVersion")
    public record Version(
            int version,

            @Schema(allowableValues = {"draft", "approved", "retired"})
            String state,

            Instant at,
            String by,
            String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

    /// What is wrong with a condition that nobody has stored yet, and its tree.
    ///
    /// @param message in words; null: nothing is wrong
    @Schema(name = "AlarmConditionReading")
    public record Reading(
            @Nullable WhenTree whenTree, @Nullable String message) {}

    /// Reads a condition and stores nothing.
    public Reading read(@Nullable String about, @Nullable String when) {
        var fields = new Fields();
        fields.oneOf("about", about, AlarmNames.ABOUTS);
        fields.required("when", when, LONGEST_WHEN);
        fields.check();
        return switch (Expression.parse(
                Objects.requireNonNull(when), AlarmNames.of(Objects.requireNonNull(about)), Type.TRUTH)) {
            case Expression.Parsed.Sound(var expression) -> new Reading(WhenTree.of(expression.tree()), null);
            case Expression.Parsed.Faulty(var problems) ->
                new Reading(null, problems.getFirst().message());
        };
    }

    /// What a site may change. What is left out stays.
    ///
    /// @param version the newest that was seen
    /// @param reason kept with the change
    /// @param validFrom null: at once
    /// @param validTo until when; what watched before watches again then. Null: until the next change
    @Schema(name = "AlarmRuleChange")
    public record Change(
            @Nullable Integer version,
            @Nullable Boolean active,
            @Nullable Double limit,
            @Nullable Integer lastsSeconds,
            @Nullable String severity,
            @Nullable String when,
            @Nullable String reason,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}

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
                rows.add(Row.of(each.latestVersion(), live, read(live)));
            }
        }
        return rows;
    }

    /// @throws Problem `not-found`
    @Transactional(readOnly = true)
    public Whole whole(String code) {
        return new Whole(
                row(code),
                definitions.versions(KIND, code).stream()
                        .map(each -> new Version(
                                each.version(),
                                each.state().code(),
                                each.at(),
                                each.by(),
                                each.reason(),
                                each.validFrom(),
                                each.validTo()))
                        .toList());
    }

    private Row row(String code) {
        var newest = definitions.latest(KIND, code);
        var live = definitions.live(KIND, code, clock.instant());
        // the first version begins at once and no way leads to none; were one found, the newest is shown
        var shown = live == null ? newest : live;
        return Row.of(newest.version(), shown, read(shown));
    }

    /// Changes what watches now; versions that are to begin later stay as they are until this one begins.
    ///
    /// @throws Problem `not-found`, `edit-conflict` with the newest, `fields-invalid`, `definition-ends-in-nothing`
    @Transactional
    public Row change(String code, Change wanted) {
        Row seenNow = row(code);
        AlarmRule was = seenNow.rule();
        int seen = Objects.requireNonNullElse(wanted.version(), -1);
        if (seen != seenNow.version()) {
            throw Problems.editConflict(seenNow);
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
        definitions.approve(
                KIND,
                code,
                next.version(),
                reason,
                wanted.validFrom(),
                wanted.validTo(),
                Definitions.Afterwards.ANOTHER);
        forgetOnceCommitted();
        return row(code);
    }

    /// Undoes a change: what it had ended watches again.
    ///
    /// @throws Problem `fields-invalid` without a reason, `definition-not-approved`, `definition-nothing-before`
    @Transactional
    public Whole takeBack(String code, int version, @Nullable String reason) {
        var fields = new Fields();
        fields.required("reason", reason, LONGEST_REASON);
        fields.check();
        definitions.takeBack(KIND, code, version, Objects.requireNonNull(reason).strip());
        forgetOnceCommitted();
        return whole(code);
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
                    compiled.add(new AlarmEngine.Compiled(row.rule(), row.liveVersion(), expression));
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
