package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A type of case as an administrator writes it and as the definition stores it.
@Answered(except = {"name", "form", "script", "task", "dueMinutes", "teamId"})
@Schema(name = "CaseTypeBody")
public record CaseTypeBody(
        @Nullable Text name,
        @Nullable String form,
        @Nullable String script,
        @Nullable String task,
        @Nullable List<CaseType.State> states,
        @Nullable List<CaseType.Move> moves,
        @Nullable List<CaseType.Reason> reasons,
        @Nullable Integer dueMinutes,
        @Nullable Boolean notesRequired,
        @Nullable List<String> dispositions,
        @Nullable String teamId,
        @Nullable List<CaseType.Escalation> escalation,
        @Nullable Boolean active) {
    private static final int MOST_STATES = 30;
    private static final int MOST_REASONS = 60;
    private static final int MOST_STEPS = 10;
    private static final int MOST_DISPOSITIONS = 100;

    /// Ten years.
    private static final int LONGEST_MINUTES = 5_256_000;

    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final List<String> NOTIFIED = List.of("owner", "team-leader", "escalation-owner");

    /// What the house has, for the check.
    record House(java.util.Set<String> forms, java.util.Set<String> teams) {}

    /// @param severity `error`: it cannot be put into service
    record Finding(String path, String key, Map<String, String> values, boolean error) {}

    static CaseTypeBody of(CaseType type) {
        return new CaseTypeBody(
                type.name(),
                type.form(),
                type.script(),
                type.task(),
                type.states(),
                type.moves(),
                type.reasons(),
                type.dueMinutes(),
                type.notesRequired(),
                type.dispositions(),
                type.teamId(),
                type.escalation(),
                type.active());
    }

    CaseType type(String code, @Nullable String clientId, int version, @Nullable Integer liveVersion) {
        return new CaseType(
                code,
                clientId,
                version,
                liveVersion,
                name == null ? Text.english(code) : name,
                form,
                script,
                task,
                or(states),
                or(moves),
                or(reasons),
                dueMinutes,
                Boolean.TRUE.equals(notesRequired),
                or(dispositions),
                teamId,
                or(escalation),
                !Boolean.FALSE.equals(active));
    }

    /// Every list there, so that one body is always written alike.
    CaseTypeBody whole() {
        return new CaseTypeBody(
                name,
                form == null || form.isBlank() ? null : form,
                script == null || script.isBlank() ? null : script,
                task == null || task.isBlank() ? null : task,
                or(states),
                or(moves),
                or(reasons),
                dueMinutes,
                Boolean.TRUE.equals(notesRequired),
                or(dispositions),
                teamId == null || teamId.isBlank() ? null : teamId,
                or(escalation),
                !Boolean.FALSE.equals(active));
    }

    /// What may not even be a draft: beyond the bounds, or with holes.
    void checkBounds(Fields fields) {
        fields.count("type.states", states, MOST_STATES);
        fields.count("type.moves", moves, MOST_STATES);
        fields.count("type.reasons", reasons, MOST_REASONS);
        fields.count("type.escalation", escalation, MOST_STEPS);
        fields.count("type.dispositions", dispositions, MOST_DISPOSITIONS);
        whole(fields, "type.states", states);
        whole(fields, "type.moves", moves);
        whole(fields, "type.reasons", reasons);
        whole(fields, "type.escalation", escalation);
        whole(fields, "type.dispositions", dispositions);
        fields.length("type.form", form, 60);
        fields.length("type.script", script, 60);
        fields.length("type.task", task, 60);
        fields.optionalId("type.teamId", teamId);
        if (name != null) {
            fields.name("type.name", name);
        }
        for (int i = 0; i < or(states).size() && i < MOST_STATES; i++) {
            var state = or(states).get(i);
            if (state != null) {
                named(fields, "type.states[%d]".formatted(i), state.code(), state.name());
            }
        }
        for (int i = 0; i < or(reasons).size() && i < MOST_REASONS; i++) {
            var reason = or(reasons).get(i);
            if (reason != null) {
                named(fields, "type.reasons[%d]".formatted(i), reason.code(), reason.name());
            }
        }
        for (int i = 0; i < or(moves).size() && i < MOST_STATES; i++) {
            var move = or(moves).get(i);
            if (move != null) {
                fields.length("type.moves[%d].from".formatted(i), move.from(), 60);
                fields.count("type.moves[%d].to".formatted(i), move.to(), MOST_STATES);
            }
        }
        or(dispositions).forEach(each -> fields.length("type.dispositions", each, 60));
    }

    private static void named(Fields fields, String path, @Nullable String code, @Nullable Text name) {
        fields.code(path + ".code", code);
        fields.name(path + ".name", name);
    }

    private static void whole(Fields fields, String path, @Nullable List<?> list) {
        if (list != null && list.stream().anyMatch(Objects::isNull)) {
            fields.add(path, "required");
        }
    }

    List<Finding> findings(House house) {
        var found = new ArrayList<Finding>();
        if (name == null || name.isEmpty()) {
            found.add(error("name", "missing", Map.of()));
        }
        if (or(states).isEmpty()) {
            found.add(error("states", "no-states", Map.of()));
        } else if (or(states).getFirst().closed()) {
            found.add(error("states[0].closed", "first-closed", Map.of()));
        }
        if (!or(states).isEmpty() && or(states).stream().noneMatch(CaseType.State::closed)) {
            found.add(error("states", "never-closed", Map.of()));
        }
        var codes = new HashSet<String>();
        for (int i = 0; i < or(states).size(); i++) {
            code(found, "states[%d].code".formatted(i), or(states).get(i).code(), codes);
        }
        for (int i = 0; i < or(states).size(); i++) {
            minutes(
                    found,
                    "states[%d].dueMinutes".formatted(i),
                    or(states).get(i).dueMinutes());
        }
        moves(found, codes);
        var reasonCodes = new HashSet<String>();
        for (int i = 0; i < or(reasons).size(); i++) {
            code(found, "reasons[%d].code".formatted(i), or(reasons).get(i).code(), reasonCodes);
            minutes(
                    found,
                    "reasons[%d].dueMinutes".formatted(i),
                    or(reasons).get(i).dueMinutes());
        }
        minutes(found, "dueMinutes", dueMinutes);
        for (int i = 0; i < or(escalation).size(); i++) {
            var step = or(escalation).get(i);
            minutes(found, "escalation[%d].afterMinutes".formatted(i), step.afterMinutes());
            if (!NOTIFIED.contains(step.whom())) {
                found.add(error(
                        "escalation[%d].whom".formatted(i),
                        "not-one-of",
                        Map.of("allowed", String.join(", ", NOTIFIED))));
            }
        }
        if (form != null && !house.forms().contains(form)) {
            found.add(error("form", "form-not-live", Map.of("form", form)));
        }
        if (teamId != null && !house.teams().contains(teamId)) {
            found.add(error("teamId", "unknown-team", Map.of()));
        }
        return found;
    }

    private void moves(List<Finding> found, java.util.Set<String> states) {
        var reached = new HashSet<String>();
        for (int i = 0; i < or(moves).size(); i++) {
            var move = or(moves).get(i);
            if (!states.contains(move.from())) {
                found.add(error("moves[%d].from".formatted(i), "unknown-state", Map.of("state", shown(move.from()))));
            }
            for (var to : move.to()) {
                reached.add(to);
                if (!states.contains(to)) {
                    found.add(error("moves[%d].to".formatted(i), "unknown-state", Map.of("state", shown(to))));
                }
            }
        }
        if (or(moves).isEmpty()) {
            return;
        }
        for (int i = 1; i < or(states()).size(); i++) {
            var code = or(states()).get(i).code();
            if (!reached.contains(code)) {
                found.add(
                        new Finding("states[%d]".formatted(i), "unreached-state", Map.of("state", shown(code)), false));
            }
        }
    }

    private static void code(List<Finding> found, String path, @Nullable String code, java.util.Set<String> codes) {
        if (code == null || !CODE.matcher(code).matches()) {
            found.add(error(path, "wrong-code", Map.of()));
        } else if (!codes.add(code)) {
            found.add(error(path, "duplicate-code", Map.of("code", code)));
        }
    }

    private static void minutes(List<Finding> found, String path, @Nullable Integer minutes) {
        if (minutes != null && (minutes < 1 || minutes > LONGEST_MINUTES)) {
            found.add(error(path, "not-between", Map.of("min", "1", "max", Integer.toString(LONGEST_MINUTES))));
        }
    }

    private static Finding error(String path, String key, Map<String, String> values) {
        return new Finding(path, key, values, true);
    }

    private static String shown(@Nullable String code) {
        return code == null ? "" : code.length() > 60 ? code.substring(0, 60) : code;
    }

    private static <T> List<T> or(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
