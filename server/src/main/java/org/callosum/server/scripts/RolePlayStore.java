package org.callosum.server.scripts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.callosum.flow.FlowRun;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The tables of role plays.
@Repository
class RolePlayStore {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final TypeReference<List<StoredRun.Passage>> TRAIL = new TypeReference<>() {};
    private static final TypeReference<Map<String, AnswerBody>> ANSWERS = new TypeReference<>() {};
    private static final int MOST_LISTED = 100;

    private final JdbcClient database;
    private final JsonMapper json;

    RolePlayStore(JdbcClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /// @param agentScore null until they have judged
    record Play(
            long id,
            long client,
            String scenario,
            String script,
            int version,
            String language,
            long agent,
            String agentName,
            long player,
            String playerName,
            @Nullable Long coach,
            @Nullable String coachName,
            String state,
            int revision,
            FlowRun run,
            List<StoredRun.Passage> trail,
            String form,
            int formVersion,
            @Nullable Map<String, AnswerBody> agentScore,
            @Nullable Map<String, AnswerBody> playerScore,
            Instant beganAt) {
        boolean isWith(long account) {
            return account == agent || account == player || (coach != null && account == coach);
        }

        String roleOf(long account) {
            return account == agent ? "agent" : account == player ? "player" : "coach";
        }

        @Override
        public String toString() {
            return "Play[" + id + "]"; // nothing of what was said in a log
        }
    }

    private static final String SELECT = """
            select r.*, a.display_name as agent_name, p.display_name as player_name, c.display_name as coach_name
              from role_play r join account a on a.id = r.agent_id join account p on p.id = r.player_id
              left join account c on c.id = r.coach_id
            """;

    Optional<Play> find(long id) {
        return database.sql(SELECT + " where r.id = :id")
                .param("id", id)
                .query((row, _) -> play(row))
                .optional();
    }

    /// Those of one person, the newest first.
    List<Play> of(long account) {
        return database.sql(
                        SELECT + " where :me in (r.agent_id, r.player_id, r.coach_id) order by r.began_at desc limit "
                                + MOST_LISTED)
                .param("me", account)
                .query((row, _) -> play(row))
                .list();
    }

    private Play play(ResultSet row) throws SQLException {
        return new Play(
                row.getLong("id"),
                row.getLong("client_id"),
                row.getString("scenario"),
                row.getString("script"),
                row.getInt("version"),
                row.getString("language"),
                row.getLong("agent_id"),
                row.getString("agent_name"),
                row.getLong("player_id"),
                row.getString("player_name"),
                Rows.longOrNull(row, "coach_id"),
                row.getString("coach_name"),
                row.getString("state"),
                row.getInt("revision"),
                FlowRun.fromMap(json.readValue(row.getString("run"), MAP)),
                json.readValue(row.getString("trail"), TRAIL),
                row.getString("form"),
                row.getInt("form_version"),
                answers(row.getString("agent_score")),
                answers(row.getString("player_score")),
                Rows.instant(row, "began_at"));
    }

    private @Nullable Map<String, AnswerBody> answers(@Nullable String stored) {
        return stored == null ? null : json.readValue(stored, ANSWERS);
    }

    void begin(Play play) {
        database.sql("""
                        insert into role_play (id, tenant_id, client_id, scenario, script, version, language, agent_id, player_id,
                            coach_id, state, run, form, form_version, began_at)
                        values (:id, :tenant, :client, :scenario, :script, :version, :language, :agent, :player,
                            :coach, 'running', cast(:run as jsonb), :form, :formVersion, :at)""")
                .param("id", play.id())
                .param("tenant", Tenancy.current().tenantId())
                .param("client", play.client())
                .param("scenario", play.scenario())
                .param("script", play.script())
                .param("version", play.version())
                .param("language", play.language())
                .param("agent", play.agent())
                .param("player", play.player())
                .param("coach", play.coach())
                .param("run", json.writeValueAsString(play.run().toMap()))
                .param("form", play.form())
                .param("formVersion", play.formVersion())
                .param("at", Rows.moment(play.beganAt()))
                .update();
    }

    /// @return false if it was moved meanwhile
    boolean moved(Play play, FlowRun run, List<StoredRun.Passage> trail) {
        return database.sql("""
                        update role_play set run = cast(:run as jsonb), trail = cast(:trail as jsonb), revision = revision + 1
                        where id = :id and revision = :revision and state = 'running'""")
                        .param("run", json.writeValueAsString(run.toMap()))
                        .param("trail", json.writeValueAsString(trail))
                        .param("id", play.id())
                        .param("revision", play.revision())
                        .update()
                > 0;
    }

    void ended(long id, Instant at) {
        database.sql("update role_play set state = 'scoring', ended_at = :at where id = :id and state = 'running'")
                .param("at", Rows.moment(at))
                .param("id", id)
                .update();
    }

    void scored(Play play, boolean byPlayer, Map<String, AnswerBody> answers) {
        database.sql("update role_play set " + (byPlayer ? "player_score" : "agent_score")
                        + " = cast(:answers as jsonb) where id = :id and state = 'scoring'")
                .param("answers", json.writeValueAsString(answers))
                .param("id", play.id())
                .update();
        database.sql(
                        "update role_play set state = 'done' where id = :id and agent_score is not null and player_score is not null")
                .param("id", play.id())
                .update();
    }

    // ---- what was said

    int lines(long play) {
        return database.sql("select count(*) from role_play_line where play_id = :play")
                .param("play", play)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    void say(Play play, boolean byPlayer, String text, Instant at) {
        database.sql("""
                        insert into role_play_line (tenant_id, client_id, play_id, by_player, at, text)
                        values (:tenant, :client, :play, :player, :at, :text)""")
                .param("tenant", Tenancy.current().tenantId())
                .param("client", play.client())
                .param("play", play.id())
                .param("player", byPlayer)
                .param("at", Rows.moment(at))
                .param("text", text)
                .update();
    }

    List<RolePlayView.Line> said(long play) {
        return database.sql("select by_player, at, text from role_play_line where play_id = :play order by id")
                .param("play", play)
                .query((row, _) -> new RolePlayView.Line(
                        row.getBoolean("by_player"), Rows.instant(row, "at"), row.getString("text")))
                .list();
    }

    /// People who may sign in and are granted this client: to others the play would not be there.
    private static final String MAY_PLAY = """
            active and (all_clients or exists (
                select from account_client g where g.account_id = account.id and g.granted_client_id = :client))\s""";

    /// Who can be asked to play or to coach.
    List<RolePlayView.Person> people(long except, long client) {
        return database.sql("select id, display_name from account where id <> :me and " + MAY_PLAY
                        + "order by display_name, id limit 500")
                .param("me", except)
                .param("client", client)
                .query((row, _) -> new RolePlayView.Person(Rows.id(row, "id"), row.getString("display_name")))
                .list();
    }

    boolean mayPlay(long account, long client) {
        return database.sql("select exists (select from account where id = :id and " + MAY_PLAY + ")")
                .param("id", account)
                .param("client", client)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// Everything of plays that are older.
    long forget(long client, Instant before) {
        return database.sql("delete from role_play where client_id = :client and began_at < :before")
                .param("client", client)
                .param("before", Rows.moment(before))
                .update();
    }
}
