package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.queues.Dispositions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Cases: what somebody still has to do, by when. What a type's states are stands in its data.
@Service
@Transactional
public class Cases {
    private static final int LONGEST_NOTE = 10_000;
    private static final String CALL_BACK = "call-back";
    private static final List<String> NOT_AUDITED = List.of(
            "customerName",
            "ownerName",
            "overdue",
            "typeName",
            "stateName",
            "notes",
            "remindAt",
            "closedAt",
            "closed",
            "results");

    private final CaseRepository repository;
    private final CaseTypes types;
    private final CaseHistory history;
    private final CaseForms forms;
    private final ObjectProvider<ShippedCaseTypes> playbook;
    private final CasePeople people;
    private final CaseDeadlines deadlines;
    private final Dispositions dispositions;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    Cases(
            CaseRepository repository,
            CaseTypes types,
            CaseHistory history,
            CaseForms forms,
            ObjectProvider<ShippedCaseTypes> playbook,
            CasePeople people,
            CaseDeadlines deadlines,
            Dispositions dispositions,
            Ids ids,
            Audit audit,
            Clock clock) {
        this.repository = repository;
        this.types = types;
        this.history = history;
        this.forms = forms;
        this.playbook = playbook;
        this.people = people;
        this.deadlines = deadlines;
        this.dispositions = dispositions;
        this.ids = ids;
        this.audit = audit;
        this.clock = clock;
    }

    /// What is known when a call leaves work behind.
    ///
    /// @param reason a code, `interrupted`
    /// @param subject empty: nothing to say beyond the reason
    /// @param queue whose opening hours the due time runs in; null: round the clock
    /// @param from when the due time is counted from; now when null
    public record Opening(
            long client,
            String type,
            String reason,
            long interaction,
            @Nullable Long customer,
            @Nullable Long team,
            @Nullable Long queue,
            String subject,
            @Nullable Instant from) {}

    /// The types that new cases may begin with.
    @Transactional(readOnly = true)
    public List<CaseType> types() {
        return types.live();
    }

    /// Brings a shipped type of case; one that a person touched stays as the site has made it.
    public void bring(CaseType type) {
        types.bring(type);
    }

    @Transactional(readOnly = true)
    public Page<CaseRow> page(PageQuery query, CaseFilter filter) {
        var page = repository.page(query, filter, clock.instant());
        return new Page<>(page.items().stream().map(this::named).toList(), page.total());
    }

    /// Somebody a case can be given to.
    @Schema(name = "CaseOwner")
    public record Owner(String id, String displayName) {}

    /// Whom a case can be given to: whoever may work on cases. Their names are no secret to colleagues, the rest of an
    /// account is.
    @Transactional(readOnly = true)
    public Page<Owner> owners(PageQuery query) {
        return repository.owners(query, Right.CASES_EDIT.code());
    }

    @Transactional(readOnly = true)
    public List<CaseRow> ofInteraction(long interaction) {
        var all = new PageQuery(null, 0, PageQuery.LARGEST, null);
        return page(all, CaseFilter.ofInteraction(interaction)).items();
    }

    @Transactional(readOnly = true)
    public Optional<CaseRow> find(long id) {
        return repository.find(id, clock.instant()).map(this::named);
    }

    /// Of a client, open and closed.
    @Transactional(readOnly = true)
    public int numberOf(long client) {
        return repository.numberOf(client);
    }

    /// A case with all that hangs on it.
    @Transactional(readOnly = true)
    CaseRow whole(long id) {
        var row = require(id);
        var filling = history.filling(id).orElseThrow(() -> Problems.notFound("case", id));
        var related = new ArrayList<CaseRow.Related>();
        for (var relation : history.relations(id)) {
            find(relation.other())
                    .ifPresent(other -> related.add(new CaseRow.Related(
                            relation.id(),
                            relation.kind(),
                            relation.outgoing(),
                            Long.toString(relation.other()),
                            Objects.requireNonNull(other.typeName()),
                            Objects.requireNonNull(other.stateName()),
                            Boolean.TRUE.equals(other.closed()),
                            Objects.requireNonNullElse(other.subject(), ""))));
        }
        return row.whole(
                forms.form(filling),
                forms.shown(filling),
                filling.version(),
                history.changes(id, forms.maySeeAll()),
                history.reminders(id),
                related,
                results(row));
    }

    private List<CaseRow.Result> results(CaseRow row) {
        var client = Long.parseLong(Objects.requireNonNull(row.clientId()));
        return typeOf(row).dispositions().stream()
                .map(code -> new CaseRow.Result(code, dispositions.nameOf(client, code)))
                .toList();
    }

    private CaseType typeOf(CaseRow row) {
        var code = Objects.requireNonNull(row.type());
        return types.version(code, Objects.requireNonNullElse(row.typeVersion(), 1))
                .orElseThrow(() -> Problems.notFound(CaseTypes.KIND, code));
    }

    private CaseRow named(CaseRow row) {
        var type = types.version(Objects.requireNonNull(row.type()), Objects.requireNonNullElse(row.typeVersion(), 1))
                .orElse(null);
        if (type == null) {
            return row;
        }
        return row.named(
                type.name(),
                type.state(Objects.requireNonNull(row.state())).name(),
                Objects.requireNonNullElse(row.notes(), List.of()));
    }

    private CaseRow require(long id) {
        return find(id).orElseThrow(() -> Problems.notFound("case", id));
    }

    /// Opens the case of an interaction; the same type and reason a second time gives the case that is there. A
    /// contact is called back once, whatever broke off more than once in it.
    public long open(Opening opening) {
        if (CALL_BACK.equals(opening.type())) {
            var owed = repository.callBack(opening.interaction());
            if (owed.isPresent()) {
                return owed.get();
            }
        }
        var type = typeOf(opening.type());
        var id = ids.next();
        var from = Objects.requireNonNullElseGet(opening.from(), clock::instant);
        var form = forms.begin(type);
        var fresh = repository.insert(
                id,
                opening.client(),
                type,
                opening.reason(),
                opening.subject(),
                opening.customer(),
                opening.interaction(),
                null,
                opening.team() == null && type.teamId() != null ? Long.valueOf(type.teamId()) : opening.team(),
                deadlines.of(type, opening.reason(), opening.queue(), from),
                form == null ? null : form.code(),
                form == null ? null : form.version());
        if (!fresh) {
            return repository
                    .existing(opening.interaction(), opening.type(), opening.reason())
                    .orElseThrow();
        }
        escalate(id, opening.client(), type, from);
        audit.record(
                "case-opened",
                "case",
                id,
                Map.of(
                        "type", opening.type(),
                        "reason", opening.reason(),
                        "interaction", Long.toString(opening.interaction())));
        return id;
    }

    private void escalate(long id, long client, CaseType type, Instant from) {
        for (var step : type.escalation()) {
            history.remind(
                    ids.next(), id, client, from.plus(Duration.ofMinutes(step.afterMinutes())), null, step.whom(), "");
        }
    }

    /// A case opened by hand, as a request gives it.
    ///
    /// @param queueId whose opening hours the due time runs in
    /// @param answers by item code
    @Schema(name = "NewCase")
    public record NewCase(
            @Nullable String type,
            @Nullable String clientId,
            @Nullable String customerId,
            @Nullable String interactionId,
            @Nullable String reason,
            @Nullable String subject,
            @Nullable String queueId,
            @Nullable String teamId,
            @Nullable String ownerId,
            @Nullable String note,
            @Nullable Instant dueAt,
            @Nullable Map<String, @Nullable AnswerBody> answers) {
        @Override
        public String toString() {
            return "NewCase[" + type + "]"; // nothing personal in a log
        }
    }

    public CaseRow create(NewCase wanted) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0 && !repository.exists("client", client)) {
            fields.add("clientId", "unknown");
        }
        var type = wanted.type() == null ? null : types.find(wanted.type()).orElse(null);
        if (wanted.type() == null) {
            fields.add("type", "required");
        } else if (type == null
                || !type.active()
                || type.clientId() != null && !type.clientId().equals(wanted.clientId())) {
            fields.add("type", "unknown");
        }
        if (wanted.reason() != null) {
            fields.code("reason", wanted.reason());
        }
        var interaction = fields.optionalId("interactionId", wanted.interactionId());
        var queue = fields.optionalId("queueId", wanted.queueId());
        fields.length("note", wanted.note(), LONGEST_NOTE);
        var people = this.people.read(
                fields, wanted.subject(), wanted.customerId(), wanted.ownerId(), wanted.teamId(), client);
        fields.check();
        var kind = Objects.requireNonNull(type);
        var form = forms.begin(kind);
        forms.check(form, wanted.answers());
        var id = ids.next();
        var now = clock.instant();
        var team = people.team() == null && kind.teamId() != null ? Long.valueOf(kind.teamId()) : people.team();
        var fresh = repository.insert(
                id,
                client,
                kind,
                wanted.reason(),
                wanted.subject() == null ? "" : wanted.subject().strip(),
                people.customer(),
                interaction,
                people.owner(),
                team,
                Objects.requireNonNullElseGet(wanted.dueAt(), () -> deadlines.of(kind, wanted.reason(), queue, now)),
                form == null ? null : form.code(),
                form == null ? null : form.version());
        if (!fresh) {
            throw Problems.refused("case-there-already");
        }
        escalate(id, client, kind, now);
        audit.record("case-created", "case", id, Map.of("type", kind.code()));
        if (wanted.note() != null && !wanted.note().isBlank()) {
            repository.note(ids.next(), id, client, wanted.note().strip());
        }
        if (wanted.answers() != null && !wanted.answers().isEmpty()) {
            forms.change(id, 0, wanted.answers());
        }
        return whole(id);
    }

    /// As [#create]; where the contact has such a case already, nothing is done.
    public void openOnce(NewCase wanted) {
        var interaction = Long.parseLong(Objects.requireNonNull(wanted.interactionId()));
        var type = Objects.requireNonNull(wanted.type());
        if (types.find(type).isEmpty()) {
            var unused = typeOf(type);
        }
        var there = CALL_BACK.equals(type)
                ? repository.callBack(interaction)
                : repository.existing(interaction, type, wanted.reason());
        if (there.isEmpty()) {
            var unused = create(wanted);
        }
    }

    public CaseRow change(long id, CaseRow given) {
        var before = require(id);
        var type = typeOf(before);
        var wanted = dueInState(type, before, given);
        var fields = new Fields();
        fields.oneOf(
                "state",
                wanted.state(),
                type.states().stream().map(CaseType.State::code).toList());
        var client = Long.parseLong(Objects.requireNonNull(before.clientId()));
        var unused =
                people.read(fields, wanted.subject(), wanted.customerId(), wanted.ownerId(), wanted.teamId(), client);
        fields.check();
        var from = Objects.requireNonNull(before.state());
        var to = Objects.requireNonNull(wanted.state());
        if (!from.equals(to) && !type.after(from).contains(to)) {
            throw Problems.refused(
                    "case-move-refused", Map.of("from", from, "to", String.join(", ", type.after(from))));
        }
        var closed = type.state(to).closed();
        if (closed && !type.state(from).closed()) {
            checkDone(before, type, id, wanted.result());
        } else if (wanted.result() != null && !Objects.equals(wanted.result(), before.result())) {
            checkResult(type, wanted.result());
        }
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted, closed, clock.instant())) {
            throw Problems.editConflict(before);
        }
        if (closed) {
            history.dropEscalation(id);
        }
        var after = require(id);
        if (closed && !type.state(from).closed()) {
            followUp(after);
        }
        remember(id, client, before, after);
        var changes = new LinkedHashMap<>(Changes.between(before, after));
        // what a person wrote, and whom it names, stays out of the audit log
        changes.keySet().removeAll(NOT_AUDITED);
        changes.computeIfPresent("subject", (_, _) -> "changed");
        audit.record("case-changed", "case", id, changes);
        return after;
    }

    /// A state with a time of its own, such as the after-care of a complaint, makes its case due again, unless whoever
    /// moves it says until when.
    private CaseRow dueInState(CaseType type, CaseRow before, CaseRow wanted) {
        var to = wanted.state();
        var minutes =
                to == null || to.equals(before.state()) ? null : type.state(to).dueMinutes();
        return minutes == null || !Objects.equals(wanted.dueAt(), before.dueAt())
                ? wanted
                : wanted.changed(
                        to,
                        wanted.ownerId(),
                        wanted.teamId(),
                        clock.instant().plus(Duration.ofMinutes(minutes)),
                        wanted.result());
    }

    /// What the result with which a case was closed leaves to do.
    private void followUp(CaseRow done) {
        var result = dispositions.all().stream()
                .filter(each -> Objects.equals(each.code(), done.result()))
                .filter(each -> Objects.equals(each.clientId(), done.clientId()))
                .findFirst()
                .orElse(null);
        if (result == null || result.followUpCaseType() == null) {
            return;
        }
        var type = typeOf(result.followUpCaseType());
        var made = create(new NewCase(
                type.code(),
                done.clientId(),
                done.customerId(),
                null,
                type.reason("pending").map(CaseType.Reason::code).orElse(null),
                done.subject(),
                null,
                done.teamId(),
                done.ownerId(),
                null,
                null,
                null));
        var unused = history.relate(
                ids.next(),
                Long.parseLong(Objects.requireNonNull(made.id())),
                Long.parseLong(Objects.requireNonNull(done.id())),
                Long.parseLong(Objects.requireNonNull(done.clientId())),
                "caused-by");
    }

    /// One of many that are changed together.
    ///
    /// @param reason kept as a note; null or blank: none
    void changeTogether(long id, UnaryOperator<CaseRow> change, @Nullable String reason) {
        change(id, change.apply(require(id)));
        if (reason != null && !reason.isBlank()) {
            note(id, reason);
        }
    }

    /// Whether somebody may say that nothing is left to do.
    private void checkDone(CaseRow before, CaseType type, long id, @Nullable String result) {
        if (!type.dispositions().isEmpty()) {
            if (result == null) {
                throw Problems.refused("case-result-needed");
            }
            checkResult(type, result);
        }
        if (type.notesRequired()
                && Objects.requireNonNullElse(before.notes(), List.of()).isEmpty()) {
            throw Problems.refused("case-note-needed");
        }
        forms.checkComplete(id);
    }

    private static void checkResult(CaseType type, String result) {
        if (!type.dispositions().contains(result)) {
            throw Problems.field("result", "unknown");
        }
    }

    private void remember(long id, long client, CaseRow before, CaseRow after) {
        remember(id, client, "result", before.result(), after.result());
        remember(id, client, "state", before.state(), after.state());
        remember(id, client, "ownerId", before.ownerName(), after.ownerName());
        remember(id, client, "teamId", before.teamId(), after.teamId());
        remember(id, client, "dueAt", before.dueAt(), after.dueAt());
        remember(id, client, "customerId", before.customerId(), after.customerId());
        remember(id, client, "subject", before.subject(), after.subject());
    }

    private void remember(long id, long client, String field, @Nullable Object from, @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            history.changed(id, client, field, false, from, to);
        }
    }

    /// Changes some answers of a case.
    ///
    /// @throws org.callosum.server.platform.problem.Problem as [CaseForms#change]
    CaseRow fill(long id, @Nullable Integer answersVersion, @Nullable Map<String, @Nullable AnswerBody> answers) {
        require(id);
        var changed = forms.change(id, answersVersion, answers);
        if (!changed.isEmpty()) {
            audit.record("case-filled", "case", id, Map.of("items", String.join(", ", changed)));
        }
        return whole(id);
    }

    /// Changes some answers of a case on top of whatever stands there now: for rooms that write into their
    /// own cases.
    ///
    /// @throws org.callosum.server.platform.problem.Problem as [CaseForms#change]
    public void fillNewest(long id, Map<String, @Nullable AnswerBody> answers) {
        var filling = history.lockFilling(id).orElseThrow(() -> Problems.notFound("case", id));
        fill(id, filling.version(), answers);
    }

    public CaseRow note(long id, @Nullable String text) {
        var found = require(id);
        var fields = new Fields();
        fields.required("text", text, LONGEST_NOTE);
        fields.check();
        repository.note(
                ids.next(),
                id,
                Long.parseLong(Objects.requireNonNull(found.clientId())),
                Objects.requireNonNull(text).strip());
        audit.record("case-note-added", "case", id);
        return whole(id);
    }

    /// Tells the owner of a case, open or closed, that something happened: a reminder that is due now. At
    /// most once in
    /// four
    /// weeks, whatever number of nodes ask.
    ///
    /// @return whether they are told
    public boolean tellOwner(long id, String text) {
        var row = require(id);
        if (row.ownerId() == null || !history.remindOnce(ids.next(), row, clock.instant(), text)) {
            return false;
        }
        audit.record("case-reminder-added", "case", id);
        return true;
    }

    private CaseType typeOf(String code) {
        var known = types.find(code);
        if (known.isPresent()) {
            return known.get();
        }
        var shipped = playbook.stream()
                .flatMap(each -> each.find(code).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no case type %s; the playbook's case-types.yaml names those there are"
                                .formatted(code)));
        bring(shipped);
        return types.find(code).orElseThrow();
    }
}
