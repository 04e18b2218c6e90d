package org.callosum.server.escalations;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.callosum.kernel.expression.Expression;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What a house has settled before anything is escalated: departments, the table of who is responsible,
/// signs. What is
/// not wanted any more is set inactive: the history goes on naming it.
@Service
@Transactional
public class EscalationBook {
    private static final int MOST_DEPARTMENTS = 200;
    private static final int MOST_ROUTES = 500;
    private static final int MOST_SIGNS = 60;
    private static final int MOST_PEOPLE = 20;
    private static final int MOST_WORDS = 100;
    private static final int LONGEST_WORD = 60;

    private final EscalationBookRepository repository;
    private final Ids ids;
    private final Audit audit;

    EscalationBook(EscalationBookRepository repository, Ids ids, Audit audit) {
        this.repository = repository;
        this.ids = ids;
        this.audit = audit;
    }

    // ---- departments

    @Transactional(readOnly = true)
    public List<Department> departments() {
        return repository.departments();
    }

    @Transactional(readOnly = true)
    Department department(long id) {
        return departments().stream()
                .filter(each -> Long.toString(id).equals(each.id()))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("department", id));
    }

    @Transactional(readOnly = true)
    Page<Department> departments(PageQuery query) {
        return Listing.of(query, departments(), each -> each.code() + " " + each.name(), Map.of());
    }

    public Department create(Department wanted) {
        check(wanted, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = department(id);
        audit.record("department-created", "department", id, Changes.of(after));
        return after;
    }

    Department change(long id, Department wanted) {
        var before = department(id);
        check(wanted, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = department(id);
        audit.record("department-changed", "department", id, Changes.between(before, after));
        return after;
    }

    private void check(Department wanted, @Nullable Department before) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        var owner = fields.optionalId("ownerId", wanted.ownerId());
        if (owner != null && !repository.exists("account", owner)) {
            fields.add("ownerId", "unknown");
        }
        unique(fields, wanted.code(), before == null ? null : before.code(), departments(), Department::code);
        limit(fields, before, departments(), MOST_DEPARTMENTS);
        fields.check();
    }

    // ---- who is responsible for what

    /// Of the clients that the reader may see.
    @Transactional(readOnly = true)
    public List<EscalationRoute> routes() {
        return repository.routes();
    }

    @Transactional(readOnly = true)
    EscalationRoute route(long id) {
        return routes().stream()
                .filter(each -> Long.toString(id).equals(each.id()))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("escalation-route", id));
    }

    @Transactional(readOnly = true)
    Page<EscalationRoute> routes(PageQuery query, @Nullable String client, @Nullable String department) {
        var some = routes().stream()
                .filter(each -> client == null || client.isEmpty() || client.equals(each.clientId()))
                .filter(each -> department == null || department.isEmpty() || department.equals(each.departmentId()))
                .toList();
        return Listing.of(query, some, each -> each.code() + " " + each.name(), Map.of());
    }

    public EscalationRoute create(EscalationRoute wanted) {
        check(wanted, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = route(id);
        audit.record("escalation-route-created", "escalation-route", id, Changes.of(after));
        return after;
    }

    EscalationRoute change(long id, EscalationRoute wanted) {
        var before = route(id);
        check(wanted, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = route(id);
        audit.record("escalation-route-changed", "escalation-route", id, Changes.between(before, after));
        return after;
    }

    private void check(EscalationRoute wanted, @Nullable EscalationRoute before) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.range("order", wanted.order(), 0, 10_000);
        fields.length("page", wanted.page(), 60);
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0 && !repository.exists("client", client)) {
            fields.add("clientId", "unknown");
        }
        var department = fields.id("departmentId", wanted.departmentId());
        if (department != 0 && !repository.exists("department", department)) {
            fields.add("departmentId", "unknown");
        }
        var team = fields.optionalId("teamId", wanted.teamId());
        if (team != null && !repository.exists("team", team)) {
            fields.add("teamId", "unknown");
        }
        var queue = fields.optionalId("queueId", wanted.queueId());
        if (queue != null && !repository.queueOf(queue, client)) {
            fields.add("queueId", "unknown");
        }
        for (var agent : fields.ids("agentIds", wanted.agentIds(), MOST_PEOPLE)) {
            if (!repository.exists("agent", agent)) {
                fields.add("agentIds", "unknown", Map.of("value", Long.toString(agent)));
            }
        }
        if (before != null && !Objects.equals(before.clientId(), wanted.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        var here = routes().stream()
                .filter(each -> Objects.equals(each.clientId(), wanted.clientId()))
                .toList();
        unique(fields, wanted.code(), before == null ? null : before.code(), here, EscalationRoute::code);
        limit(fields, before, here, MOST_ROUTES);
        fields.check();
    }

    // ---- signs

    @Transactional(readOnly = true)
    public List<EscalationSign> signs() {
        return repository.signs();
    }

    @Transactional(readOnly = true)
    EscalationSign sign(long id) {
        return signs().stream()
                .filter(each -> Long.toString(id).equals(each.id()))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("escalation-sign", id));
    }

    @Transactional(readOnly = true)
    Page<EscalationSign> signs(PageQuery query) {
        return Listing.of(query, signs(), each -> each.code() + " " + each.name(), Map.of());
    }

    public EscalationSign create(EscalationSign wanted) {
        check(wanted, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = sign(id);
        audit.record("escalation-sign-created", "escalation-sign", id, Changes.of(after));
        return after;
    }

    EscalationSign change(long id, EscalationSign wanted) {
        var before = sign(id);
        check(wanted, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = sign(id);
        audit.record("escalation-sign-changed", "escalation-sign", id, Changes.between(before, after));
        return after;
    }

    private void check(EscalationSign wanted, @Nullable EscalationSign before) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.range("order", wanted.order(), 0, 10_000);
        fields.count("words", wanted.words(), MOST_WORDS);
        if (wanted.words() != null) {
            for (var word : wanted.words()) {
                fields.required("words", word, LONGEST_WORD);
            }
        }
        fields.required("condition", wanted.condition(), Expression.MAX_LENGTH);
        if (wanted.condition() != null
                && wanted.condition().length() <= Expression.MAX_LENGTH
                && SignNames.parse(wanted.condition()) instanceof Expression.Parsed.Faulty(var problems)) {
            fields.add(
                    "condition",
                    "wrong-condition",
                    Map.of("why", problems.getFirst().message()));
        }
        unique(fields, wanted.code(), before == null ? null : before.code(), signs(), EscalationSign::code);
        limit(fields, before, signs(), MOST_SIGNS);
        fields.check();
    }

    /// A code stays, and is there once.
    private static <T> void unique(
            Fields fields,
            @Nullable String code,
            @Nullable String before,
            List<T> all,
            Function<T, @Nullable String> codeOf) {
        if (before != null) {
            if (!Objects.equals(before, code)) {
                fields.add("code", "cannot-change");
            }
        } else if (all.stream().anyMatch(each -> Objects.equals(codeOf.apply(each), code))) {
            fields.add("code", "taken");
        }
    }

    private static void limit(Fields fields, @Nullable Object before, List<?> all, int most) {
        if (before == null && all.size() >= most) {
            fields.add("code", "too-many", Map.of("max", most));
        }
    }
}
