package org.callosum.server.needs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.interactions.TheirContacts;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.erasure.Eraser;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Marks of contacts: one type of need and one of deciding each, the last one counts. Who marked is not
/// kept: it is
/// about the contact, not about the agent.
@Component
@Order(0)
public class Marks implements Eraser {
    /// After which a mark is cut off from its contact.
    static final Duration LIFE = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(Marks.class);

    private static final String CUT_OFF = """
            update contact_mark m set interaction_id = null, handled_millis = f.handled_millis, resolved = f.resolved
              from marked_contact f where f.id = m.id and m.interaction_id is not null and """;

    private final NeedTypes types;
    private final TheirContacts contacts;
    private final JdbcClient database;
    private final Tenancy tenancy;
    private final Ids ids;
    private final Clock clock;

    Marks(NeedTypes types, TheirContacts contacts, JdbcClient database, Tenancy tenancy, Ids ids, Clock clock) {
        this.types = types;
        this.contacts = contacts;
        this.database = database;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
    }

    /// A contact and where it is.
    public record Marked(long interaction, long client, long queue) {}

    /// Marks a contact anew, or takes the mark away.
    ///
    /// @param kind [NeedType#NEED] or [NeedType#DECISION]
    /// @param code of a type that is switched on; null: no mark
    @Transactional
    public void mark(Marked contact, @Nullable String kind, @Nullable String code) {
        if (kind == null || !kind.equals(NeedType.NEED) && !kind.equals(NeedType.DECISION)) {
            throw Problems.field("kind", "unknown");
        }
        if (code == null) {
            database.sql("delete from contact_mark where interaction_id = :interaction and kind = :kind")
                    .param("interaction", contact.interaction())
                    .param("kind", kind)
                    .update();
            return;
        }
        if (types.all().stream()
                .noneMatch(type ->
                        kind.equals(type.kind()) && code.equals(type.code()) && Boolean.TRUE.equals(type.active()))) {
            throw Problems.field("code", "unknown");
        }
        var now = clock.instant();
        database.sql("""
                        insert into contact_mark (id, tenant_id, client_id, kind, code, interaction_id, queue_id, at, lapses_at)
                        values (:id, :tenant, :client, :kind, :code, :interaction, :queue, :at, :lapses)
                        on conflict (interaction_id, kind) where interaction_id is not null
                        do update set code = excluded.code, at = excluded.at, lapses_at = excluded.lapses_at""")
                .param("id", ids.next())
                .param("tenant", Tenancy.current().tenantId())
                .param("client", contact.client())
                .param("kind", kind)
                .param("code", code)
                .param("interaction", contact.interaction())
                .param("queue", contact.queue())
                .param("at", Rows.moment(now))
                .param("lapses", Rows.moment(now.plus(LIFE)))
                .update();
    }

    /// Of one contact: kind to code.
    @Transactional(readOnly = true)
    public Map<String, String> of(long interaction) {
        var marks = new LinkedHashMap<String, String>();
        database.sql("select kind, code from contact_mark where interaction_id = :interaction and lapses_at > :now")
                .param("interaction", interaction)
                .param("now", Rows.moment(clock.instant()))
                .query((row, _) ->
                        marks.put(Objects.requireNonNull(row.getString(1)), Objects.requireNonNull(row.getString(2))))
                .list();
        return marks;
    }

    @Scheduled(fixedDelay = 3_600_000, initialDelay = 120_000)
    void lapse() {
        for (var tenant : tenancy.tenants()) {
            try {
                lapse(tenant.id(), clock.instant());
            } catch (RuntimeException fault) {
                LOG.error("Marks of house {} were not looked at; once more in an hour", tenant.code(), fault);
            }
        }
    }

    /// @return how many were cut off
    int lapse(long tenant, Instant now) {
        return tenancy.asSystem(tenant, () -> cutOff("m.lapses_at <= :now", Map.of("now", moment(now))));
    }

    private static Object moment(Instant at) {
        return Objects.requireNonNull(Rows.moment(at));
    }

    private int cutOff(String which, Map<String, Object> values) {
        return database.sql(CUT_OFF + " " + which).params(new HashMap<>(values)).update();
    }

    @Override
    public String room() {
        return "needs";
    }

    @Override
    @Transactional
    public int erase(Erasure erasure) {
        return cutOff(
                "m.interaction_id = any (cast(:contacts as bigint[]))",
                Map.of("contacts", Rows.array(contacts.of(erasure))));
    }
}
