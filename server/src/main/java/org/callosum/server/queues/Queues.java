package org.callosum.server.queues;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.callosum.kernel.id.QueueId;
import org.callosum.server.people.QueueDirectory;
import org.callosum.server.people.Skills;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Listing;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The waiting lines of a house (QUE-01, QUE-08).
@Service
@Transactional
public class Queues implements QueueDirectory {
    /// The codes of the service level's variants in `metrics.md`.
    static final List<String> VARIANTS = List.of(
            "sl_no_short", "sl_offered", "sl_abn_ignored", "sl_abn_positive", "sl_answered", "sl_no_short_flowout");

    static final List<String> POLICIES = List.of("best-proficiency", "longest-idle", "least-occupied", "fair-share");
    private static final int MOST_STEPS = 10;
    private static final int MOST_NEEDS = 8;
    private static final Comparator<Queue> BY_CODE = Comparator.comparing(queue -> String.valueOf(queue.code()));
    private static final Comparator<Queue> BY_PRIORITY =
            Comparator.comparing(queue -> Objects.requireNonNullElse(queue.priority(), 0));

    private final QueueRepository repository;
    private final CalendarRepository calendars;
    private final Skills skills;
    private final Ids ids;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    Queues(
            QueueRepository repository,
            CalendarRepository calendars,
            Skills skills,
            Ids ids,
            Audit audit,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.calendars = calendars;
        this.skills = skills;
        this.ids = ids;
        this.audit = audit;
        this.events = events;
    }

    @Transactional(readOnly = true)
    public List<Queue> all() {
        return repository.all();
    }

    @Transactional(readOnly = true)
    public Optional<Queue> find(long id) {
        return repository.find(id);
    }

    /// An active queue by the code that flows use.
    @Transactional(readOnly = true)
    public Optional<Queue> byCode(long client, String code) {
        return repository.byCode(client, code);
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Long, Long> clientsOf(Collection<Long> queues) {
        return repository.clientsOf(queues);
    }

    @Transactional(readOnly = true)
    public Queue one(long id) {
        return repository.find(id).orElseThrow(() -> Problems.notFound("queue", id));
    }

    @Transactional(readOnly = true)
    public Page<Queue> page(PageQuery query, @Nullable Long client, @Nullable Boolean active) {
        var some = all().stream()
                .filter(queue -> client == null || client.toString().equals(queue.clientId()))
                .filter(queue -> active == null || active.equals(queue.active()))
                .toList();
        return Listing.of(
                query,
                some,
                queue -> queue.code() + " " + queue.name(),
                Map.of("code", BY_CODE, "name", BY_CODE, "priority", BY_PRIORITY));
    }

    public Queue create(Queue given) {
        var wanted = given.usual();
        check(wanted, 0, null);
        var id = ids.next();
        repository.insert(id, wanted);
        var after = repository.find(id).orElseThrow();
        audit.record("queue-created", "queue", id, Changes.of(after));
        tell(id, after);
        return after;
    }

    public Queue change(long id, Queue given) {
        var before = repository.find(id).orElseThrow(() -> Problems.notFound("queue", id));
        var wanted = given.usual();
        check(wanted, id, before);
        if (!repository.update(id, Objects.requireNonNullElse(wanted.version(), -1), wanted)) {
            throw Problems.editConflict(before);
        }
        var after = repository.find(id).orElseThrow();
        audit.record("queue-changed", "queue", id, Changes.between(before, after));
        tell(id, after);
        return after;
    }

    /// Nobody new waits in it; its history, figures and dispositions stay.
    public void retire(long id) {
        if (repository.find(id).isEmpty()) {
            throw Problems.notFound("queue", id);
        }
        repository.retire(id);
        audit.record("queue-retired", "queue", id);
        events.publishEvent(new QueueChanged(Tenancy.current().tenantId(), new QueueId(id), false));
    }

    private void tell(long id, Queue after) {
        events.publishEvent(
                new QueueChanged(Tenancy.current().tenantId(), new QueueId(id), Boolean.TRUE.equals(after.active())));
    }

    private void check(Queue wanted, long id, @Nullable Queue before) {
        var fields = new Fields();
        fields.code("code", wanted.code());
        fields.name("name", wanted.name());
        var client = fields.id("clientId", wanted.clientId());
        if (client != 0 && !repository.clients().contains(client)) {
            fields.add("clientId", "unknown", Map.of("value", client));
        } else if (before != null && !Objects.equals(before.clientId(), wanted.clientId())) {
            fields.add("clientId", "cannot-change");
        }
        var site = fields.id("siteId", wanted.siteId());
        if (site != 0 && !repository.sites().contains(site)) {
            fields.add("siteId", "unknown", Map.of("value", site));
        }
        if (fields.optionalId("calendarId", wanted.calendarId()) instanceof Long calendar
                && calendars.find(calendar).isEmpty()) {
            fields.add("calendarId", "unknown", Map.of("value", calendar));
        }
        fields.oneOf("channel", wanted.channel(), List.of("voice"));
        fields.range("priority", wanted.priority(), 0, 9);
        fields.range("targetSeconds", wanted.targetSeconds(), 1, 86_400);
        fields.range("targetPercent", wanted.targetPercent(), 1, 100);
        fields.range("shortAbandonSeconds", wanted.shortAbandonSeconds(), 0, 600);
        fields.oneOf("slVariant", wanted.slVariant(), VARIANTS);
        fields.oneOf("policy", wanted.policy(), POLICIES);
        fields.range("offerSeconds", wanted.offerSeconds(), 5, 300);
        fields.range("wrapUpSeconds", wanted.wrapUpSeconds(), 0, 3_600);
        fields.range("maxWaiting", wanted.maxWaiting(), 0, 50_000);
        fields.range("lastAgentDays", wanted.lastAgentDays(), 0, 365);
        fields.range("knownAgentSeconds", wanted.knownAgentSeconds(), 0, 300);
        if (wanted.treatmentFlow() != null) {
            fields.code("treatmentFlow", wanted.treatmentFlow());
        }
        fields.code("music", wanted.music());
        fields.oneOf("recording", wanted.recording(), List.of("all", "none"));
        steps(fields, Objects.requireNonNull(wanted.steps()));
        if (!fields.anyWrong() && repository.codeTaken(client, Objects.requireNonNull(wanted.code()), id)) {
            fields.add("code", "taken");
        }
        fields.check();
    }

    /// The rules the floor itself has for steps, told field by field before it would refuse them.
    private void steps(Fields fields, List<Queue.Step> steps) {
        fields.count("steps", steps, MOST_STEPS);
        var known = skills.known();
        var last = -1;
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var at = "steps[" + i + "]";
            fields.requiredRange(at + ".afterSeconds", step.afterSeconds(), 0, 86_400);
            var after = Objects.requireNonNullElse(step.afterSeconds(), -1);
            if (i == 0 && after > 0) {
                fields.add(at + ".afterSeconds", "first-step-at-zero");
            } else if (i > 0 && after >= 0 && after <= last) {
                fields.add(at + ".afterSeconds", "steps-rise");
            }
            last = Math.max(last, after);
            var needs = Objects.requireNonNullElse(step.needs(), List.<Queue.Need>of());
            fields.count(at + ".needs", needs, MOST_NEEDS);
            var seen = new HashSet<Long>();
            for (var n = 0; n < needs.size(); n++) {
                var need = needs.get(n);
                var here = at + ".needs[" + n + "]";
                var skill = fields.id(here + ".skillId", need.skillId());
                fields.requiredRange(here + ".minimum", need.minimum(), 1, 5);
                if (skill != 0 && !known.contains(skill)) {
                    fields.add(here + ".skillId", "unknown", Map.of("value", skill));
                } else if (skill != 0 && !seen.add(skill)) {
                    fields.add(here + ".skillId", "twice");
                }
            }
        }
    }
}
