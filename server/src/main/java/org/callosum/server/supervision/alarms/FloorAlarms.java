package org.callosum.server.supervision.alarms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.live.LiveSubscribed;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Page;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.LogFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/// The alarms of every house whose floor is open here: looks at what it is given, keeps what comes of it, and tells
/// those who watch the topic `alarms`.
@Service
public class FloorAlarms {
    public static final String TOPIC = "alarms";
    private static final Logger LOG = LoggerFactory.getLogger(FloorAlarms.class);
    private static final int LONGEST_NOTE = 500;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AlarmRules rules;
    private final AlarmLog log;
    private final Tenancy tenancy;
    private final LiveTopics topics;
    private final Audit audit;
    private final Clock clock;
    private final ConcurrentMap<Long, AlarmEngine> engines = new ConcurrentHashMap<>();

    FloorAlarms(AlarmRules rules, AlarmLog log, Tenancy tenancy, LiveTopics topics, Audit audit, Clock clock) {
        this.rules = rules;
        this.log = log;
        this.tenancy = tenancy;
        this.topics = topics;
        this.audit = audit;
        this.clock = clock;
    }

    /// The alarms that are open, as one reader may see them.
    @Schema(name = "OpenAlarms")
    public record Open(List<AlarmRow> alarms) {}

    /// Looks at a house; one look at a time for each. After a start the alarms that were open go on.
    ///
    /// @param subjects everything there is to look at
    /// @throws org.springframework.dao.DataAccessException when it could not be stored; the next look finds it
    ///     again
    public void look(long tenant, List<AlarmSubject> subjects) {
        long now = clock.millis();
        AlarmEngine engine = engines.computeIfAbsent(tenant, _ -> adopted(tenant, now));
        List<AlarmEngine.News> news;
        synchronized (engine) {
            news = engine.look(rules.inForce(tenant), subjects, now);
        }
        if (news.isEmpty()) {
            return;
        }
        try {
            tenancy.asSystem(tenant, () -> news.forEach(this::keep));
        } catch (RuntimeException fault) {
            engines.remove(tenant); // what it believes and what is stored are no longer the same
            throw fault;
        }
        tell(tenant);
    }

    /// Whether any alarm is open, so that a quiet house is looked at until none is.
    public boolean anyOpen(long tenant) {
        AlarmEngine engine = engines.get(tenant);
        return engine != null && engine.open() > 0;
    }

    /// How many alarms could not be raised because too many were open.
    public long leftOut() {
        return engines.values().stream().mapToLong(AlarmEngine::leftOut).sum();
    }

    /// This process looks at the house no longer.
    public void leave(long tenant) {
        engines.remove(tenant);
    }

    private AlarmEngine adopted(long tenant, long now) {
        AlarmEngine engine = new AlarmEngine();
        tenancy.asSystem(tenant, () -> log.open().forEach(each -> engine.adopt(each.key(), each.worst(), now)));
        return engine;
    }

    private void keep(AlarmEngine.News news) {
        switch (news) {
            case AlarmEngine.News.Raised raised -> log.raised(raised);
            case AlarmEngine.News.Cleared cleared -> log.cleared(cleared);
        }
    }

    @Transactional(readOnly = true)
    public Open open() {
        return new Open(log.openRows().stream().map(FloorAlarms::row).toList());
    }

    @Transactional(readOnly = true)
    public Page<AlarmRow> page(PageQuery query, @Nullable String code, LogFilter filter) {
        Page<AlarmLog.Seen> page = log.page(query, code, filter);
        return new Page<>(page.items().stream().map(FloorAlarms::row).toList(), page.total());
    }

    /// Somebody takes an alarm up.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found`; `alarm-acknowledged` names who was first
    @Transactional
    public AlarmRow acknowledge(long id, @Nullable String given) {
        String note = Objects.requireNonNullElse(given, "").strip();
        var fields = new Fields();
        fields.length("note", note, LONGEST_NOTE);
        fields.check();
        AlarmLog.Seen seen = log.find(id);
        if (seen == null) {
            throw Problems.notFound("alarm", id);
        }
        if (!log.acknowledge(id, note, clock.instant())) {
            throw Problems.refused(
                    "alarm-acknowledged", Map.of("name", Objects.requireNonNullElse(seen.acknowledgedBy(), "")));
        }
        audit.record("alarm-acknowledged", "alarm", id, Map.of("code", seen.code()));
        long tenant = Tenancy.current().tenantId();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                // rows need a transaction of their own, and this thread's has just ended
                Thread.ofVirtual().name("alarms-" + tenant).start(() -> tell(tenant));
            }
        });
        return row(Objects.requireNonNull(log.find(id)));
    }

    private void tell(long tenant) {
        try {
            if (topics.isWatched(tenant, TOPIC)) {
                topics.publishEach(tenant, TOPIC, scope -> visible(tenant, scope));
            }
        } catch (RuntimeException fault) {
            LOG.warn("Tenant {}: the pages see the alarms of a moment ago", tenant, fault);
        }
    }

    /// A page that comes anew gets what is open, so that nothing falls between its first load and the first change.
    @EventListener
    void on(LiveSubscribed subscribed) {
        AccountContext who = subscribed.who();
        Long account = who.accountId();
        if (TOPIC.equals(subscribed.topic()) && account != null) {
            Thread.ofVirtual()
                    .name("alarms-" + who.tenantId())
                    .start(() ->
                            topics.publishTo(who.tenantId(), account, TOPIC, visible(who.tenantId(), who.clients())));
        }
    }

    private Open visible(long tenant, ClientScope scope) {
        var reader = new AccountContext(
                tenant, null, "system", Language.EN, java.util.Set.of(Right.FLOOR_VIEW), scope, "system", null);
        return tenancy.asAccount(reader, this::open);
    }

    private static AlarmRow row(AlarmLog.Seen seen) {
        String body = seen.body();
        AlarmRule rule = body == null ? null : JSON.readValue(body, AlarmRule.class);
        return new AlarmRow(
                seen.id(),
                seen.code(),
                rule == null ? Text.english(seen.code()) : rule.name(),
                seen.severity(),
                seen.agentId(),
                seen.agentName(),
                seen.queueId(),
                seen.queueName(),
                seen.interactionId(),
                seen.raisedAt(),
                seen.clearedAt(),
                seen.value(),
                seen.worst(),
                seen.limit(),
                rule == null ? "n" : rule.unit(),
                rule == null ? "" : rule.figure(),
                rule == null ? Text.english("") : rule.proposal(),
                rule == null ? "none" : rule.act(),
                seen.acknowledgedAt(),
                seen.acknowledgedBy(),
                seen.note());
    }
}
