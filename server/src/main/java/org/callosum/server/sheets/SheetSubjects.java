package org.callosum.server.sheets;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What sheets are about, as far as the reader sees it: an agent only who shares a client with the reader.
@Repository
class SheetSubjects {
    /// Whoever sees every client sees an agent without any, too.
    static final String AGENT_SEEN =
            "((select callosum_all_clients()) or exists (select from agent_client g where g.agent_id = %s))";

    private final JdbcClient database;

    SheetSubjects(JdbcClient database) {
        this.database = database;
    }

    /// @param zone of its site
    /// @param client of a queue; null for all others
    /// @param since when it came to the house
    record Subject(
            long id, Text name, ZoneId zone, @Nullable ClientId client, Instant since) {}

    /// @param like as {@link org.callosum.server.platform.web.PageQuery#like} gives it
    List<Subject> of(String kind, String like, int most) {
        return database.sql(select(kind) + " where x.active and x.words ilike :like order by x.words, x.id limit :most")
                .param("like", like)
                .param("most", most)
                .query(SheetSubjects::subject)
                .list();
    }

    int count(String kind) {
        return database.sql("select count(*) from (" + select(kind) + " where x.active) y")
                .query(Integer.class)
                .single();
    }

    /// One that is there and works, if the reader sees it.
    Optional<Subject> find(String kind, long id) {
        return database.sql(select(kind) + " where x.active and x.id = :id")
                .param("id", id)
                .query(SheetSubjects::subject)
                .optional();
    }

    /// A site, team or queue by its code.
    Optional<Subject> byCode(String kind, String code) {
        return database.sql(select(kind) + " where x.active and x.id in (select id from "
                        + switch (kind) {
                            case "site", "team", "queue" -> kind;
                            default -> throw new IllegalArgumentException("Nothing is found by code among " + kind);
                        }
                        + " where code = :code)")
                .param("code", code)
                .query(SheetSubjects::subject)
                .optional();
    }

    private static String select(String kind) {
        String rows = switch (kind) {
            case "site" ->
                "select id, name, name::text as words, time_zone, null::bigint as client_id, true as active from site";
            case "team" ->
                "select t.id, t.name, t.name::text as words, s.time_zone, null::bigint as client_id, t.active"
                        + " from team t join site s on s.id = t.site_id";
            case "queue" ->
                "select q.id, q.name, q.name::text as words, s.time_zone, q.client_id, q.active"
                        + " from queue q join site s on s.id = q.site_id";
            case "agent" ->
                "select a.id, jsonb_build_object('en', a.name) as name, a.name || ' ' || a.staff_number as words,"
                        + " s.time_zone, null::bigint as client_id, a.active"
                        + " from agent a join site s on s.id = a.site_id where " + AGENT_SEEN.formatted("a.id");
            default -> throw new IllegalArgumentException("Nothing is called " + kind);
        };
        return "select x.* from (" + rows + ") x";
    }

    private static Subject subject(ResultSet row, int number) throws SQLException {
        var client = Rows.longOrNull(row, "client_id");
        var id = row.getLong("id");
        return new Subject(
                id,
                Rows.text(row, "name"),
                ZoneId.of(row.getString("time_zone")),
                client == null ? null : new ClientId(client),
                Instant.ofEpochMilli(Ids.millisOf(id)));
    }

    /// The place where what is about nothing is due: that of the house's first site.
    ZoneId zone() {
        return database.sql("select time_zone from site order by id limit 1")
                .query((row, _) -> ZoneId.of(row.getString("time_zone")))
                .optional()
                .orElse(ZoneId.of("UTC"));
    }
}
