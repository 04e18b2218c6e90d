package org.callosum.server.sheets;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A kind of sheet as its author writes it and as the definition stores it.
///
/// @param form code of the form that is filled in
/// @param subject what one is about
/// @param fillers codes of the roles that fill one in; none: whoever may fill in sheets
/// @param readers codes of the roles that read one; none: whoever may read sheets. Its author reads it
///     in any case
/// @param findings answers that call for a case
@Answered(except = {"name", "form", "due"})
@Schema(name = "SheetTypeBody")
record SheetTypeBody(
        @Nullable Text name,
        @Nullable String form,

        @Schema(allowableValues = {"none", "site", "team", "queue", "agent"}) @Nullable
        String subject,

        @Nullable Due due,
        @Nullable List<String> fillers,
        @Nullable List<String> readers,
        @Nullable List<Finding> findings,
        @Nullable Boolean active) {
    static final List<String> SUBJECTS = List.of("none", "site", "team", "queue", "agent");
    private static final List<String> EVERY = List.of("shift", "day", "week", "month");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final int MOST_ROLES = 30;
    private static final int MOST_FINDINGS = 60;
    private static final int MOST_TIMES = 6;
    private static final int LONGEST_WITHIN = 45_000;

    /// @param times `08:00`: when the shifts of a day begin; for `shift` only
    /// @param days 1 (Monday) to 7; none: all; for `shift` and `day` only
    /// @param withinMinutes after the beginning of the period; null: any time of it
    @Answered(except = "withinMinutes")
    @Schema(name = "SheetDue")
    record Due(
            @Schema(allowableValues = {"shift", "day", "week", "month"}) @Nullable
            String every,

            @Nullable List<String> times,
            @Nullable List<Integer> days,
            @Nullable Integer withinMinutes) {
        DueRule rule() {
            return new DueRule(
                    DueRule.Every.valueOf(Objects.requireNonNull(every).toUpperCase(java.util.Locale.ROOT)),
                    or(times).stream().map(LocalTime::parse).toList(),
                    new HashSet<>(or(days).stream().map(DayOfWeek::of).toList()),
                    withinMinutes == null ? null : Duration.ofMinutes(withinMinutes));
        }

        private Due whole() {
            return new Due(
                    every,
                    "shift".equals(every) ? List.copyOf(new TreeSet<>(or(times))) : List.of(),
                    "shift".equals(every) || "day".equals(every) ? List.copyOf(new TreeSet<>(or(days))) : List.of(),
                    withinMinutes);
        }
    }

    /// @param item of the form
    /// @param answers codes of choices or points, or `true` and `false`; none: any answer
    /// @param caseType what is to be opened
    @Answered
    @Schema(name = "SheetFinding")
    record Finding(
            @Nullable String item,
            @Nullable List<String> answers,
            @Nullable String caseType) {}

    SheetTypeBody whole() {
        return new SheetTypeBody(
                name,
                form,
                subject,
                due == null ? null : due.whole(),
                or(fillers),
                or(readers),
                or(findings).stream()
                        .map(each -> new Finding(each.item(), or(each.answers()), each.caseType()))
                        .toList(),
                !Boolean.FALSE.equals(active));
    }

    void check(Fields fields) {
        fields.name("type.name", name);
        fields.code("type.form", form);
        fields.oneOf("type.subject", subject, SUBJECTS);
        roles(fields, "type.fillers", fillers);
        roles(fields, "type.readers", readers);
        fields.count("type.findings", findings, MOST_FINDINGS);
        for (int i = 0; i < or(findings).size() && i < MOST_FINDINGS; i++) {
            var finding = or(findings).get(i);
            var path = "type.findings[%d]".formatted(i);
            if (finding == null) {
                fields.add(path, "required");
                continue;
            }
            fields.required(path + ".item", finding.item(), 60);
            fields.code(path + ".caseType", finding.caseType());
            fields.count(path + ".answers", finding.answers(), MOST_FINDINGS);
            for (var answer : or(finding.answers())) {
                fields.required(path + ".answers", answer, 60);
            }
        }
        if (due != null) {
            check(fields, due);
        }
    }

    private static void check(Fields fields, Due due) {
        fields.oneOf("type.due.every", due.every(), EVERY);
        fields.range("type.due.withinMinutes", due.withinMinutes(), 1, LONGEST_WITHIN);
        fields.count("type.due.times", due.times(), MOST_TIMES);
        for (var time : or(due.times())) {
            if (time == null || !TIME.matcher(time).matches()) {
                fields.add("type.due.times", "wrong-time");
            }
        }
        if ("shift".equals(due.every()) && or(due.times()).isEmpty()) {
            fields.add("type.due.times", "required");
        }
        for (var day : or(due.days())) {
            if (day == null || day < 1 || day > 7) {
                fields.add("type.due.days", "not-between", java.util.Map.of("min", 1, "max", 7));
            }
        }
    }

    private static void roles(Fields fields, String path, @Nullable List<String> roles) {
        fields.count(path, roles, MOST_ROLES);
        for (var role : or(roles)) {
            fields.code(path, role);
        }
    }

    static <T> List<T> or(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
