package org.callosum.server.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.callosum.kernel.Ratio;
import org.callosum.measures.TwoShares;
import org.callosum.server.interactions.FlowFigure;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What became of the contacts that flows led: M:IVR-CR, M:IVR-AB and M:IVR-RA, attributed to the moment at which a
/// contact reached the centre (code O). Each count is the number of contacts that the history shows behind it.
@Repository
@Transactional(readOnly = true)
class FlowFigures {
    private static final String SPAN = "f.arrived_at >= :from and f.arrived_at < :to";
    private static final String CHOSEN = SPAN + """
             and (cast(:client as bigint) is null or f.client_id = :client)
             and (cast(:flow as text) is null or f.flow = :flow)
             and (cast(:version as int) is null or f.version = :version)
             and (cast(:entry as bigint) is null or f.entry_point_id = :entry)
            """;

    private final JdbcClient database;

    FlowFigures(JdbcClient database) {
        this.database = database;
    }

    /// Which contacts: null leaves open.
    record Choice(
            Period period,
            @Nullable Long client,
            @Nullable String flow,
            @Nullable Integer version,
            @Nullable Long entryPoint) {}

    /// One flow, version and entry point.
    ///
    /// @param contained of those that entered
    /// @param trulyContained of those whose customer is known and for whom 24 hours have gone
    /// @param cameBack contained and back in a queue within 24 hours
    /// @param abandoned hung up in the flow, of those that entered
    /// @param zeroOut pressed 0, of those that entered
    /// @param routedRight kept by whom they came to first, of those an agent answered first
    record FlowFigureRow(
            String flow,
            @Nullable Text flowName,
            int version,
            @Nullable String entryPointId,
            @Nullable String number,
            String clientId,
            long entered,
            Share contained,
            Share trulyContained,
            long cameBack,
            Share abandoned,
            Share zeroOut,
            Share routed,
            Share routedRight,
            long message,
            long outside,
            long closed,
            long failed) {}

    /// What happens at one step.
    ///
    /// @param entered contacts that came to it at least once
    /// @param left hung up there, of those that entered it
    /// @param zero pressed 0 there, of those that entered it
    record FlowStepRow(String flow, String step, long entered, Share left, Share zero) {}

    /// Where a flow sent contacts first, and whether that was right.
    record FlowRoutingRow(String queueId, Text queueName, Share routedRight) {}

    /// One figure of two versions, side by side.
    ///
    /// @param figure code of the figure, as the history knows it; its contacts are those of `one` and of `other`
    /// @param low of the difference, with 95 % confidence (Newcombe); null where a version had nobody
    /// @param p that chance alone makes as great a difference; null where a version had nobody
    record FlowComparison(
            String figure,
            Share one,
            Share other,
            @Nullable Double difference,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double p) {
        static FlowComparison of(String figure, Share one, Share other) {
            var two = TwoShares.of(new Ratio(one.part(), one.whole()), new Ratio(other.part(), other.whole()));
            return two == null
                    ? new FlowComparison(figure, one, other, null, null, null, null)
                    : new FlowComparison(figure, one, other, two.difference(), two.low(), two.high(), two.p());
        }
    }

    /// Contacts that stand in a step now.
    record FlowStandingRow(String step, long contacts) {}

    private static String count(FlowFigure figure) {
        return "count(*) filter (where %s) as %s".formatted(figure.condition(), column(figure));
    }

    private static String column(FlowFigure figure) {
        return figure.name().toLowerCase(Locale.ROOT);
    }

    List<FlowFigureRow> flows(Choice choice) {
        var counts = Stream.of(
                        FlowFigure.ENTERED,
                        FlowFigure.CONTAINED,
                        FlowFigure.FOLLOWED,
                        FlowFigure.TRULY_CONTAINED,
                        FlowFigure.CAME_BACK,
                        FlowFigure.ABANDONED,
                        FlowFigure.ZERO_OUT,
                        FlowFigure.ROUTED,
                        FlowFigure.ROUTED_ANSWERED,
                        FlowFigure.ROUTED_RIGHT,
                        FlowFigure.MESSAGE,
                        FlowFigure.OUTSIDE,
                        FlowFigure.CLOSED,
                        FlowFigure.FAILED)
                .map(FlowFigures::count)
                .collect(Collectors.joining(", "));
        var sql = """
                select k.*, e.number,
                       (select d.name::text from definition d where d.kind = 'flow' and d.code = k.flow) as name
                  from (select f.flow, f.version, f.entry_point_id, f.client_id, %s
                          from flow_contact f where %s
                         group by f.flow, f.version, f.entry_point_id, f.client_id) k
                  left join entry_point e on e.id = k.entry_point_id
                 where k.entered > 0
                 order by k.entered desc, k.flow, k.version desc, k.entry_point_id
                """.formatted(counts, CHOSEN);
        return chosen(sql, choice).query((row, _) -> flow(row)).list();
    }

    private JdbcClient.StatementSpec chosen(String sql, Choice choice) {
        return database.sql(sql)
                .param("from", Rows.moment(choice.period().from()))
                .param("to", Rows.moment(choice.period().to()))
                .param("client", choice.client())
                .param("flow", choice.flow())
                .param("version", choice.version())
                .param("entry", choice.entryPoint());
    }

    private static FlowFigureRow flow(ResultSet row) throws SQLException {
        var name = row.getString("name");
        return new FlowFigureRow(
                row.getString("flow"),
                name == null ? null : Text.fromJson(name),
                row.getInt("version"),
                Rows.idOrNull(row, "entry_point_id"),
                row.getString("number"),
                Rows.id(row, "client_id"),
                row.getLong("entered"),
                Share.of(row, "contained", "entered"),
                Share.of(row, "truly_contained", "followed"),
                row.getLong("came_back"),
                Share.of(row, "abandoned", "entered"),
                Share.of(row, "zero_out", "entered"),
                Share.of(row, "routed", "entered"),
                Share.of(row, "routed_right", "routed_answered"),
                row.getLong("message"),
                row.getLong("outside"),
                row.getLong("closed"),
                row.getLong("failed"));
    }

    private static final List<FlowFigure> COMPARED = List.of(
            FlowFigure.CONTAINED, FlowFigure.ABANDONED, FlowFigure.ZERO_OUT, FlowFigure.ROUTED, FlowFigure.FAILED);

    /// What two versions of one flow did in the same span (SCR-10).
    List<FlowComparison> compared(Choice choice, int one, int other) {
        var first = counts(choice, one);
        var second = counts(choice, other);
        var rows = new ArrayList<FlowComparison>();
        for (var figure : COMPARED) {
            rows.add(FlowComparison.of(
                    figure.code(),
                    share(first, figure, FlowFigure.ENTERED),
                    share(second, figure, FlowFigure.ENTERED)));
        }
        rows.add(FlowComparison.of(
                FlowFigure.MOVED_ON.code(),
                share(first, FlowFigure.MOVED_ON, FlowFigure.ROUTED_ANSWERED),
                share(second, FlowFigure.MOVED_ON, FlowFigure.ROUTED_ANSWERED)));
        return rows;
    }

    private static Share share(Map<FlowFigure, Long> counts, FlowFigure part, FlowFigure whole) {
        return Share.of(counts.getOrDefault(part, 0L), counts.getOrDefault(whole, 0L));
    }

    private Map<FlowFigure, Long> counts(Choice choice, int version) {
        var figures = new ArrayList<>(COMPARED);
        figures.addAll(List.of(FlowFigure.ENTERED, FlowFigure.MOVED_ON, FlowFigure.ROUTED_ANSWERED));
        var sql = "select %s from flow_contact f where %s"
                .formatted(figures.stream().map(FlowFigures::count).collect(Collectors.joining(", ")), CHOSEN);
        var of = new Choice(choice.period(), choice.client(), choice.flow(), version, choice.entryPoint());
        return chosen(sql, of)
                .query((row, _) -> {
                    var counts = new EnumMap<FlowFigure, Long>(FlowFigure.class);
                    for (var figure : figures) {
                        counts.put(figure, row.getLong(column(figure)));
                    }
                    return counts;
                })
                .single();
    }

    /// Who is led by the flow at this moment, by the step they came to last; whom an agent has answered is gone.
    List<FlowStandingRow> standing(String flow, @Nullable Long client) {
        return database.sql("""
                        select e.step, count(*) as contacts
                          from interaction i
                          cross join lateral (
                            select t.data ->> 'step' as step from interaction_event t
                             where t.interaction_id = i.id and t.type = 'step-entered' and t.data ->> 'flow' = :flow
                             order by t.at desc, t.id desc limit 1) e
                         where i.outcome = 'open' and i.direction = 'in' and i.arrived_at > now() - interval '1 day'
                           and (cast(:client as bigint) is null or i.client_id = :client)
                           and not exists (select from queue_entry q
                                where q.interaction_id = i.id and q.answered_at is not null)
                         group by 1 order by 2 desc, 1
                        """)
                .param("flow", flow)
                .param("client", client)
                .query((row, _) -> new FlowStandingRow(row.getString("step"), row.getLong("contacts")))
                .list();
    }

    /// Steps of every flow that led the chosen contacts, the most visited first.
    List<FlowStepRow> steps(Choice choice) {
        return chosen("""
                        select e.data ->> 'flow' as flow, e.data ->> 'step' as step,
                               count(distinct f.interaction_id) filter (where e.type = 'step-entered') as entered,
                               count(distinct f.interaction_id) filter (where e.type = 'step-entered'
                                    and f.fate = 'abandoned' and f.last_flow = e.data ->> 'flow'
                                    and f.last_step = e.data ->> 'step') as gone,
                               count(distinct f.interaction_id) filter (where e.type = 'menu-choice'
                                    and e.data ->> 'digit' = '0') as zero
                          from flow_contact f join interaction_event e on e.interaction_id = f.interaction_id
                         where %s and f.fate <> 'open' and e.type in ('step-entered', 'menu-choice')
                           and (f.queued_at is null or e.at <= f.queued_at)
                         group by 1, 2 having count(*) filter (where e.type = 'step-entered') > 0
                         order by 3 desc, 1, 2
                        """.formatted(CHOSEN), choice)
                .query((row, _) -> new FlowStepRow(
                        row.getString("flow"),
                        row.getString("step"),
                        row.getLong("entered"),
                        Share.of(row, "gone", "entered"),
                        Share.of(row, "zero", "entered")))
                .list();
    }

    /// By the first queue, the busiest first.
    List<FlowRoutingRow> routing(Choice choice) {
        return chosen("""
                        select q.id, q.name::text as name, count(*) as answered,
                               count(*) filter (where not f.first_transferred) as kept
                          from flow_contact f join queue q on q.id = f.first_queue_id
                         where %s and f.first_answered
                         group by q.id, q.name order by 3 desc, q.id
                        """.formatted(CHOSEN), choice)
                .query((row, _) -> new FlowRoutingRow(
                        Rows.id(row, "id"), Rows.text(row, "name"), Share.of(row, "kept", "answered")))
                .list();
    }
}
