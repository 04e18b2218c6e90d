package org.callosum.server.supervision.breaks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table of breaks. Row-level security leaves a reader those of agents with whom they share a client.
@Repository
class BreakTable {
    private static final String ROWS = """
            select b.*, s.time_zone from planned_break b
              join agent a on a.id = b.agent_id join site s on s.id = a.site_id\s""";

    private static final int MOST_IN_A_WORD = 200;

    private final JdbcClient database;

    BreakTable(JdbcClient database) {
        this.database = database;
    }

    /// Leaders of one house change breaks one after another: two who act at once must not both find room for theirs.
    void lock() {
        database.sql("select pg_advisory_xact_lock(hashtextextended('breaks:' || :tenant, 0))")
                .param("tenant", Tenancy.current().tenantId())
                .query((row, _) -> row.getRow())
                .list();
    }

    /// Whose breaks changed is heard at all nodes once this transaction is committed. A word between nodes holds at
    /// most
    /// 8 000 bytes; a whole shift may go on its break in the same second, so it takes several.
    void say(Collection<AgentId> agents) {
        List<String> ids = agents.stream().map(AgentId::toString).distinct().toList();
        for (int from = 0; from < ids.size(); from += MOST_IN_A_WORD) {
            Notices.say(
                    database,
                    TodayBreaks.CHANGED,
                    Tenancy.current().tenantId()
                            + ":"
                            + String.join(",", ids.subList(from, Math.min(ids.size(), from + MOST_IN_A_WORD))));
        }
    }

    /// @return null for an agent who is not there
    @Nullable
    ZoneId zone(AgentId agent) {
        return database.sql("select s.time_zone from agent a join site s on s.id = a.site_id where a.id = :agent")
                .param("agent", agent.value())
                .query((row, _) -> ZoneId.of(row.getString(1)))
                .optional()
                .orElse(null);
    }

    /// Ahead or going on, of everybody, in order of time.
    List<PlannedBreak> live(Instant from, Instant to) {
        return database.sql(ROWS + """
                        where b.state in ('planned', 'begun') and b.starts_at >= :from and b.starts_at < :to
                         order by b.starts_at, b.id""")
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(BreakTable::planned)
                .list();
    }

    /// The same of one agent.
    List<PlannedBreak> live(AgentId agent, Instant from) {
        return database.sql(ROWS + """
                        where b.state in ('planned', 'begun') and b.agent_id = :agent and b.starts_at >= :from
                         order by b.starts_at, b.id""")
                .param("agent", agent.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .query(BreakTable::planned)
                .list();
    }

    void add(long id, AgentId agent, String reason, Instant startsAt, int minutes, Instant now) {
        database.sql("""
                        insert into planned_break (id, tenant_id, agent_id, reason, starts_at, minutes, origin, changed_by, changed_at)
                        values (:id, :tenant, :agent, :reason, :starts, :minutes, 'floor', :by, :now)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("agent", agent.value())
                .param("reason", reason)
                .param("starts", startsAt.atOffset(ZoneOffset.UTC))
                .param("minutes", minutes)
                .param("by", Tenancy.current().name())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /// What the agent last knew stays beside what is so now, until they have seen it.
    ///
    /// @return false if it is neither ahead nor going on any more
    boolean change(long id, Instant startsAt, int minutes, Instant now) {
        return database.sql("""
                        update planned_break
                           set starts_at = :starts, minutes = :minutes, changed_by = :by, changed_at = :now, seen_at = null,
                               was_from = case when seen_at is null then was_from else starts_at end,
                               was_minutes = case when seen_at is null then was_minutes else minutes end
                         where id = :id and (state = 'planned' or state = 'begun' and starts_at = :starts)""")
                        .param("starts", startsAt.atOffset(ZoneOffset.UTC))
                        .param("minutes", minutes)
                        .param("by", Tenancy.current().name())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                == 1;
    }

    /// One that the agent never heard of is no news to them.
    ///
    /// @return false if they are on it, or it is over
    boolean takeBack(long id, Instant now) {
        return database.sql("""
                        update planned_break
                           set state = 'withdrawn', changed_by = :by, changed_at = :now,
                               was_from = case when seen_at is null then was_from else starts_at end,
                               was_minutes = case when seen_at is null then was_minutes else minutes end,
                               seen_at = case when seen_at is null and was_from is null then cast(:now as timestamptz) end
                         where id = :id and state = 'planned'""")
                        .param("by", Tenancy.current().name())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                == 1;
    }

    void begun(long id, Instant at) {
        database.sql("update planned_break set state = 'begun', began_at = :at where id = :id and state = 'planned'")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    void over(long id, Instant at) {
        database.sql("""
                        update planned_break set state = 'over', ended_at = greatest(began_at, :at)
                         where id = :id and state = 'begun'""")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    void missed(long id) {
        database.sql("update planned_break set state = 'missed' where id = :id and state = 'planned'")
                .param("id", id)
                .update();
    }

    private static PlannedBreak planned(ResultSet row, int number) throws SQLException {
        OffsetDateTime began = row.getObject("began_at", OffsetDateTime.class);
        return new PlannedBreak(
                row.getLong("id"),
                new AgentId(row.getLong("agent_id")),
                row.getString("reason"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getInt("minutes"),
                began == null ? null : began.toInstant(),
                ZoneId.of(row.getString("time_zone")));
    }
}
