package org.callosum.server.routing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Trials as rows: the newest fifty stay.
@Repository
class TrialStore {
    private static final int KEPT = 50;
    static final int MOST_ATTEMPTS = 3;

    private final JdbcClient database;
    private final RoutingHouse house;
    private final Agents agents;
    private final JsonMapper json;

    TrialStore(JdbcClient database, RoutingHouse house, Agents agents, JsonMapper json) {
        this.database = database;
        this.house = house;
        this.agents = agents;
        this.json = json;
    }

    record Asked(
            long id,
            LocalDate day,
            String zone,
            int version,
            @Nullable Integer liveVersion,
            int seeds,
            int node,
            OffsetDateTime at,
            String by) {}

    /// The house's days: those of its first site.
    String zone() {
        return database.sql("select time_zone from site order by id limit 1")
                .query(String.class)
                .optional()
                .orElse("UTC");
    }

    /// @return false if one is running already
    boolean insert(Asked asked) {
        int added = database.sql("""
                        insert into routing_trial (id, tenant_id, day, zone, version, live_version, seeds, state, node,
                                                   asked_at, asked_by)
                        values (:id, :tenant, :day, :zone, :version, :live, :seeds, 'running', :node, :at, :by)
                        on conflict (tenant_id) where state = 'running' do nothing""")
                .param("id", asked.id())
                .param("tenant", Tenancy.current().tenantId())
                .param("day", asked.day())
                .param("zone", asked.zone())
                .param("version", asked.version())
                .param("live", asked.liveVersion())
                .param("seeds", asked.seeds())
                .param("node", asked.node())
                .param("at", asked.at())
                .param("by", asked.by())
                .update();
        database.sql("""
                        delete from routing_trial where id not in (
                            select id from routing_trial order by id desc limit :kept)""").param("kept", KEPT).update();
        return added == 1;
    }

    /// @return false if it is no longer running
    boolean progress(long id, int percent) {
        return database.sql("update routing_trial set progress = :percent where id = :id and state = 'running'")
                        .param("percent", percent)
                        .param("id", id)
                        .update()
                == 1;
    }

    void done(long id, RoutingTrialRow.Result result, OffsetDateTime at) {
        database.sql("""
                        update routing_trial set state = 'done', progress = 100, ended_at = :at,
                               result = cast(:result as jsonb)
                         where id = :id and state = 'running'""")
                .param("at", at)
                .param("result", json.writeValueAsString(result))
                .param("id", id)
                .update();
    }

    void end(long id, String state, @Nullable String problem, OffsetDateTime at) {
        database.sql("""
                        update routing_trial set state = :state, problem = :problem, ended_at = :at
                         where id = :id and state = 'running'""")
                .param("state", state)
                .param("problem", problem)
                .param("at", at)
                .param("id", id)
                .update();
    }

    /// What was cut off passes to this node, to begin again. One that was cut off too often may be what ends its
    /// nodes: it fails, and says why.
    ///
    /// @param gone whether a node cannot be running it any more
    /// @return the trials that are this node's now
    List<Long> takenUp(IntPredicate gone, int mine, OffsetDateTime at) {
        var running = new HashMap<Long, Integer>();
        database.sql("select id, node from routing_trial where state = 'running'")
                .query((row, _) -> running.put(row.getLong(1), row.getInt(2)))
                .list();
        var taken = new ArrayList<Long>();
        running.forEach((id, node) -> {
            if (!gone.test(node)) {
                return;
            }
            // the row says whose it is: of two nodes that see the same death, one gets it
            int own = database.sql("""
                            update routing_trial set node = :mine, attempts = attempts + 1, progress = 0
                             where id = :id and state = 'running' and node = :node and attempts < :most""")
                    .param("mine", mine)
                    .param("id", id)
                    .param("node", node)
                    .param("most", MOST_ATTEMPTS)
                    .update();
            if (own == 1) {
                taken.add(id);
            } else {
                database.sql("""
                                update routing_trial set state = 'failed', problem = 'restarted', ended_at = :at
                                 where id = :id and state = 'running' and node = :node and attempts >= :most""")
                        .param("at", at)
                        .param("id", id)
                        .param("node", node)
                        .param("most", MOST_ATTEMPTS)
                        .update();
            }
        });
        return taken;
    }

    List<RoutingTrialRow> all() {
        return database.sql("select * from routing_trial order by id desc limit 20")
                .query((row, _) -> trial(row, null))
                .list();
    }

    Optional<RoutingTrialRow> find(long id) {
        var found = database.sql("select * from routing_trial where id = :id")
                .param("id", id)
                .query((row, _) -> {
                    var result = row.getString("result");
                    return trial(row, result == null ? null : json.readValue(result, RoutingTrialRow.Result.class));
                })
                .optional();
        return found.map(this::named);
    }

    private static RoutingTrialRow trial(ResultSet row, RoutingTrialRow.@Nullable Result result) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new RoutingTrialRow(
                Long.toString(row.getLong("id")),
                row.getObject("day", LocalDate.class),
                row.getString("zone"),
                row.getInt("version"),
                row.getObject("live_version", Integer.class),
                row.getInt("seeds"),
                row.getString("state"),
                row.getInt("progress"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                row.getString("asked_by"),
                ended == null ? null : ended.toInstant(),
                row.getString("problem"),
                result);
    }

    /// Names as they are today: what is stored holds ids.
    private RoutingTrialRow named(RoutingTrialRow trial) {
        var result = trial.result();
        if (result == null) {
            return trial;
        }
        Set<Long> people = new HashSet<>();
        result.moved().forEach(moved -> {
            add(people, moved.fromAgent());
            add(people, moved.toAgent());
        });
        Map<Long, String> names = agents.names(people);
        var language = Tenancy.current().language();
        Map<String, String> queues = new HashMap<>();
        house.queues()
                .forEach(queue -> queues.put(queue.id().toString(), queue.name().in(language)));
        return new RoutingTrialRow(
                trial.id(),
                trial.day(),
                trial.zone(),
                trial.version(),
                trial.liveVersion(),
                trial.seeds(),
                trial.state(),
                trial.progress(),
                trial.askedAt(),
                trial.askedBy(),
                trial.endedAt(),
                trial.problem(),
                new RoutingTrialRow.Result(
                        result.contacts(),
                        result.agents(),
                        result.movedTotal(),
                        result.moved().stream()
                                .map(moved -> new RoutingTrialRow.Moved(
                                        moved.at(),
                                        moved.reason(),
                                        moved.fromQueue(),
                                        queues.get(moved.fromQueue()),
                                        moved.fromAgent(),
                                        name(names, moved.fromAgent()),
                                        moved.fromWaitMillis(),
                                        moved.toQueue(),
                                        queues.get(moved.toQueue()),
                                        moved.toAgent(),
                                        name(names, moved.toAgent()),
                                        moved.toWaitMillis()))
                                .toList(),
                        result.effects().stream()
                                .map(effect -> new RoutingTrialRow.Effect(
                                        effect.queue(),
                                        queues.get(effect.queue()),
                                        effect.contacts(),
                                        effect.waitBeforeMillis(),
                                        effect.waitChangeMillis(),
                                        effect.waitHalfMillis(),
                                        effect.serviceLevelBefore(),
                                        effect.serviceLevelChange(),
                                        effect.serviceLevelHalf(),
                                        effect.abandonedBefore(),
                                        effect.abandonedChange(),
                                        effect.abandonedHalf()))
                                .toList()));
    }

    private static void add(Set<Long> ids, @Nullable String id) {
        if (id != null) {
            ids.add(Long.valueOf(id));
        }
    }

    private static @Nullable String name(Map<Long, String> names, @Nullable String id) {
        return id == null ? null : Objects.requireNonNullElse(names.get(Long.valueOf(id)), id);
    }
}
