package org.callosum.server.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TeamRepository {
    private final JdbcClient database;

    TeamRepository(JdbcClient database) {
        this.database = database;
    }

    /// One stay of an agent in a team.
    record Stay(
            long id,
            long team,
            long agent,
            LocalDate from,
            @Nullable LocalDate to) {
        boolean on(LocalDate day) {
            return !from.isAfter(day) && (to == null || to.isAfter(day));
        }

        /// Half-open, as the database has them.
        boolean meets(LocalDate otherFrom, @Nullable LocalDate otherTo) {
            return (to == null || to.isAfter(otherFrom)) && (otherTo == null || otherTo.isAfter(from));
        }
    }

    List<Team> all() {
        var members = new HashMap<Long, List<Team.Member>>();
        database.sql("select * from team_member order by valid_from desc, id desc")
                .query(TeamRepository::stay)
                .list()
                .forEach(stay -> members.computeIfAbsent(stay.team(), _ -> new ArrayList<>())
                        .add(new Team.Member(Long.toString(stay.agent()), stay.from(), stay.to())));
        return database.sql("select * from team where active order by code").query(TeamRepository::team).list().stream()
                .map(team ->
                        team.with(members.getOrDefault(Long.valueOf(Objects.requireNonNull(team.id())), List.of())))
                .toList();
    }

    Optional<Team> find(long id) {
        return database.sql("select * from team where id = :id and active")
                .param("id", id)
                .query(TeamRepository::team)
                .optional()
                .map(team -> team.with(stays(id).stream()
                        .map(stay -> new Team.Member(Long.toString(stay.agent()), stay.from(), stay.to()))
                        .toList()));
    }

    List<Stay> stays(long team) {
        return database.sql("select * from team_member where team_id = :team order by valid_from desc, id desc")
                .param("team", team)
                .query(TeamRepository::stay)
                .list();
    }

    List<Stay> staysOf(long agent) {
        return database.sql("select * from team_member where agent_id = :agent order by valid_from desc")
                .param("agent", agent)
                .query(TeamRepository::stay)
                .list();
    }

    boolean codeTaken(String code, long exceptId) {
        return database.sql("select exists (select from team where code = :code and id <> :id)")
                .param("code", code)
                .param("id", exceptId)
                .query(Boolean.class)
                .single();
    }

    void insert(long id, Team team) {
        database.sql("""
                        insert into team (id, tenant_id, code, name, site_id, leader_id, deputy_ids, benchmark_ids)
                        values (:id, :tenant, :code, cast(:name as jsonb), :site, :leader, cast(:deputies as bigint[]),
                                cast(:benchmarks as bigint[]))""")
                .params(values(team))
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .update();
    }

    boolean update(long id, int version, Team team) {
        return database.sql("""
                        update team set code = :code, name = cast(:name as jsonb), site_id = :site, leader_id = :leader,
                               deputy_ids = cast(:deputies as bigint[]), benchmark_ids = cast(:benchmarks as bigint[]),
                               version = version + 1
                         where id = :id and version = :version""")
                        .params(values(team))
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    void close(long id, LocalDate today) {
        database.sql("delete from team_member where team_id = :id and valid_from >= :today")
                .param("id", id)
                .param("today", today)
                .update();
        database.sql("""
                        update team_member set valid_to = :today
                         where team_id = :id and (valid_to is null or valid_to > :today)""").param("id", id).param("today", today).update();
        database.sql("update team set active = false, version = version + 1 where id = :id")
                .param("id", id)
                .update();
    }

    void join(long id, long team, long agent, LocalDate from, @Nullable LocalDate to) {
        database.sql("""
                        insert into team_member (id, tenant_id, team_id, agent_id, valid_from, valid_to)
                        values (:id, :tenant, :team, :agent, :from, :to)""")
                .param("id", id)
                .param("tenant", Tenancy.current().tenantId())
                .param("team", team)
                .param("agent", agent)
                .param("from", from)
                .param("to", to)
                .update();
    }

    /// A stay that ends on the day it began never was one.
    void leave(Stay stay, LocalDate to) {
        if (to.isAfter(stay.from())) {
            database.sql("update team_member set valid_to = :to where id = :id")
                    .param("to", to)
                    .param("id", stay.id())
                    .update();
        } else {
            database.sql("delete from team_member where id = :id")
                    .param("id", stay.id())
                    .update();
        }
    }

    void endMemberships(long agent, LocalDate today) {
        staysOf(agent).stream()
                .filter(stay -> stay.to() == null || stay.to().isAfter(today))
                .forEach(stay -> leave(stay, today));
        database.sql("""
                        update team set leader_id = nullif(leader_id, :agent), deputy_ids = array_remove(deputy_ids, :agent),
                               benchmark_ids = array_remove(benchmark_ids, :agent), version = version + 1
                         where leader_id = :agent or :agent = any (deputy_ids) or :agent = any (benchmark_ids)""").param("agent", agent).update();
    }

    private static HashMap<String, @Nullable Object> values(Team team) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("code", team.code());
        values.put("name", Objects.requireNonNull(team.name()).json());
        values.put("site", Long.valueOf(Objects.requireNonNull(team.siteId())));
        values.put("leader", team.leaderId() == null ? null : Long.valueOf(team.leaderId()));
        values.put("deputies", ids(team.deputyIds()));
        values.put("benchmarks", ids(team.benchmarkIds()));
        return values;
    }

    private static String ids(@Nullable List<String> ids) {
        return Rows.array(
                ids == null
                        ? List.of()
                        : ids.stream().map(Long::valueOf).distinct().toList());
    }

    private static Team team(ResultSet row, int number) throws SQLException {
        return new Team(
                Rows.id(row, "id"),
                row.getInt("version"),
                row.getString("code"),
                Rows.text(row, "name"),
                Rows.id(row, "site_id"),
                Rows.idOrNull(row, "leader_id"),
                Rows.ids(row, "deputy_ids"),
                Rows.ids(row, "benchmark_ids"),
                List.of());
    }

    private static Stay stay(ResultSet row, int number) throws SQLException {
        return new Stay(
                row.getLong("id"),
                row.getLong("team_id"),
                row.getLong("agent_id"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }
}
