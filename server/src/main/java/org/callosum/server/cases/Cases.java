package org.callosum.server.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.queues.Calendars;
import org.callosum.server.queues.Queue;
import org.callosum.server.queues.Queues;
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

    private final CaseRepository repository;
    private final CaseTypeRepository types;
    private final ObjectProvider<ShippedCaseTypes> playbook;
    private final Queues queues;
    private final Calendars calendars;
    private final Ids ids;
    private final Audit audit;
    private final Clock clock;

    Cases(
            CaseRepository repository,
            CaseTypeRepository types,
            ObjectProvider<ShippedCaseTypes> playbook,
            Queues queues,
            Calendars calendars,
            Ids ids,
            Audit audit,
            Clock clock) {
        this.repository = repository;
        this.types = types;
        this.playbook = playbook;
        this.queues = queues;
        this.calendars = calendars;
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

    @Transactional(readOnly = true)
    public List<CaseType> types() {
        return types.all();
    }

    /// Brings a type of case that is not there yet; one that is stays as the site has made it.
    public void bring(CaseType type) {
        if (types.insertMissing(ids.next(), type)) {
            audit.record("case-type-created", "case-type", type.code());
        }
    }

    @Transactional(readOnly = true)
    public Page<CaseRow> page(PageQuery query, CaseFilter filter) {
        return repository.page(query, filter, clock.instant(), byCode());
    }

    @Transactional(readOnly = true)
    public List<CaseRow> ofInteraction(long interaction) {
        var all = new PageQuery(null, 0, PageQuery.LARGEST, null);
        return repository
                .page(all, CaseFilter.ofInteraction(interaction), clock.instant(), byCode())
                .items();
    }

    @Transactional(readOnly = true)
    public Optional<CaseRow> find(long id) {
        return repository.find(id, clock.instant(), byCode());
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
        var fresh = repository.insert(
                id,
                opening.client(),
                type,
                opening.reason(),
                opening.subject(),
                opening.customer(),
                opening.interaction(),
                null,
                opening.team(),
                due(type, opening.reason(), opening.queue(), from));
        if (!fresh) {
            return repository
                    .existing(opening.interaction(), opening.type(), opening.reason())
                    .orElseThrow();
        }
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

    public CaseRow create(CaseRow wanted) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0 && !repository.exists("client", client)) {
            fields.add("clientId", "unknown");
        }
        var type = wanted.type() == null ? null : types.find(wanted.type()).orElse(null);
        if (wanted.type() == null) {
            fields.add("type", "required");
        } else if (type == null || !type.active()) {
            fields.add("type", "unknown");
        }
        if (wanted.reason() != null) {
            fields.code("reason", wanted.reason());
        }
        var interaction = fields.optionalId("interactionId", wanted.interactionId());
        check(fields, wanted, client);
        fields.check();
        var id = ids.next();
        var kind = Objects.requireNonNull(type);
        var fresh = repository.insert(
                id,
                client,
                kind,
                wanted.reason(),
                Objects.requireNonNull(wanted.subject()).strip(),
                wanted.customerId() == null ? null : Long.valueOf(wanted.customerId()),
                interaction,
                wanted.ownerId() == null ? null : Long.valueOf(wanted.ownerId()),
                wanted.teamId() == null ? null : Long.valueOf(wanted.teamId()),
                Objects.requireNonNullElseGet(wanted.dueAt(), () -> due(kind, wanted.reason(), null, clock.instant())));
        if (!fresh) {
            throw Problems.refused("case-there-already");
        }
        audit.record("case-created", "case", id, Map.of("type", kind.code()));
        return find(id).orElseThrow();
    }

    public CaseRow change(long id, CaseRow wanted) {
        var before = find(id).orElseThrow(() -> Problems.notFound("case", id));
        var type = types.find(Objects.requireNonNull(before.type())).orElseThrow();
        var fields = new Fields();
        fields.oneOf(
                "state",
                wanted.state(),
                type.states().stream().map(CaseType.State::code).toList());
        check(fields, wanted, Long.parseLong(Objects.requireNonNull(before.clientId())));
        fields.check();
        var from = Objects.requireNonNull(before.state());
        var to = Objects.requireNonNull(wanted.state());
        if (!from.equals(to) && !type.after(from).contains(to)) {
            throw Problems.refused(
                    "case-move-refused", Map.of("from", from, "to", String.join(", ", type.after(from))));
        }
        var closed = type.state(Objects.requireNonNull(wanted.state())).closed();
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted, closed, clock.instant())) {
            throw Problems.editConflict(before);
        }
        var after = find(id).orElseThrow();
        var changes = new LinkedHashMap<>(Changes.between(before, after));
        // what a person wrote, and whom it names, stays out of the audit log
        changes.keySet().removeAll(List.of("customerName", "ownerName", "overdue", "typeName", "stateName", "notes"));
        changes.computeIfPresent("subject", (_, _) -> "changed");
        audit.record("case-changed", "case", id, changes);
        return after;
    }

    public CaseRow note(long id, @Nullable String text) {
        var found = find(id).orElseThrow(() -> Problems.notFound("case", id));
        var fields = new Fields();
        fields.required("text", text, LONGEST_NOTE);
        fields.check();
        repository.note(
                ids.next(),
                id,
                Long.parseLong(Objects.requireNonNull(found.clientId())),
                Objects.requireNonNull(text).strip());
        audit.record("case-note-added", "case", id);
        return find(id).orElseThrow();
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

    /// A reason's own time, else the type's; in the opening hours of the queue where the reason says so.
    private @Nullable Instant due(CaseType type, @Nullable String code, @Nullable Long queue, Instant from) {
        var reason = type.reason(code).orElse(null);
        var minutes = reason == null || reason.dueMinutes() == null ? type.dueMinutes() : reason.dueMinutes();
        if (minutes == null) {
            return null;
        }
        var time = Duration.ofMinutes(minutes);
        if (reason == null || !reason.openingHours() || queue == null) {
            return from.plus(time);
        }
        return queues.find(queue)
                .map(Queue::calendarId)
                .map(calendar -> calendars.after(Long.parseLong(calendar), from, time))
                .orElseGet(() -> from.plus(time));
    }

    private Map<String, CaseType> byCode() {
        var byCode = new LinkedHashMap<String, CaseType>();
        types.all().forEach(type -> byCode.put(type.code(), type));
        return byCode;
    }

    private void check(Fields fields, CaseRow wanted, long client) {
        fields.required("subject", wanted.subject(), 300);
        if (fields.optionalId("customerId", wanted.customerId()) instanceof Long customer) {
            var owner = repository.clientOfCustomer(customer);
            if (owner.isEmpty()) {
                fields.add("customerId", "unknown");
            } else if (owner.get() != client) {
                fields.add("customerId", "other-client");
            }
        }
        if (fields.optionalId("ownerId", wanted.ownerId()) instanceof Long owner
                && !repository.exists("account", owner)) {
            fields.add("ownerId", "unknown");
        }
        if (fields.optionalId("teamId", wanted.teamId()) instanceof Long team && !repository.exists("team", team)) {
            fields.add("teamId", "unknown");
        }
    }
}
