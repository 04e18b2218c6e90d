package org.callosum.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forms and answers drawn by chance: what must hold of each.
class RandomFormsTest {
    private static final int ROUNDS = 300;
    private static final String LETTERS = "ab:#-'\"\n\t {}[]&*!|>%@`,?中文繁é😀0123 truenull~";

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readingUndoesWriting(long seed) {
        var chance = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var form = form(chance);
            var yaml = FormWriter.write(form);
            var reading = FormReader.read(yaml);
            assertThat(reading.findings()).as(yaml).isEmpty();
            assertThat(reading.form()).as(yaml).isEqualTo(form);
            assertThat(FormWriter.write(Objects.requireNonNull(reading.form()))).isEqualTo(yaml);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void aScoreLiesBetweenNoneAndAllAndWhatIsHiddenNeverCounts(long seed) {
        var chance = new Random(seed);
        var scored = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var checked = CheckedForm.of(form(chance));
            var answers = answers(chance, checked.form());
            var filled = checked.fill(answers);
            assertThat(filled.shown()).containsAll(filled.answers().keySet());
            var score = filled.score();
            if (score != null && score.total() != null) {
                scored++;
                assertThat(score.total()).isBetween(0.0, 1.0);
                assertThat(score.answered()).isBetween(1, score.of());
            }
            // what was not kept decides nothing, and once more is the same again
            assertThat(checked.fill(filled.answers()).answers()).isEqualTo(filled.answers());
            assertThat(checked.fill(filled.answers()).shown()).isEqualTo(filled.shown());
            assertThat(checked.fill(filled.answers()).score()).isEqualTo(score);
        }
        assertThat(scored).isGreaterThan(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8})
    void everythingSetAsideIsNoScore(long seed) {
        var chance = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            var checked = CheckedForm.of(form(chance));
            var aside = new HashMap<String, Answer>();
            checked.form().sections().stream()
                    .flatMap(section -> section.items().stream())
                    .forEach(item -> aside.put(item.code(), Answer.setAside()));
            var score = checked.fill(aside).score();
            assertThat(score == null ? null : score.total()).isNull();
        }
    }

    private static Form form(Random chance) {
        var scales = List.of(new Form.Scale("scale", text(chance), options(chance, true)));
        var names = new ArrayList<String>();
        var sections = new ArrayList<Form.Section>();
        var weighted = chance.nextBoolean();
        var count = 1 + chance.nextInt(4);
        for (int s = 0; s < count; s++) {
            var when = condition(chance, names);
            var items = new ArrayList<Form.Item>();
            for (int i = chance.nextInt(5); i >= 0; i--) {
                var code = "item-" + s + "-" + i;
                var question = question(chance);
                items.add(new Form.Item(
                        code,
                        question,
                        text(chance),
                        chance.nextBoolean() ? text(chance) : null,
                        chance.nextInt(4) == 0,
                        condition(chance, names),
                        chance.nextBoolean(),
                        pick(chance, Form.Comment.values()),
                        chance.nextBoolean() ? BigDecimal.valueOf(chance.nextInt(500), 1) : null,
                        chance.nextInt(4) == 0 ? pick(chance, Form.Critical.values()) : null,
                        chance.nextInt(5) == 0));
                if (question instanceof Question.YesNo) {
                    names.add(Form.nameOf(code));
                }
            }
            sections.add(new Form.Section(
                    "section-" + s,
                    text(chance),
                    weighted ? BigDecimal.valueOf(1 + chance.nextInt(9)) : null,
                    when,
                    items));
        }
        return new Form(
                pick(chance, Form.Use.values()),
                text(chance),
                chance.nextBoolean() ? text(chance) : null,
                chance.nextInt(3) == 0 ? new BigDecimal("0.5") : null,
                scales,
                sections);
    }

    private static @Nullable String condition(Random chance, List<String> names) {
        if (names.isEmpty() || chance.nextInt(3) > 0) {
            return null;
        }
        var name = names.get(chance.nextInt(names.size()));
        return chance.nextBoolean() ? name : "not " + name + " or " + name + " is absent";
    }

    private static Question question(Random chance) {
        return switch (chance.nextInt(8)) {
            case 0 -> new Question.Words(chance.nextBoolean(), chance.nextBoolean() ? 50 : null, null);
            case 1 ->
                new Question.Quantity(
                        chance.nextBoolean() ? BigDecimal.valueOf(chance.nextInt(10)) : null,
                        chance.nextBoolean() ? new BigDecimal("20.50") : null,
                        chance.nextInt(3),
                        chance.nextBoolean() ? text(chance) : null);
            case 2 -> new Question.Day(chance.nextBoolean());
            case 3, 4 -> new Question.YesNo();
            case 5 -> new Question.Choice(false, options(chance, false));
            case 6 -> new Question.Choice(true, options(chance, false));
            default -> new Question.OnScale("scale");
        };
    }

    private static List<Form.Option> options(Random chance, boolean two) {
        var options = new ArrayList<Form.Option>();
        var count = (two ? 2 : 1) + chance.nextInt(4);
        for (int i = 0; i < count; i++) {
            options.add(new Form.Option(
                    "option-" + i,
                    text(chance),
                    chance.nextInt(4) == 0 ? null : BigDecimal.valueOf(chance.nextInt(6))));
        }
        return options;
    }

    private static LocaleText text(Random chance) {
        var texts = new LinkedHashMap<String, String>();
        for (var language : FormWriter.LANGUAGES) {
            if (texts.isEmpty() || chance.nextBoolean()) {
                var word = new StringBuilder("x");
                for (int i = chance.nextInt(30); i > 0; i--) {
                    word.appendCodePoint(LETTERS.codePoints()
                            .toArray()[chance.nextInt(LETTERS.codePointCount(0, LETTERS.length()))]);
                }
                texts.put(
                        language,
                        chance.nextInt(8) == 0
                                ? pick(chance, "true", "null", "1.50", "~", "- a", "a: b")
                                : word.toString());
            }
        }
        return new LocaleText(texts);
    }

    private static Map<String, Answer> answers(Random chance, Form form) {
        var answers = new HashMap<String, Answer>();
        form.sections().stream().flatMap(section -> section.items().stream()).forEach(item -> {
            if (chance.nextInt(5) > 0) {
                answers.put(item.code(), answer(chance, item));
            }
        });
        return answers;
    }

    private static Answer answer(Random chance, Form.Item item) {
        if (chance.nextInt(8) == 0) {
            return Answer.setAside();
        }
        if (chance.nextInt(10) == 0) {
            return pick(chance, Answer.of("?"), Answer.of(7), Answer.of(true), Answer.of(List.of("option-0", "none")));
        }
        return switch (item.question()) {
            case Question.Words _ -> Answer.of("word");
            case Question.Quantity _ -> Answer.of(chance.nextInt(25));
            case Question.Day day -> Answer.of(day.withTime() ? "2026-11-22T09:30" : "2026-11-22");
            case Question.YesNo _ -> Answer.of(chance.nextBoolean());
            case Question.Choice choice ->
                choice.several()
                        ? Answer.of(List.of("option-0"))
                        : Answer.of("option-" + chance.nextInt(choice.options().size()));
            case Question.OnScale _ -> Answer.of("option-" + chance.nextInt(3));
        };
    }

    @SafeVarargs
    private static <T> T pick(Random chance, T... values) {
        return values[chance.nextInt(values.length)];
    }
}
