package org.callosum.server.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Filters of a list under a name, kept for the person, and shown to a team of theirs where they say so.
@Service
@Transactional
class SavedViews {
    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_SEARCH = 2_000;

    /// Teams that an account belongs to or leads.
    private static final String TEAMS = """
            select t.id from team t join agent a on a.account_id = :account
             where t.leader_id = a.id or a.id = any (t.deputy_ids) or exists (
                select from team_member m where m.team_id = t.id and m.agent_id = a.id and m.valid_from <= current_date
                   and (m.valid_to is null or m.valid_to > current_date))""";

    private final JdbcClient database;
    private final Ids ids;

    SavedViews(JdbcClient database, Ids ids) {
        this.database = database;
        this.ids = ids;
    }

    /// @param list which list it is of: `cases`
    /// @param search the address's query: `open=true&type=ticket`
    /// @param teamId whose members see it too
    /// @param mine whether the reader may change it; read only
    @Answered(except = "teamId")
    record SavedView(
            @Nullable String id,
            @Nullable String list,
            @Nullable String name,
            @Nullable String search,
            @Nullable String teamId,
            @Nullable Boolean mine) {}

    private static long account() {
        var account = Tenancy.current().accountId();
        if (account == null) {
            throw Problems.refused("not-a-person");
        }
        return account;
    }

    /// One's own by name, behind them those of one's teams.
    @Transactional(readOnly = true)
    List<SavedView> of(@Nullable String list) {
        return database.sql("""
                        select v.*, v.owner_id = :account as mine from saved_view v
                         where (cast(:list as text) is null or v.list = :list)
                           and (v.owner_id = :account or v.team_id in (%s))
                         order by mine desc, v.name, v.id limit 200""".formatted(TEAMS))
                .param("account", account())
                .param("list", list)
                .query((row, _) -> new SavedView(
                        Rows.id(row, "id"),
                        row.getString("list"),
                        row.getString("name"),
                        row.getString("search"),
                        Rows.idOrNull(row, "team_id"),
                        row.getBoolean("mine")))
                .list();
    }

    /// Keeps one under its name; the same name again replaces it.
    List<SavedView> save(SavedView wanted) {
        var account = account();
        var fields = new Fields();
        fields.code("list", wanted.list());
        fields.required("name", wanted.name(), LONGEST_NAME);
        fields.length("search", wanted.search(), LONGEST_SEARCH);
        var team = fields.optionalId("teamId", wanted.teamId());
        if (team != null && !teams(account).contains(team)) {
            fields.add("teamId", "unknown");
        }
        fields.check();
        var values = new HashMap<String, @Nullable Object>(Map.of(
                "account", account,
                "list", Objects.requireNonNull(wanted.list()),
                "name", Objects.requireNonNull(wanted.name()).strip(),
                "search", Objects.requireNonNullElse(wanted.search(), ""),
                "id", ids.next(),
                "tenant", Tenancy.current().tenantId()));
        values.put("team", team);
        long others = database.sql(
                        "select count(*) from saved_view where owner_id = :account and list = :list and name <> :name")
                .params(values)
                .query(Long.class)
                .single();
        if (others >= MOST) {
            throw Problems.refused("views-many", Map.of("max", MOST));
        }
        database.sql("""
                        insert into saved_view (id, tenant_id, list, name, search, owner_id, team_id)
                        values (:id, :tenant, :list, :name, :search, :account, :team)
                        on conflict (tenant_id, owner_id, list, name)
                        do update set search = excluded.search, team_id = excluded.team_id, version = saved_view.version + 1""").params(values).update();
        return of(wanted.list());
    }

    /// Only one's own.
    void delete(long id) {
        if (database.sql("delete from saved_view where id = :id and owner_id = :account")
                        .param("id", id)
                        .param("account", account())
                        .update()
                == 0) {
            throw Problems.notFound("saved-view", id);
        }
    }

    private List<Long> teams(long account) {
        return database.sql(TEAMS)
                .param("account", account)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Teams that one may share with.
    @Transactional(readOnly = true)
    List<Long> mine() {
        return teams(account());
    }
}
