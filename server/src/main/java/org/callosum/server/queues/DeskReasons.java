package org.callosum.server.queues;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/// The reasons a house knows for calling a customer and for putting one on hold. One that is not wanted any more
/// is set inactive: the history goes on naming it.
@Service
@Transactional
public class DeskReasons {
    private static final List<String> KINDS = List.of(DeskReason.CALL_OUT, DeskReason.HOLD);
    private static final List<String> PURPOSES = List.of("call-back", "service", "marketing", "survey");
    private static final Comparator<DeskReason> BY_CODE = Comparator.comparing(each -> String.valueOf(each.code()));
    private static final Comparator<DeskReason> BY_ORDER =
            Comparator.comparing(each -> Objects.requireNonNullElse(each.order(), 0));

    private final DeskReasonRepository repository;
    private final Ids ids;
    private final Audit audit;

    DeskReasons(DeskReasonRepository repository, Ids ids, Audit audit) {
        this.repository = repository;
        this.ids = ids;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public List<DeskReason> all() {
        return repository.all();
    }

    /// Those an agent may choose now.
    ///
    /// @param kind [DeskReason#CALL_OUT] or [DeskReason#HOLD]
    @Transactional(readOnly = true)
    public List<DeskReason> choosable(String kind) {
        return all().stream()
                .filter(reason -> kind.equals(reason.kind()) && Boolean.TRUE.equals(reason.active()))
                .toList();
    }

    @Transactional(readOnly = true)
    public Optional<DeskReason> choosable(String kind, String code) {
        return choosable(kind).stream()
                .filter(reason -> code.equals(reason.code()))
                .findFirst();
    }

    @Transactional(readOnly = true)
    public DeskReason one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("desk-reason", id));
    }

    @Transactional(readOnly = true)
    public Page<DeskReason> page(PageQuery query) {
        return Listing.of(
                query,
                all(),
                reason -> reason.kind() + " " + reason.code() + " " + reason.name(),
                Map.of("code", BY_CODE, "name", BY_CODE, "order", BY_ORDER));
    }

    public DeskReason create(DeskReason wanted) {
        check(wanted, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = one(id);
        audit.record("desk-reason-created", "desk-reason", id, Changes.of(after));
        return after;
    }

    public DeskReason change(long id, DeskReason wanted) {
        var before = one(id);
        check(wanted, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = one(id);
        audit.record("desk-reason-changed", "desk-reason", id, Changes.between(before, after));
        return after;
    }

    /// Sets it inactive.
    public void delete(long id) {
        var before = one(id);
        repository.update(
                id,
                Objects.requireNonNull(before.version()),
                new DeskReason(
                        before.id(),
                        before.version(),
                        before.kind(),
                        before.code(),
                        before.name(),
                        before.purpose(),
                        false,
                        before.order()));
        audit.record("desk-reason-retired", "desk-reason", id);
    }

    private void check(DeskReason wanted, @Nullable DeskReason before) {
        var fields = new Fields();
        fields.oneOf("kind", wanted.kind(), KINDS);
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.range("order", wanted.order(), 0, 10_000);
        if (DeskReason.CALL_OUT.equals(wanted.kind())) {
            fields.oneOf("purpose", wanted.purpose(), PURPOSES);
        } else if (wanted.purpose() != null) {
            fields.add("purpose", "unknown");
        }
        if (before == null) {
            if (all().stream()
                    .anyMatch(each ->
                            Objects.equals(each.kind(), wanted.kind()) && Objects.equals(each.code(), wanted.code()))) {
                fields.add("code", "taken");
            }
        } else {
            if (!Objects.equals(before.kind(), wanted.kind())) {
                fields.add("kind", "cannot-change");
            }
            if (!Objects.equals(before.code(), wanted.code())) {
                fields.add("code", "cannot-change");
            }
        }
        fields.check();
    }
}
