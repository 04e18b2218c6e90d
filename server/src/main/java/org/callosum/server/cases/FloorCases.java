package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.FormBody;
import org.callosum.server.forms.Forms;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What the floor's own cases add up to: how long equipment failed and for how many, and which kinds of
/// improvement are under way. Read from the answers to the shipped forms; what a house has taken out of
/// its form is
/// told
/// as not known.
@Service
class FloorCases {
    private static final String FAULT = "equipment-fault";
    private static final String IMPROVEMENT = "improvement";
    private static final int MOST_DAYS = 366;
    private static final int MOST_CASES = 500;
    private static final TypeReference<LinkedHashMap<String, AnswerBody>> ANSWERS = new TypeReference<>() {};

    /// Effects in which somebody cannot work; slower work is none.
    private static final Set<String> STOPS = Set.of("many", "one");

    private final JdbcClient database;
    private final Forms forms;
    private final JsonMapper json;
    private final Clock clock;

    FloorCases(JdbcClient database, Forms forms, JsonMapper json, Clock clock) {
        this.database = database;
        this.forms = forms;
        this.json = json;
        this.clock = clock;
    }

    /// @param equipment what fails, in words; null: not said
    /// @param outage whether somebody cannot work because of it
    /// @param until null: it lasts
    /// @param outageMinutes so far; 0 where nobody is kept from work
    /// @param agentsAffected one where nothing was said
    @Schema(name = "EquipmentFault")
    record Fault(
            String caseId,
            String clientId,
            String subject,
            @Nullable Text equipment,
            @Nullable Text effect,
            @Nullable String seat,
            boolean closed,
            boolean overdue,
            boolean outage,
            Instant from,
            @Nullable Instant until,
            long outageMinutes,
            int agentsAffected) {
        long agentMinutes() {
            return outageMinutes * agentsAffected;
        }
    }

    /// @param outageMinutes of all that are told of; `agentMinutes`: each times the people whom it kept
    ///     from work
    /// @param stopped open ones in which somebody cannot work
    @Schema(name = "EquipmentFaults")
    record Faults(List<Fault> items, int open, int stopped, int agentsStopped, long outageMinutes, long agentMinutes) {}

    /// @param done of the closed ones, those that were carried out
    @Schema(name = "ImprovementCount")
    record Count(String way, @Nullable Text name, int open, int closed, int done) {}

    @Schema(name = "Improvement")
    record Improvement(
            String caseId,
            String clientId,
            String subject,
            @Nullable String way,
            @Nullable Text wayName,
            @Nullable Text figure,
            @Nullable String figureSaid,
            boolean closed,
            @Nullable Text decision,
            Instant createdAt) {}

    @Schema(name = "Improvements")
    record Improvements(List<Count> counts, List<Improvement> items) {}

    private record Stored(
            String id,
            String client,
            String subject,
            boolean closed,
            boolean overdue,
            Instant createdAt,
            @Nullable Instant closedAt,
            ZoneId zone,
            @Nullable String form,
            int formVersion,
            Map<String, AnswerBody> answers) {
        @Nullable
        String said(String item) {
            var answer = answers.get(item);
            return answer == null || answer.value() == null
                    ? null
                    : answer.value().toString();
        }
    }

    /// Open ones, and those that were opened or closed within the last days; the open ones first.
    @Transactional(readOnly = true)
    Faults faults(@Nullable Integer days) {
        var faults = stored(FAULT, days).stream().map(this::fault).toList();
        var open = faults.stream().filter(each -> !each.closed()).toList();
        return new Faults(
                faults,
                open.size(),
                (int) open.stream().filter(Fault::outage).count(),
                open.stream()
                        .filter(Fault::outage)
                        .mapToInt(Fault::agentsAffected)
                        .sum(),
                faults.stream().mapToLong(Fault::outageMinutes).sum(),
                faults.stream().mapToLong(Fault::agentMinutes).sum());
    }

    private Fault fault(Stored stored) {
        boolean outage = STOPS.contains(String.valueOf(stored.said("effect")));
        var from = Objects.requireNonNullElse(moment(stored, "outage-from"), stored.createdAt());
        var said = moment(stored, "outage-to");
        var until = said == null && stored.closed() ? stored.closedAt() : said;
        var now = clock.instant();
        var end = until == null || until.isAfter(now) ? now : until;
        return new Fault(
                stored.id(),
                stored.client(),
                stored.subject(),
                name(stored, "equipment"),
                name(stored, "effect"),
                stored.said("seat"),
                stored.closed(),
                stored.overdue(),
                outage,
                from,
                until,
                outage && end.isAfter(from) ? Duration.between(from, end).toMinutes() : 0,
                outage ? agents(stored.said("agents-affected")) : 0);
    }

    private static int agents(@Nullable String said) {
        try {
            return said == null ? 1 : Math.max(1, (int) Math.min(100_000, Double.parseDouble(said)));
        } catch (NumberFormatException otherForm) {
            return 1;
        }
    }

    /// As the clock on the wall showed it: days on forms have no zone.
    private static @Nullable Instant moment(Stored stored, String item) {
        try {
            var said = stored.said(item);
            return said == null
                    ? null
                    : LocalDateTime.parse(said).atZone(stored.zone()).toInstant();
        } catch (DateTimeParseException otherForm) {
            return null;
        }
    }

    /// Counted by what is to be improved, in the order of the form.
    @Transactional(readOnly = true)
    Improvements improvements(@Nullable Integer days) {
        var stored = stored(IMPROVEMENT, days);
        var items = stored.stream()
                .map(each -> new Improvement(
                        each.id(),
                        each.client(),
                        each.subject(),
                        each.said("way"),
                        name(each, "way"),
                        name(each, "figure"),
                        each.said("figure-said"),
                        each.closed(),
                        name(each, "decision-taken"),
                        each.createdAt()))
                .toList();
        var ways = new LinkedHashMap<String, @Nullable Text>();
        var live = forms.live(IMPROVEMENT);
        options(live == null ? null : Forms.body(live.form()), "way")
                .forEach(each -> ways.put(String.valueOf(each.code()), each.name()));
        items.forEach(each -> ways.putIfAbsent(Objects.requireNonNullElse(each.way(), ""), each.wayName()));
        var counts = new ArrayList<Count>();
        ways.forEach((way, name) -> {
            var those = stored.stream()
                    .filter(each -> way.equals(Objects.requireNonNullElse(each.said("way"), "")))
                    .toList();
            counts.add(new Count(
                    way,
                    name,
                    (int) those.stream().filter(each -> !each.closed()).count(),
                    (int) those.stream().filter(Stored::closed).count(),
                    (int) those.stream()
                            .filter(each -> each.closed() && "done".equals(each.said("decision-taken")))
                            .count()));
        });
        return new Improvements(counts, items);
    }

    private @Nullable Text name(Stored stored, String item) {
        var said = stored.said(item);
        if (said == null || stored.form() == null) {
            return null;
        }
        var form = forms.checked(stored.form(), stored.formVersion());
        for (var option : options(form == null ? null : Forms.body(form), item)) {
            if (said.equals(option.code())) {
                return option.name();
            }
        }
        return null;
    }

    private static List<FormBody.Option> options(@Nullable FormBody form, String item) {
        return or(form == null ? null : form.sections()).stream()
                .flatMap(section -> or(section.items()).stream())
                .filter(each -> item.equals(each.code()))
                .flatMap(each -> or(each.options()).stream())
                .toList();
    }

    private static <T> List<T> or(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private List<Stored> stored(String type, @Nullable Integer days) {
        var fields = new Fields();
        fields.range("days", days, 1, MOST_DAYS);
        fields.check();
        var now = clock.instant();
        var since = now.minus(Duration.ofDays(days == null ? 30 : days));
        return database.sql("""
                        select c.*, coalesce(s.time_zone, k.time_zone) as zone
                          from service_case c
                          join client k on k.id = c.client_id
                          left join team t on t.id = c.team_id
                          left join site s on s.id = t.site_id
                         where c.type = :type and (not c.closed or c.created_at >= :since or c.closed_at >= :since)
                         order by c.closed, c.created_at desc, c.id desc limit """ + " " + MOST_CASES)
                .param("type", type)
                .param("since", Rows.moment(since))
                .query((row, _) -> stored(row, now))
                .list();
    }

    private Stored stored(ResultSet row, Instant now) throws SQLException {
        var due = Rows.instantOrNull(row, "due_at");
        var closed = row.getBoolean("closed");
        return new Stored(
                Rows.id(row, "id"),
                Rows.id(row, "client_id"),
                row.getString("subject"),
                closed,
                !closed && due != null && due.isBefore(now),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "closed_at"),
                ZoneId.of(row.getString("zone")),
                row.getString("form_code"),
                row.getInt("form_version"),
                json.readValue(row.getString("answers"), ANSWERS));
    }
}
