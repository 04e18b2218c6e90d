package org.callosum.server.queues;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Outcomes that agents choose from, per client and queue (DSP-01), and the check before wrap-up ends (DSP-02).
@Service
@Transactional
public class Dispositions {
    private static final int MOST_CHOSEN = 10;
    private static final Comparator<Disposition> BY_CODE = Comparator.comparing(each -> String.valueOf(each.code()));
    private static final Comparator<Disposition> BY_ORDER =
            Comparator.comparing(each -> Objects.requireNonNullElse(each.order(), 0));

    private final DispositionRepository repository;
    private final QueueRepository queues;
    private final Ids ids;
    private final Audit audit;

    Dispositions(DispositionRepository repository, QueueRepository queues, Ids ids, Audit audit) {
        this.repository = repository;
        this.queues = queues;
        this.ids = ids;
        this.audit = audit;
    }

    /// Whether a choice may close a contact.
    public sealed interface Check {
        record Fine(List<Disposition> chosen) implements Check {}

        /// @param reason `disposition-required`, `one-disposition-only`, `too-many-dispositions` or
        /// `unknown-disposition`
        /// @param value the code that is unknown; null otherwise
        record Refused(String reason, @Nullable String value) implements Check {}
    }

    @Transactional(readOnly = true)
    public List<Disposition> all() {
        return repository.all();
    }

    /// The choices of a queue, in their order.
    @Transactional(readOnly = true)
    public List<Disposition> ofQueue(long queue) {
        return repository.ofQueue(queue);
    }

    /// Judges codes chosen after a contact of this queue; the same code twice counts once.
    @Transactional(readOnly = true)
    public Check check(long queueId, List<String> codes) {
        var queue = queues.find(queueId).orElseThrow(() -> Problems.notFound("queue", queueId));
        var distinct = codes.stream().distinct().toList();
        if (distinct.isEmpty()) {
            // a new queue asks for one before anybody has made any; nobody can choose what is not there
            var choosable = !repository.ofQueue(queueId).isEmpty();
            return choosable && Boolean.TRUE.equals(queue.dispositionRequired())
                    ? new Check.Refused("disposition-required", null)
                    : new Check.Fine(List.of());
        }
        if (distinct.size() > 1 && !Boolean.TRUE.equals(queue.severalDispositions())) {
            return new Check.Refused("one-disposition-only", null);
        }
        if (distinct.size() > MOST_CHOSEN) {
            return new Check.Refused("too-many-dispositions", null);
        }
        var choices = repository.ofQueue(queueId);
        var chosen = new ArrayList<Disposition>();
        for (var code : distinct) {
            var found = choices.stream()
                    .filter(choice -> code.equals(choice.code()))
                    .findFirst();
            if (found.isEmpty()) {
                return new Check.Refused("unknown-disposition", code);
            }
            chosen.add(found.get());
        }
        return new Check.Fine(List.copyOf(chosen));
    }

    @Transactional(readOnly = true)
    public Disposition one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("disposition", id));
    }

    @Transactional(readOnly = true)
    public Page<Disposition> page(PageQuery query, @Nullable Long client) {
        var some = all().stream()
                .filter(each -> client == null || client.toString().equals(each.clientId()))
                .toList();
        return Listing.of(
                query,
                some,
                each -> each.code() + " " + each.name() + " " + each.group(),
                Map.of("code", BY_CODE, "name", BY_CODE, "order", BY_ORDER));
    }

    public Disposition create(Disposition wanted) {
        check(wanted, 0, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = repository.find(id).orElseThrow();
        audit.record("disposition-created", "disposition", id, Changes.of(after));
        return after;
    }

    public Disposition change(long id, Disposition wanted) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("disposition", id));
        check(wanted, id, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.find(id).orElseThrow();
        audit.record("disposition-changed", "disposition", id, Changes.between(before, after));
        return after;
    }

    /// Sets it inactive: contacts closed with it keep its name.
    public void delete(long id) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("disposition", id));
        repository.update(
                id,
                Objects.requireNonNull(before.version()),
                new Disposition(
                        before.id(),
                        before.version(),
                        before.code(),
                        before.name(),
                        before.clientId(),
                        before.group(),
                        before.queueIds(),
                        before.resolved(),
                        before.followUpCaseType(),
                        false,
                        before.order()));
        audit.record("disposition-retired", "disposition", id);
    }

    private void check(Disposition wanted, long id, @Nullable Disposition before) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        fields.name("group", wanted.group());
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0 && !queues.clients().contains(client)) {
            fields.add("clientId", "unknown", Map.of("value", client));
        } else if (before != null && !Objects.equals(before.clientId(), wanted.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        var queueIds = fields.ids("queueIds", wanted.queueIds(), 1_000);
        var clientOf = queues.clientsOf(queueIds);
        fields.known("queueIds", queueIds, new HashSet<>(clientOf.keySet()));
        for (var queue : clientOf.entrySet()) {
            if (queue.getValue() != client) {
                fields.add("queueIds", "other-client", Map.of("value", queue.getKey()));
            }
        }
        if (wanted.followUpCaseType() != null) {
            fields.code("followUpCaseType", wanted.followUpCaseType());
        }
        fields.range("order", wanted.order(), 0, 10_000);
        if (!fields.anyWrong() && repository.codeTaken(client, Objects.requireNonNull(wanted.code()), id)) {
            fields.add("code", "taken");
        }
        fields.check();
    }

    /// A name for what was chosen long ago: by code, inactive ones too; the code itself when even that is gone.
    @Transactional(readOnly = true)
    public Text nameOf(long client, String code) {
        return all().stream()
                .filter(each ->
                        code.equals(each.code()) && Long.toString(client).equals(each.clientId()))
                .map(Disposition::name)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Text.english(code));
    }
}
