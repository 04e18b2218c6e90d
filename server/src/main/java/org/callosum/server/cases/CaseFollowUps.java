package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Messages;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What people arrange around cases: being reminded, saying that two belong together, changing many at once.
@Service
@Transactional
class CaseFollowUps {
    private static final int MOST_REMINDERS = 50;
    private static final int MOST_RELATIONS = 50;
    private static final int MOST_AT_ONCE = 200;
    private static final int LONGEST_TEXT = 500;
    private static final Duration FURTHEST = Duration.ofDays(5 * 366);
    private static final List<String> KINDS = List.of("related", "duplicate-of", "caused-by");

    private final Cases cases;
    private final CaseHistory history;
    private final Messages texts;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    CaseFollowUps(Cases cases, CaseHistory history, Messages texts, Ids ids, Audit audit, Clock clock) {
        this.cases = cases;
        this.history = history;
        this.texts = texts;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    CaseRow remind(long id, @Nullable Instant at, @Nullable String text) {
        var found = require(id);
        var fields = new Fields();
        fields.present("at", at);
        if (at != null && at.isAfter(clock.instant().plus(FURTHEST))) {
            fields.add("at", "out-of-range", Map.of("limit", clock.instant().plus(FURTHEST)));
        }
        fields.length("text", text, LONGEST_TEXT);
        fields.check();
        if (history.remindersOf(id) >= MOST_REMINDERS) {
            throw Problems.refused("case-reminders-many", Map.of("max", MOST_REMINDERS));
        }
        history.remind(
                ids.next(),
                id,
                client(found),
                Objects.requireNonNull(at),
                Tenancy.current().accountId(),
                null,
                text == null ? "" : text.strip());
        audit.record("case-reminder-added", "case", id);
        return cases.whole(id);
    }

    CaseRow forgetReminder(long id, long reminder) {
        require(id);
        if (!history.forgetReminder(id, reminder)) {
            throw Problems.notFound("reminder", reminder);
        }
        audit.record("case-reminder-removed", "case", id);
        return cases.whole(id);
    }

    /// Of whoever asks, those whose time has come.
    @Transactional(readOnly = true)
    List<CaseRow.Reminder> due() {
        var account = Tenancy.current().accountId();
        return account == null ? List.of() : history.due(account, clock.instant());
    }

    CaseRow relate(long id, @Nullable String kind, @Nullable String other) {
        var found = require(id);
        var fields = new Fields();
        fields.oneOf("kind", kind, KINDS);
        var otherId = fields.id("other", other);
        if (otherId == id) {
            fields.add("other", "unknown");
        } else if (otherId != 0) {
            var there = cases.find(otherId).orElse(null);
            if (there == null) {
                fields.add("other", "unknown");
            } else if (client(there) != client(found)) {
                fields.add("other", "other-client");
            }
        }
        fields.check();
        if (history.relations(id).size() >= MOST_RELATIONS) {
            throw Problems.refused("case-relations-many", Map.of("max", MOST_RELATIONS));
        }
        if (!history.relate(ids.next(), id, otherId, client(found), Objects.requireNonNull(kind))) {
            throw Problems.refused("case-related-already");
        }
        audit.record("case-related", "case", id, Map.of("kind", Objects.requireNonNull(kind), "other", otherId));
        return cases.whole(id);
    }

    CaseRow separate(long id, long relation) {
        require(id);
        if (!history.separate(id, relation)) {
            throw Problems.notFound("relation", relation);
        }
        audit.record("case-separated", "case", id);
        return cases.whole(id);
    }

    /// What to change of many cases; what is null stays as it is.
    @Schema(name = "CaseBulkChange")
    record Change(
            @Nullable String state,
            @Nullable String ownerId,
            @Nullable String teamId,
            @Nullable Instant dueAt,
            @Nullable String result) {}

    /// @param problem a code such as `case-move-refused`; null: changed
    @Schema(name = "CaseBulkResult")
    record Result(
            String id,
            boolean changed,
            @Nullable String problem,
            @Nullable String message) {}

    /// Changes many cases, each in a transaction of its own: one that cannot be changed says why and keeps
    /// nobody else
    /// back.
    ///
    /// @param reason written into each as a note
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    List<Result> bulk(@Nullable List<String> wanted, @Nullable Change change, @Nullable String reason) {
        var fields = new Fields();
        fields.present("ids", wanted);
        fields.present("change", change);
        fields.length("reason", reason, LONGEST_TEXT);
        var numbers = fields.ids("ids", wanted, MOST_AT_ONCE);
        fields.check();
        var results = new ArrayList<Result>();
        // one order for everybody, so that two such changes do not wait for each other
        for (var id : numbers.stream().sorted().toList()) {
            results.add(one(id, Objects.requireNonNull(change), reason));
        }
        return results;
    }

    private Result one(long id, Change change, @Nullable String reason) {
        try {
            cases.changeTogether(id, before -> applied(before, change), reason);
            return new Result(Long.toString(id), true, null, null);
        } catch (Problem refusal) {
            var field = refusal.fields().isEmpty() ? null : refusal.fields().getFirst();
            var language = Tenancy.current().language();
            var message = field == null
                    ? texts.find(language, "problem." + refusal.code(), refusal.values())
                    : texts.find(language, "field." + field.code(), field.values());
            return new Result(Long.toString(id), false, refusal.code(), message);
        }
    }

    private static CaseRow applied(CaseRow before, Change change) {
        return before.changed(
                change.state() == null ? before.state() : change.state(),
                change.ownerId() == null ? before.ownerId() : change.ownerId(),
                change.teamId() == null ? before.teamId() : change.teamId(),
                change.dueAt() == null ? before.dueAt() : change.dueAt(),
                change.result() == null ? before.result() : change.result());
    }

    private CaseRow require(long id) {
        return cases.find(id).orElseThrow(() -> Problems.notFound("case", id));
    }

    private static long client(CaseRow row) {
        return Long.parseLong(Objects.requireNonNull(row.clientId()));
    }
}
