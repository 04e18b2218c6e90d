package org.callosum.server.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.callosum.forms.Answer;
import org.callosum.forms.CheckedForm;
import org.callosum.forms.Filled;
import org.callosum.forms.Question;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.problem.Problems;
import org.jspecify.annotations.Nullable;

/// What keeping answers asks for wherever they are kept: a change laid over what stands, what is wrong said
/// beside its item, what changed, and the words that a search may find.
public final class Answering {
    private static final int LONGEST_WORDS = 20_000;

    private Answering() {}

    /// The answers that stand, with those of a change in their place. An answer that came back masked is one
    /// that its writer could not see, and stays.
    ///
    /// @param given `{"value": null}` empties an item; one that is not named stays
    /// @throws Problem `fields-invalid` for what no item could take
    public static SequencedMap<String, Answer> over(
            Map<String, AnswerBody> stored, @Nullable Map<String, @Nullable AnswerBody> given) {
        var wanted = AnswerBody.read(nullable(stored));
        if (given == null) {
            return wanted;
        }
        var read = AnswerBody.read(given);
        given.forEach((code, body) -> {
            var answer = read.get(code);
            if (answer == null) {
                wanted.remove(code);
            } else if (body == null || !Boolean.TRUE.equals(body.masked())) {
                wanted.put(code, answer);
            }
        });
        return wanted;
    }

    /// Stored answers where a request's may stand, which may hold nothing.
    public static Map<String, @Nullable AnswerBody> nullable(Map<String, AnswerBody> answers) {
        return new LinkedHashMap<>(answers);
    }

    /// Codes of the items whose answers differ, in the order in which they are met.
    public static List<String> changed(Map<String, Answer> before, Map<String, Answer> after) {
        var codes = new LinkedHashSet<>(before.keySet());
        codes.addAll(after.keySet());
        return codes.stream()
                .filter(code -> !Objects.equals(before.get(code), after.get(code)))
                .toList();
    }

    /// @throws Problem `fields-invalid` with `answers.CODE` for each wrong answer; what is only missing passes
    public static void refuseWrong(Filled filled) {
        refuse(filled.faults().stream().filter(fault -> !fault.isMissing()).toList());
    }

    /// @throws Problem `fields-invalid` with `answers.CODE` for each wrong or missing answer
    public static void refuseIncomplete(Filled filled) {
        refuse(filled.faults());
    }

    private static void refuse(List<Filled.Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problems.fields(faults.stream().map(Answering::field).toList());
        }
    }

    public static Problem.Field field(Filled.Fault fault) {
        return new Problem.Field("answers." + fault.item(), fault.key(), fault.values());
    }

    /// What a reader sees.
    ///
    /// @param all whether sensitive values may be seen
    public static Map<String, AnswerBody> shown(CheckedForm form, Map<String, AnswerBody> answers, boolean all) {
        if (all) {
            return answers;
        }
        var sensitive = form.sensitive();
        var shown = new LinkedHashMap<String, AnswerBody>();
        answers.forEach((code, answer) -> shown.put(code, sensitive.contains(code) ? AnswerBody.mask() : answer));
        return shown;
    }

    /// An answer as a history tells it; a remark beside it is told with the value it stands by.
    public static @Nullable Object told(@Nullable Answer answer) {
        if (answer == null) {
            return null;
        }
        var body = AnswerBody.of(answer);
        return answer.notApplicable() ? "—" : body.value() == null ? body.comment() : body.value();
    }

    /// Texts and remarks of items that are not sensitive.
    public static String words(CheckedForm form, Map<String, Answer> answers) {
        var words = new ArrayList<String>();
        answers.forEach((code, answer) -> {
            var item = form.item(code);
            if (item == null || item.sensitive()) {
                return;
            }
            if (item.question() instanceof Question.Words && answer.value() instanceof Answer.Given.Text(var text)) {
                words.add(text);
            }
            if (answer.comment() != null) {
                words.add(answer.comment());
            }
        });
        var all = String.join("\n", words);
        return all.length() > LONGEST_WORDS ? all.substring(0, LONGEST_WORDS) : all;
    }

    /// Answers without anything that a person wrote: choices, numbers, days and yes or no stay.
    public static SequencedMap<String, Answer> withoutWords(CheckedForm form, Map<String, Answer> answers) {
        var kept = new LinkedHashMap<String, Answer>();
        answers.forEach((code, answer) -> {
            var item = form.item(code);
            if (item != null && !(item.question() instanceof Question.Words)) {
                kept.put(code, new Answer(answer.value(), null, answer.notApplicable()));
            }
        });
        return kept;
    }
}
