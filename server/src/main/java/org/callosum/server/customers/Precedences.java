package org.callosum.server.customers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Changes;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Keeps each client's [Precedence].
@Service
@Transactional
public class Precedences {
    private static final int MOST_POINTS = 3;
    private static final int MOST_LEVELS = 20;
    private static final int LONGEST_NAME = 60;
    private static final String SELECT = """
            select c.id, p.version, p.settings::text as settings
              from client c left join precedence p on p.client_id = c.id
            """;

    private final JdbcClient database;
    private final JsonMapper json;
    private final Audit audit;

    Precedences(JdbcClient database, JsonMapper json, Audit audit) {
        this.database = database;
        this.json = json;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public List<Precedence> all() {
        return database.sql(SELECT + "order by c.code")
                .query((row, _) -> precedence(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Precedence of(long client) {
        return database.sql(SELECT + "where c.id = :client")
                .param("client", client)
                .query((row, _) -> precedence(row))
                .optional()
                .orElseThrow(() -> Problems.notFound("client", client));
    }

    private Precedence precedence(ResultSet row) throws SQLException {
        var client = Rows.id(row, "id");
        var settings = row.getString("settings");
        return settings == null
                ? Precedence.usual(client)
                : json.readValue(settings, Precedence.class).of(client, row.getInt("version"));
    }

    public Precedence put(Precedence wanted) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        fields.requiredRange("rankFrom", wanted.rankFrom(), 1, 5);
        fields.requiredRange("rankPoints", wanted.rankPoints(), 0, MOST_POINTS);
        fields.requiredRange("casePoints", wanted.casePoints(), 0, MOST_POINTS);
        var levels = Objects.requireNonNullElse(wanted.levels(), List.<Precedence.Level>of());
        fields.count("levels", levels, MOST_LEVELS);
        var seen = new HashSet<String>();
        for (int i = 0; i < levels.size(); i++) {
            var at = "levels[" + i + "]";
            var name = levels.get(i).name();
            fields.required(at + ".name", name, LONGEST_NAME);
            fields.requiredRange(at + ".points", levels.get(i).points(), 0, MOST_POINTS);
            if (name != null && !seen.add(name.strip().toLowerCase(Locale.ROOT))) {
                fields.add(at + ".name", "twice");
            }
        }
        fields.check();
        var before = of(client);
        var tidy = new Precedence(
                wanted.clientId(),
                wanted.version(),
                wanted.rankFrom(),
                wanted.rankPoints(),
                wanted.casePoints(),
                levels.stream()
                        .map(level -> new Precedence.Level(
                                Objects.requireNonNull(level.name()).strip(), level.points()))
                        .toList());
        int changed = database.sql("""
                        insert into precedence (client_id, tenant_id, version, settings)
                        values (:client, :tenant, 1, cast(:settings as jsonb))
                        on conflict (client_id) do update set settings = cast(:settings as jsonb),
                               version = precedence.version + 1 where precedence.version = :version""")
                .param("client", client)
                .param("tenant", Tenancy.current().tenantId())
                .param("version", Objects.requireNonNullElse(wanted.version(), 0))
                .param("settings", json.writeValueAsString(tidy))
                .update();
        if (changed == 0) {
            throw Problems.editConflict(before);
        }
        var after = of(client);
        audit.record("precedence-changed", "client", client, Changes.between(before, after));
        return after;
    }
}
