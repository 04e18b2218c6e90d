package org.callosum.server.queues;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The reasons a house knows for not being ready: those agents choose, and those the floor sets itself.
@Service
@Transactional
public class NotReadyReasons {
    private static final Comparator<NotReadyReason> BY_CODE = Comparator.comparing(each -> String.valueOf(each.code()));
    private static final Comparator<NotReadyReason> BY_ORDER =
            Comparator.comparing(each -> Objects.requireNonNullElse(each.order(), 0));

    private final NotReadyReasonRepository repository;
    private final Ids ids;
    private final Audit audit;

    NotReadyReasons(NotReadyReasonRepository repository, Ids ids, Audit audit) {
        this.repository = repository;
        this.ids = ids;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public List<NotReadyReason> all() {
        return repository.all();
    }

    /// Whether an agent may choose it.
    @Transactional(readOnly = true)
    public boolean choosable(String code) {
        return all().stream()
                .anyMatch(reason -> code.equals(reason.code())
                        && Boolean.TRUE.equals(reason.active())
                        && !Boolean.TRUE.equals(reason.system()));
    }

    @Transactional(readOnly = true)
    public NotReadyReason one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("not-ready-reason", id));
    }

    @Transactional(readOnly = true)
    public Page<NotReadyReason> page(PageQuery query) {
        return Listing.of(
                query,
                all(),
                reason -> reason.code() + " " + reason.name(),
                Map.of("code", BY_CODE, "name", BY_CODE, "order", BY_ORDER));
    }

    public NotReadyReason create(NotReadyReason wanted) {
        return create(wanted, false);
    }

    /// One that the floor sets: brought by the playbook, never by a request.
    public NotReadyReason createForSystem(NotReadyReason wanted) {
        return create(wanted, true);
    }

    private NotReadyReason create(NotReadyReason wanted, boolean system) {
        check(wanted, 0);
        var id = ids.next();
        repository.insert(id, wanted, system);
        var after = repository.find(id).orElseThrow();
        audit.record("not-ready-reason-created", "not-ready-reason", id, Changes.of(after));
        return after;
    }

    public NotReadyReason change(long id, NotReadyReason wanted) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("not-ready-reason", id));
        check(wanted, id);
        if (Boolean.TRUE.equals(before.system())
                && (!Objects.equals(before.code(), wanted.code()) || Boolean.FALSE.equals(wanted.active()))) {
            throw Problems.refused("system-reason-stays");
        }
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.find(id).orElseThrow();
        audit.record("not-ready-reason-changed", "not-ready-reason", id, Changes.between(before, after));
        return after;
    }

    /// Sets it inactive: figures of the past keep its name.
    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("not-ready-reason", id));
        if (Boolean.TRUE.equals(before.system())) {
            throw Problems.refused("system-reason-stays");
        }
        repository.update(
                id,
                Objects.requireNonNull(before.version()),
                new NotReadyReason(
                        before.id(),
                        before.version(),
                        before.code(),
                        before.name(),
                        before.paid(),
                        before.planned(),
                        false,
                        before.order(),
                        false,
                        before.mostMinutes()));
        audit.record("not-ready-reason-retired", "not-ready-reason", id);
    }

    private void check(NotReadyReason wanted, long id) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.range("order", wanted.order(), 0, 10_000);
        fields.range("mostMinutes", wanted.mostMinutes(), 1, 480);
        if (all().stream()
                .anyMatch(each -> Objects.equals(each.code(), wanted.code())
                        && !Long.toString(id).equals(each.id()))) {
            fields.add("code", "taken");
        }
        fields.check();
    }
}
