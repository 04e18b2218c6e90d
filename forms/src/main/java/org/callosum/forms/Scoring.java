package org.callosum.forms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.forms.Filled.CriticalError;
import org.callosum.forms.Filled.Score;
import org.callosum.forms.Filled.SectionScore;
import org.jspecify.annotations.Nullable;

/// The score of a filled form (M:QA-S): points got through points possible, over the items that apply. What
/// is set aside, hidden, not answered or answered by something without a score leaves both sides, so its
/// weight is spread over the others; a section of which nothing applies leaves the whole in the same way.
final class Scoring {
    private Scoring() {}

    /// Whether an answer to this could be worth something.
    static boolean canScore(Question question, Map<String, Form.Scale> scales) {
        return switch (question) {
            case Question.YesNo _ -> true;
            case Question.Quantity(var minimum, var maximum, var _, var _) ->
                minimum != null && maximum != null && minimum.compareTo(maximum) < 0;
            case Question.Choice choice -> highest(choice.options(), choice.several()) > 0;
            case Question.OnScale(var code) -> {
                var scale = scales.get(code);
                yield scale != null && highest(scale.points(), false) > 0;
            }
            case Question.Words _, Question.Day _ -> false;
        };
    }

    /// @return from 0 to 1, or `null` when it counts neither for nor against
    static @Nullable Double worth(Question question, Answer.@Nullable Given given, Map<String, Form.Scale> scales) {
        if (given == null || !canScore(question, scales)) {
            return null;
        }
        return switch (question) {
            case Question.YesNo _ -> given instanceof Answer.Given.Truth(var yes) ? (Double) (yes ? 1.0 : 0.0) : null;
            case Question.Quantity(var minimum, var maximum, var _, var _) ->
                given instanceof Answer.Given.Number(var number) && minimum != null && maximum != null
                        ? within(number.subtract(minimum).doubleValue()
                                / maximum.subtract(minimum).doubleValue())
                        : null;
            case Question.Choice choice -> chosen(choice.options(), choice.several(), given);
            case Question.OnScale(var code) ->
                chosen(Objects.requireNonNull(scales.get(code)).points(), false, given);
            case Question.Words _, Question.Day _ -> null;
        };
    }

    private static @Nullable Double chosen(List<Form.Option> options, boolean several, Answer.Given given) {
        var codes = switch (given) {
            case Answer.Given.Text(var code) -> List.of(code);
            case Answer.Given.Codes(var all) -> all;
            case Answer.Given.Number _, Answer.Given.Truth _ -> List.<String>of();
        };
        Double points = null;
        for (var option : options) {
            if (option.score() != null && codes.contains(option.code())) {
                points = (points == null ? 0 : points) + option.score().doubleValue();
            }
        }
        return points == null ? null : (Double) within(points / highest(options, several));
    }

    private static double highest(List<Form.Option> options, boolean several) {
        var scores = options.stream()
                .map(Form.Option::score)
                .filter(Objects::nonNull)
                .mapToDouble(BigDecimal::doubleValue);
        return several ? scores.sum() : scores.max().orElse(0);
    }

    private static double within(double share) {
        return Math.clamp(share, 0.0, 1.0);
    }

    /// @param answers sound ones of shown items
    static @Nullable Score of(
            Form form, Map<String, Form.Scale> scales, Set<String> shown, Map<String, Answer> answers) {
        var sections = new ArrayList<SectionScore>();
        var errors = new ArrayList<CriticalError>();
        var tally = new Tally();
        var whole = new Mean();
        var byItems = form.sections().stream().allMatch(section -> section.weight() == null);
        for (var section : form.sections()) {
            var part = new Mean();
            var scoring = false;
            for (var item : section.items()) {
                var counts = item.weight() != null && canScore(item.question(), scales);
                scoring |= counts;
                if (!counts && item.critical() == null) {
                    continue;
                }
                tally.any = true;
                if (!shown.contains(item.code())) {
                    continue;
                }
                tally.of++;
                var answer = answers.get(item.code());
                if (answer == null || answer.value() == null) {
                    tally.answered += answer != null && answer.notApplicable() ? 1 : 0;
                    continue;
                }
                tally.answered++;
                var worth = worth(item.question(), answer.value(), scales);
                if (worth == null) {
                    continue;
                }
                if (item.critical() != null && worth == 0) {
                    errors.add(new CriticalError(item.code(), item.critical()));
                }
                if (item.weight() != null) {
                    part.add(worth, item.weight().doubleValue());
                }
            }
            if (scoring) {
                sections.add(new SectionScore(section.code(), part.value()));
            }
            if (byItems) {
                whole.addAll(part);
            } else if (part.value() instanceof Double value && section.weight() != null) {
                whole.add(value, section.weight().doubleValue());
            }
        }
        return tally.any
                ? new Score(capped(form, whole.value(), errors), sections, errors, tally.answered, tally.of)
                : null;
    }

    private static @Nullable Double capped(Form form, @Nullable Double total, List<CriticalError> errors) {
        return total == null || form.criticalCap() == null || errors.isEmpty()
                ? total
                : (Double) Math.min(total, form.criticalCap().doubleValue());
    }

    private static final class Tally {
        boolean any;
        int answered;
        int of;
    }

    /// Both counts are kept, so that sections add up by adding counts.
    private static final class Mean {
        private double got;
        private double possible;

        void add(double worth, double weight) {
            got += worth * weight;
            possible += weight;
        }

        void addAll(Mean other) {
            got += other.got;
            possible += other.possible;
        }

        @Nullable
        Double value() {
            return possible <= 0 ? null : (Double) within(got / possible);
        }
    }
}
