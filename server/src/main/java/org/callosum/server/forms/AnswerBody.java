package org.callosum.server.forms;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.callosum.forms.Answer;
import org.callosum.forms.Answer.Given;
import org.callosum.forms.Form;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// One answer as the interface speaks of it.
///
/// @param value a text, a number, true or false, or a list of codes
/// @param masked read only: there is a value that the reader may not see
@Answered(except = {"value", "comment"})
@Schema(name = "FormAnswer")
public record AnswerBody(
        @Schema(types = {"string", "number", "boolean", "array"}) @Nullable
        Object value,

        @Nullable String comment,
        @Nullable Boolean notApplicable,
        @Nullable Boolean masked) {
    private static final int MOST_CODES = 200;
    private static final int LONGEST = 100_000;

    /// Reads answers from outside.
    ///
    /// @throws org.callosum.server.platform.problem.Problem `fields-invalid` for what no item could take
    public static SequencedMap<String, Answer> read(@Nullable Map<String, @Nullable AnswerBody> answers) {
        var read = new LinkedHashMap<String, Answer>();
        if (answers == null) {
            return read;
        }
        var fields = new Fields();
        fields.count("answers", answers.keySet(), 2 * Form.MAX_ITEMS);
        fields.check();
        answers.forEach((code, body) -> {
            if (body != null) {
                read.put(
                        code,
                        new Answer(
                                given(fields, "answers." + code, body.value()),
                                body.comment(),
                                Boolean.TRUE.equals(body.notApplicable())));
            }
        });
        fields.check();
        return read;
    }

    private static @Nullable Given given(Fields fields, String path, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text when text.length() > LONGEST -> wrong(fields, path);
            case String text -> new Given.Text(text);
            case Boolean yes -> new Given.Truth(yes);
            case Integer number -> new Given.Number(BigDecimal.valueOf(number));
            case Long number -> new Given.Number(BigDecimal.valueOf(number));
            case Double number when Double.isFinite(number) -> new Given.Number(BigDecimal.valueOf(number));
            case BigInteger number when number.bitLength() < 200 -> new Given.Number(new BigDecimal(number));
            case BigDecimal number when number.precision() < 60 -> new Given.Number(number);
            case List<?> list when list.size() <= MOST_CODES -> codes(fields, path, list);
            default -> wrong(fields, path);
        };
    }

    private static @Nullable Given codes(Fields fields, String path, List<?> list) {
        var codes = new ArrayList<String>();
        for (var each : list) {
            if (!(each instanceof String code)) {
                return wrong(fields, path);
            }
            codes.add(code);
        }
        return new Given.Codes(codes);
    }

    private static @Nullable Given wrong(Fields fields, String path) {
        fields.add(path, "unreadable");
        return null;
    }

    public static SequencedMap<String, AnswerBody> of(Map<String, Answer> answers) {
        var bodies = new LinkedHashMap<String, AnswerBody>();
        answers.forEach((code, answer) -> bodies.put(code, of(answer)));
        return bodies;
    }

    public static AnswerBody of(Answer answer) {
        return new AnswerBody(plain(answer.value()), answer.comment(), answer.notApplicable(), false);
    }

    /// What somebody sees who may not see the value.
    public static AnswerBody mask() {
        return new AnswerBody(null, null, false, true);
    }

    private static @Nullable Object plain(@Nullable Given given) {
        return switch (given) {
            case null -> null;
            case Given.Text(var text) -> text;
            case Given.Number(var number) -> number;
            case Given.Truth(var yes) -> yes;
            case Given.Codes(var codes) -> codes;
        };
    }
}
