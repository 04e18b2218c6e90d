package org.callosum.server.scripts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.flow.FlowEffect;
import org.callosum.flow.FlowInput;
import org.callosum.flow.ScriptEffect;
import org.callosum.flow.ScriptInput;
import org.callosum.flow.ScriptStep;
import org.callosum.forms.CheckedForm;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What an agent does with a step, read from a request, and what came of it.
@Component
class ScriptMoves {
    private static final List<String> KEYS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final int MOST_DIGITS = 9;

    private final ScriptPages pages;

    ScriptMoves(ScriptPages pages) {
        this.pages = pages;
    }

    /// What an agent does; which parts are meant depends on the act.
    ///
    /// @param act `key`, `done`, `free`, `fill`, `offer`, `jump`, `skip`, `back`, `leave`
    /// @param text of a free answer
    /// @param step where a free answer or a jump leads
    /// @param value of a sale
    @Schema(name = "ScriptMove")
    record Move(
            @Nullable Integer revision,
            @Nullable String act,
            @Nullable String key,
            @Nullable String text,
            @Nullable String step,
            @Nullable Map<String, @Nullable AnswerBody> answers,
            @Nullable Boolean accepted,
            @Nullable BigDecimal value) {
        static final List<String> ACTS =
                List.of("key", "done", "free", "fill", "offer", "jump", "skip", "back", "leave");

        /// @throws Problem `fields-invalid`
        void check() {
            var fields = new Fields();
            fields.present("revision", revision);
            fields.oneOf("act", act, ACTS);
            fields.check();
        }

        @Override
        public String toString() {
            return "Move[" + act + "]"; // nothing personal in a log
        }
    }

    /// @throws Problem `fields-invalid`
    FlowInput input(ScriptWalk.At at, KnownFacts.Facts known, Move move, Instant now) {
        var fields = new Fields();
        var act = String.valueOf(move.act());
        return switch (act) {
            case "key", "done" -> {
                var key = act.equals("done") ? "1" : move.key();
                fields.oneOf("key", key, KEYS);
                fields.check();
                yield at.step() instanceof ScriptStep.Fill fill
                        ? filled(at, fill, known, move, now)
                        : new FlowInput.Digit(Objects.requireNonNull(key).charAt(0));
            }
            case "free" -> {
                fields.required("text", move.text(), ScriptInput.LONGEST_TEXT);
                fields.check();
                yield new ScriptInput.FreeAnswer(at.ticket(), Objects.requireNonNull(move.text()), move.step());
            }
            case "fill" -> {
                if (!(at.step() instanceof ScriptStep.Fill fill)) {
                    throw Problems.field("act", "unknown");
                }
                yield filled(at, fill, known, move, now);
            }
            case "offer" -> {
                fields.present("accepted", move.accepted());
                var value = move.value();
                if (value != null
                        && (value.signum() < 0
                                || value.scale() > 2
                                || value.precision() - value.scale() > MOST_DIGITS)) {
                    fields.add("value", "out-of-range", Map.of("least", 0, "most", 999_999_999));
                }
                fields.check();
                yield new ScriptInput.OfferAnswered(at.ticket(), Boolean.TRUE.equals(move.accepted()), value);
            }
            case "jump" -> {
                fields.code("step", move.step());
                fields.check();
                yield new ScriptInput.Jump(at.ticket(), Objects.requireNonNull(move.step()));
            }
            case "skip" -> new ScriptInput.Skip(at.ticket());
            default -> throw Problems.field("act", "unknown");
        };
    }

    /// @throws Problem `fields-invalid` naming each item that is wrong or missing
    private FlowInput filled(ScriptWalk.At at, ScriptStep.Fill fill, KnownFacts.Facts known, Move move, Instant now) {
        var texts = new LinkedHashMap<String, String>();
        judged(fill, known, move, now).forEach((item, answer) -> texts.put(item, KnownFacts.text(answer.value())));
        return new ScriptInput.Filled(at.ticket(), texts);
    }

    /// What was given with what is known; each item by its code.
    Map<String, AnswerBody> judged(ScriptStep.Fill fill, KnownFacts.Facts known, Move move, Instant now) {
        var judged = pages.judged(fill, form(fill), known, move.answers(), now);
        var fields = new Fields();
        for (var fault : judged.filled().faults()) {
            fields.add("answers." + fault.item(), fault.key(), fault.values());
        }
        fields.check();
        return judged.answers();
    }

    CheckedForm form(ScriptStep.Fill fill) {
        var form = pages.form(fill);
        if (form == null) {
            throw Problems.notFound("form", fill.form());
        }
        return form;
    }

    /// What a move comes to on the screen.
    record Result(
            String move,
            @Nullable Text answer,
            @Nullable String text,
            @Nullable String closing) {
        static Result of(List<FlowEffect> effects) {
            var move = "done";
            Text answer = null;
            String text = null;
            String closing = null;
            for (var effect : effects) {
                switch (effect) {
                    case FlowEffect.Chosen chosen -> {
                        move = "reply";
                        answer = ScriptPages.textOrNull(chosen.label());
                    }
                    case ScriptEffect.FreeAnswered free -> {
                        move = "free-answer";
                        text = free.text();
                    }
                    case ScriptEffect.FilledIn filled -> {
                        move = "filled";
                        text = String.join(", ", filled.answers().values());
                    }
                    case ScriptEffect.Offered offered -> move = offered.accepted() ? "accepted" : "declined";
                    case ScriptEffect.OfferPassedOver passed
                    when passed.why() == ScriptEffect.Why.NOT_MADE -> move = "skipped";
                    case ScriptEffect.Skipped _ -> move = "skipped";
                    case ScriptEffect.Jumped _ -> move = "jumped";
                    case ScriptEffect.Closed closed -> closing = closed.result().code();
                    case FlowEffect _ -> {}
                }
            }
            return new Result(move, answer, text, closing);
        }
    }
}
