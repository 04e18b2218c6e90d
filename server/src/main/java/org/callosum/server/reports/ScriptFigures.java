package org.callosum.server.reports;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.callosum.server.interactions.RepeatFigure;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.callosum.server.scripts.Behaviours;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// How agents' scripts serve (SCR-10, SCR-12, SCR-15): by script and version, by node, and offers beside first-contact
/// resolution over time. A run is used once its agent has made a move in it; one that was only shown counts apart.
@Repository
@Transactional(readOnly = true)
class ScriptFigures {
    private static final int MOST_ANSWERS = 500;

    /// A run `r` with what happened in it: `e` counts, `left_at` is where it was left, null if it came to its end.
    private static final String RUNS = """
            select r.id, r.script, r.version, r.interaction_id, r.client_id, r.started_at, r.result, r.state,
                   r.last_step, i.customer_id, i.direction,
                   r.state = 'left' or (r.state = 'open' and i.ended_at is not null) as gone,
                   e.moves > 0 as used, e.free, e.jumped, e.skipped, e.made, e.accepted, e.value, e.fitting, e.kept,
                   (select min(c.created_at) from service_case c
                     where c.interaction_id = r.interaction_id and c.type = 'escalation' and c.created_at >= r.started_at)
                        as escalated_at
              from script_run r join interaction i on i.id = r.interaction_id
              cross join lateral (
                select count(*) filter (where x.type not in
                            ('shown', 'left', 'fault', 'asked', 'answered', 'unanswered')) as moves,
                       count(*) filter (where x.type = 'free-answer') as free,
                       count(*) filter (where x.type = 'jumped') as jumped,
                       count(*) filter (where x.type = 'skipped') as skipped,
                       count(*) filter (where x.type in ('accepted', 'declined')) as made,
                       count(*) filter (where x.type = 'accepted') as accepted,
                       count(*) filter (where x.type = 'accepted' and x.detail = 'retention') as kept,
                       coalesce(sum(x.value) filter (where x.type = 'accepted'), 0) as value,
                       bool_or(x.type in ('accepted', 'declined')
                            or (x.type = 'passed-over' and x.detail = 'not-made')) as fitting
                  from script_event x where x.run_id = r.id) e
             where r.started_at >= :from and r.started_at < :to
               and (cast(:client as bigint) is null or r.client_id = :client)
               and (cast(:script as text) is null or r.script = :script)
               and (cast(:version as int) is null or r.version = :version)
            """;

    private final JdbcClient database;
    private final Behaviours behaviours;

    ScriptFigures(JdbcClient database, Behaviours behaviours) {
        this.database = database;
        this.behaviours = behaviours;
    }

    /// Which runs: null leaves open.
    record Choice(
            Period period,
            @Nullable Long client,
            @Nullable String script,
            @Nullable Integer version) {}

    /// One version of a script.
    ///
    /// @param shown runs that no move was made in
    /// @param completed of those used
    /// @param solved of those that came to their end
    /// @param left put aside, or still open when the contact ended; of those used
    /// @param escalated an escalation was opened from the contact after the script had begun; of those used
    /// @param resolved M:FCR of the contacts, once their windows have closed
    /// @param made M:IBM: incoming contacts with an offer made, of those where one fitted
    /// @param accepted offers, of those made
    @Schema(name = "ScriptFigureRow")
    record Row(
            String script,
            Text name,
            int version,
            long used,
            long shown,
            Share completed,
            Share solved,
            Share left,
            Share escalated,
            long freeAnswers,
            long jumped,
            long skipped,
            Share resolved,
            Share made,
            Share accepted,
            BigDecimal value) {}

    /// What happens at one node. Shares are of the runs it was shown in.
    ///
    /// @param flow the script itself, or a part of it
    /// @param left it was the last one shown in a run that was left
    /// @param escalated it was the last one shown before the contact's escalation was opened
    @Schema(name = "ScriptNodeRow")
    record Node(
            String flow,
            String step,
            int version,
            long shown,
            Share left,
            Share freeAnswers,
            Share jumped,
            Share skipped,
            Share back,
            Share escalated) {}

    /// Something a customer said that no reply of the script expected.
    ///
    /// @param target where the agent went on, if the script led anywhere
    @Schema(name = "ScriptFreeAnswer")
    record FreeAnswer(
            String interactionId,
            Instant at,
            int version,
            String step,
            String text,
            @Nullable String target) {
        @Override
        public String toString() {
            return "FreeAnswer[" + step + "]"; // nothing personal in a log
        }
    }

    /// One scenario in one span of time (SCR-15).
    ///
    /// @param contacts incoming ones in which the script was used
    /// @param retained of all accepted offers to stay, those made in incoming contacts
    @Schema(name = "ScriptSpanRow")
    record Span(
            String script,
            Text name,
            Instant from,
            long contacts,
            Share resolved,
            Share made,
            Share accepted,
            BigDecimal value,
            Share retained) {}

    private static final String NAME =
            "coalesce((select d.name::text from definition d where d.kind = 'flow' and d.code = k.script), '{\"en\":\"?\"}') as name";

    private JdbcClient.StatementSpec chosen(String sql, Choice choice) {
        return database.sql(sql)
                .param("from", Rows.moment(choice.period().from()))
                .param("to", Rows.moment(choice.period().to()))
                .param("client", choice.client())
                .param("script", choice.script())
                .param("version", choice.version());
    }

    List<Row> versions(Choice choice) {
        return chosen(
                        """
                        with runs as (%s)
                        select k.*, %s from (
                          select u.script, u.version,
                                 count(*) filter (where u.used) as used, count(*) filter (where not u.used) as shown,
                                 count(*) filter (where u.used and u.state = 'closed') as completed,
                                 count(*) filter (where u.used and u.state = 'closed' and u.result = 'solved') as solved,
                                 count(*) filter (where u.used and u.gone) as gone,
                                 count(*) filter (where u.used and u.escalated_at is not null) as escalated,
                                 sum(u.free) as free, sum(u.jumped) as jumped, sum(u.skipped) as skipped,
                                 count(*) filter (where u.used and %s) as eligible,
                                 count(*) filter (where u.used and %s) as resolved,
                                 count(*) filter (where u.direction = 'in' and u.fitting) as fitting,
                                 count(*) filter (where u.direction = 'in' and u.made > 0) as offered,
                                 sum(u.made) as made, sum(u.accepted) as accepted, sum(u.value) as value
                            from runs u left join answered_contact f on f.interaction_id = u.interaction_id
                           group by u.script, u.version) k
                         order by k.used desc, k.script, k.version desc
                        """.formatted(RUNS, NAME, RepeatFigure.ELIGIBLE.condition(), RepeatFigure.RESOLVED.condition()),
                        choice)
                .query((row, _) -> version(row))
                .list();
    }

    private static Row version(ResultSet row) throws SQLException {
        return new Row(
                row.getString("script"),
                Rows.text(row, "name"),
                row.getInt("version"),
                row.getLong("used"),
                row.getLong("shown"),
                Share.of(row, "completed", "used"),
                Share.of(row, "solved", "completed"),
                Share.of(row, "gone", "used"),
                Share.of(row, "escalated", "used"),
                row.getLong("free"),
                row.getLong("jumped"),
                row.getLong("skipped"),
                Share.of(row, "resolved", "eligible"),
                Share.of(row, "offered", "fitting"),
                Share.of(row, "accepted", "made"),
                row.getBigDecimal("value"));
    }

    /// The nodes of one script, the most shown first.
    List<Node> nodes(Choice choice) {
        return chosen("""
                        with runs as (%s)
                        select x.flow, x.step, u.version,
                               count(distinct u.id) filter (where x.type = 'shown') as shown,
                               count(distinct u.id) filter (where x.type = 'free-answer') as free,
                               count(distinct u.id) filter (where x.type = 'jumped') as jumped,
                               count(distinct u.id) filter (where x.type = 'skipped'
                                    or (x.type = 'passed-over' and x.detail = 'not-made')) as skipped,
                               count(distinct u.id) filter (where x.type = 'back') as back,
                               count(distinct u.id) filter (where x.type = 'shown' and u.gone and x.id = (
                                    select max(l.id) from script_event l where l.run_id = u.id and l.type = 'shown')) as gone,
                               count(distinct u.id) filter (where x.type = 'shown' and u.escalated_at is not null and x.id = (
                                    select max(l.id) from script_event l where l.run_id = u.id and l.type = 'shown'
                                       and l.at <= u.escalated_at)) as escalated
                          from runs u join script_event x on x.run_id = u.id
                         where u.used
                         group by x.flow, x.step, u.version having count(*) filter (where x.type = 'shown') > 0
                         order by 4 desc, 1, 2, 3 desc
                        """.formatted(RUNS), choice)
                .query((row, _) -> new Node(
                        row.getString("flow"),
                        row.getString("step"),
                        row.getInt("version"),
                        row.getLong("shown"),
                        Share.of(row, "gone", "shown"),
                        Share.of(row, "free", "shown"),
                        Share.of(row, "jumped", "shown"),
                        Share.of(row, "skipped", "shown"),
                        Share.of(row, "back", "shown"),
                        Share.of(row, "escalated", "shown")))
                .list();
    }

    private static final List<Compared> COMPARED = List.of(
            new Compared("completed", Row::completed),
            new Compared("solved", Row::solved),
            new Compared("left", Row::left),
            new Compared("escalated", Row::escalated),
            new Compared("resolved", Row::resolved),
            new Compared("made", Row::made),
            new Compared("accepted", Row::accepted));

    private record Compared(String figure, Function<Row, Share> share) {}

    /// What two versions of one script did in the same span (SCR-10). A version that nobody used is a share of nothing.
    List<FlowFigures.FlowComparison> compared(Choice choice, int one, int other) {
        var first = version(choice, one);
        var second = version(choice, other);
        return COMPARED.stream()
                .map(each -> FlowFigures.FlowComparison.of(each.figure(), share(each, first), share(each, second)))
                .toList();
    }

    private @Nullable Row version(Choice choice, int version) {
        var rows = versions(new Choice(choice.period(), choice.client(), choice.script(), version));
        return rows.isEmpty() ? null : rows.getFirst();
    }

    private static Share share(Compared compared, @Nullable Row row) {
        return row == null ? Share.of(0, 0) : compared.share().apply(row);
    }

    /// A step that counts: a key step, or one that names critical behaviours.
    ///
    /// @param done of the runs it was shown in; the rest left it out or ended there
    @Schema(name = "ScriptKeyStepRow")
    record KeyStep(
            String flow,
            String step,
            int version,
            boolean key,
            List<Text> behaviours,
            long shown,
            Share done,
            Share leftOut) {}

    /// What became of the steps that count (SCR-04, SCR-07), the least often done first.
    List<KeyStep> keySteps(Choice choice) {
        return chosen("""
                        with runs as (%s)
                        select k.flow, k.step, k.version, bool_or(k.key) as key, k.behaviours, count(*) as shown,
                               count(*) filter (where k.outcome = 'done') as done,
                               count(*) filter (where k.outcome = 'left-out') as left_out
                          from runs u join script_key_step k on k.run_id = u.id
                         where u.used
                         group by k.flow, k.step, k.version, k.behaviours
                         order by count(*) filter (where k.outcome = 'done')::float / count(*), shown desc, k.flow, k.step
                        """.formatted(RUNS), choice)
                .query((row, _) -> new KeyStep(
                        row.getString("flow"),
                        row.getString("step"),
                        row.getInt("version"),
                        row.getBoolean("key"),
                        Rows.strings(row, "behaviours").stream()
                                .map(behaviours::name)
                                .toList(),
                        row.getLong("shown"),
                        Share.of(row, "done", "shown"),
                        Share.of(row, "left_out", "shown")))
                .list();
    }

    /// The newest first, for the next version of the script.
    List<FreeAnswer> freeAnswers(Choice choice, @Nullable String step) {
        return chosen("""
                        select a.interaction_id, a.at, x.version, x.step, a.text, x.code
                          from script_free_answer a join script_event x on x.id = a.event_id
                         where a.at >= :from and a.at < :to and x.script = :script
                           and (cast(:client as bigint) is null or a.client_id = :client)
                           and (cast(:version as int) is null or x.version = :version)
                           and (cast(:step as text) is null or x.step = :step)
                         order by a.at desc, a.event_id desc limit %d
                        """.formatted(MOST_ANSWERS), choice)
                .param("step", step)
                .query((row, _) -> new FreeAnswer(
                        Rows.id(row, "interaction_id"),
                        Rows.instant(row, "at"),
                        row.getInt("version"),
                        row.getString("step"),
                        row.getString("text"),
                        row.getString("code")))
                .list();
    }

    /// @param unit `day`, `week` or `month` of this zone
    List<Span> spans(Choice choice, String unit, String zone) {
        return chosen(
                        """
                        with runs as (%s)
                        select k.*, %s from (
                          select u.script, date_trunc(:unit, u.started_at, :zone) as begins,
                                 count(*) filter (where u.used and u.direction = 'in') as contacts,
                                 count(*) filter (where u.used and %s) as eligible,
                                 count(*) filter (where u.used and %s) as resolved,
                                 count(*) filter (where u.direction = 'in' and u.fitting) as fitting,
                                 count(*) filter (where u.direction = 'in' and u.made > 0) as offered,
                                 coalesce(sum(u.made) filter (where u.direction = 'in'), 0) as made,
                                 coalesce(sum(u.accepted) filter (where u.direction = 'in'), 0) as accepted,
                                 coalesce(sum(u.value) filter (where u.direction = 'in'), 0) as value,
                                 coalesce(sum(u.kept) filter (where u.direction = 'in'), 0) as kept_in,
                                 coalesce(sum(u.kept), 0) as kept
                            from runs u left join answered_contact f on f.interaction_id = u.interaction_id
                           group by 1, 2) k
                         order by k.script, k.begins
                        """.formatted(RUNS, NAME, RepeatFigure.ELIGIBLE.condition(), RepeatFigure.RESOLVED.condition()),
                        choice)
                .param("unit", unit)
                .param("zone", zone)
                .query((row, _) -> new Span(
                        row.getString("script"),
                        Rows.text(row, "name"),
                        Rows.instant(row, "begins"),
                        row.getLong("contacts"),
                        Share.of(row, "resolved", "eligible"),
                        Share.of(row, "offered", "fitting"),
                        Share.of(row, "accepted", "made"),
                        row.getBigDecimal("value"),
                        Share.of(row, "kept_in", "kept")))
                .list();
    }
}
