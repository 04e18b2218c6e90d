package org.callosum.server.supervision.breaks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/// What a desk shows of its agent's day: the breaks that are ahead, what was changed about them, and what they
/// are asked. Sent whole on each change.
@Service
public class DeskDay {
    public static final String TOPIC = "desk-day";
    private static final int MOST_SHOWN = 20;
    private static final Logger LOG = LoggerFactory.getLogger(DeskDay.class);

    private final JdbcClient database;
    private final LiveTopics topics;
    private final Tenancy tenancy;
    private final Clock clock;

    DeskDay(JdbcClient database, LiveTopics topics, Tenancy tenancy, Clock clock) {
        this.database = database;
        this.topics = topics;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// @param breaks that are ahead or going on, and those taken back that the agent has not seen yet
    @Schema(name = "DeskDay")
    public record Day(List<Break> breaks, List<Question> questions) {}

    /// @param at the planned beginning by the clock of the site, `14:20`
    /// @param was where the agent last knew it to be; absent for a new one
    /// @param news whether the agent has still to see the last change, by `changedBy`
    @Schema(name = "DeskBreak")
    public record Break(
            String id,
            String reason,
            Instant startsAt,
            String at,
            int minutes,

            @Schema(allowableValues = {"planned", "begun", "withdrawn"})
            String state,

            @Nullable Instant beganAt,
            BreakChange.@Nullable Slot was,
            @Nullable String changedBy,
            boolean news) {}

    /// @param direction `stay` longer today, or `come` earlier
    /// @param answerBy when the question goes away by itself
    @Schema(name = "DeskQuestion")
    public record Question(
            String id,
            String by,

            @Schema(allowableValues = {"stay", "come"}) String direction,

            int minutes,
            String text,
            Instant answerBy) {
        @Override
        public String toString() {
            return "Question[" + id + "]"; // what people write to each other is not for logs
        }
    }

    /// The reader's own.
    public Day mine() {
        AccountContext who = Tenancy.current();
        Long account = who.accountId();
        return account == null ? new Day(List.of(), List.of()) : tenancy.asSystem(who.tenantId(), () -> of(account));
    }

    /// The agent has seen what was changed about a break.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `not-found` for somebody else's
    public Day seen(long id) {
        AccountContext who = Tenancy.current();
        long account = Objects.requireNonNullElse(who.accountId(), 0L);
        return tenancy.asSystem(who.tenantId(), () -> {
            int changed = database.sql("""
                            update planned_break b set seen_at = coalesce(b.seen_at, :now)
                              from agent a where a.id = b.agent_id and a.account_id = :account and b.id = :id""")
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("account", account)
                    .param("id", id)
                    .update();
            if (changed == 0) {
                throw Problems.notFound("break", id);
            }
            return of(account);
        });
    }

    private Day of(long account) {
        Instant now = clock.instant();
        OffsetDateTime since = now.minus(TodayBreaks.BACK).atOffset(ZoneOffset.UTC);
        List<Break> breaks = database.sql("""
                        select b.*, s.time_zone from planned_break b
                          join agent a on a.id = b.agent_id join site s on s.id = a.site_id
                         where a.account_id = :account and b.starts_at >= :since
                           and (b.state in ('planned', 'begun') or b.state = 'withdrawn' and b.seen_at is null)
                         order by b.starts_at, b.id limit :most""")
                .param("account", account)
                .param("since", since)
                .param("most", MOST_SHOWN)
                .query(DeskDay::row)
                .list();
        List<Question> questions = database.sql("""
                        select q.* from overtime_ask q join agent a on a.id = q.agent_id
                         where a.account_id = :account and q.answer is null and q.answer_by > :now
                         order by q.id limit :most""")
                .param("account", account)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", MOST_SHOWN)
                .query((row, _) -> new Question(
                        row.getString("id"),
                        row.getString("asked_by"),
                        row.getString("direction"),
                        row.getInt("minutes"),
                        row.getString("text"),
                        row.getObject("answer_by", OffsetDateTime.class).toInstant()))
                .list();
        return new Day(breaks, questions);
    }

    private static Break row(ResultSet row, int number) throws SQLException {
        ZoneId zone = ZoneId.of(row.getString("time_zone"));
        Instant starts = row.getObject("starts_at", OffsetDateTime.class).toInstant();
        OffsetDateTime began = row.getObject("began_at", OffsetDateTime.class);
        OffsetDateTime was = row.getObject("was_from", OffsetDateTime.class);
        return new Break(
                row.getString("id"),
                row.getString("reason"),
                starts,
                PlannedBreak.clock(starts, zone),
                row.getInt("minutes"),
                row.getString("state"),
                began == null ? null : began.toInstant(),
                was == null
                        ? null
                        : new BreakChange.Slot(PlannedBreak.clock(was.toInstant(), zone), row.getInt("was_minutes")),
                row.getString("changed_by"),
                row.getString("changed_by") != null && row.getObject("seen_at") == null);
    }

    @EventListener
    void on(BreaksChanged changed) {
        tell(changed.tenant(), changed.agents());
    }

    /// Shows agents' days anew on the pages that are open at this node. Returns at once.
    void tell(long tenant, List<AgentId> agents) {
        if (agents.isEmpty() || !topics.isWatched(tenant, TOPIC)) {
            return; // a page reads its day when it is loaded, and each minute
        }
        Thread.ofVirtual().name("desk-day-" + tenant).start(() -> {
            try {
                Map<Long, Day> days = new HashMap<>();
                tenancy.asSystem(
                        tenant,
                        () -> database.sql(
                                        "select account_id from agent where id = any (:ids) and account_id is not null")
                                .param(
                                        "ids",
                                        agents.stream().map(AgentId::value).toArray(Long[]::new))
                                .query((row, _) -> row.getLong(1))
                                .list()
                                .forEach(account -> days.put(account, of(account))));
                days.forEach((account, day) -> topics.publishTo(tenant, account, TOPIC, day));
            } catch (RuntimeException fault) {
                LOG.warn("Tenant {}: what has changed is shown when the page looks again", tenant, fault);
            }
        });
    }
}
