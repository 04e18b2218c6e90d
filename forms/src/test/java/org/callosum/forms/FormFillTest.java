package org.callosum.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.forms.Answer.Given;
import org.callosum.forms.Filled.CriticalError;
import org.callosum.forms.Filled.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormFillTest {
    private final CheckedForm complaint = FormsForTests.read(FormsForTests.COMPLAINT);
    private final CheckedForm call = FormsForTests.read(FormsForTests.FOUR_ITEMS);

    @Test
    void whatAnAnswerOpensIsAskedAndWhatItClosesKeepsNoAnswer() {
        assertThat(complaint.fill(Map.of()).shown()).containsExactly("about", "mood");
        var goods = Map.of(
                "about",
                Answer.of("goods"),
                "order-number",
                Answer.of("A-1001"),
                "amount",
                Answer.of(150),
                "card",
                Answer.of("6222"));
        assertThat(complaint.fill(goods).shown()).containsExactly("about", "order-number", "amount", "mood", "card");
        assertThat(complaint.fill(goods).answers()).containsOnlyKeys("about", "order-number", "amount", "card");

        var service = new java.util.HashMap<>(goods);
        service.put("about", Answer.of("service"));
        var filled = complaint.fill(service);
        assertThat(filled.shown()).containsExactly("about", "mood");
        assertThat(filled.answers()).containsOnlyKeys("about");
        assertThat(filled.faults()).isEmpty();
    }

    @Test
    void whatIsNeededAndMissingIsToldApartFromWhatIsWrong() {
        var nothing = complaint.fill(Map.of());
        assertThat(nothing.faults()).containsExactly(new Fault("about", "required", Map.of()));
        assertThat(nothing.faults()).allMatch(Fault::isMissing);
        var wrong = complaint.fill(Map.of("about", Answer.of("weather")));
        assertThat(wrong.faults()).containsExactly(new Fault("about", "unknown-option", Map.of("value", "weather")));
        assertThat(wrong.faults()).noneMatch(Fault::isMissing);
        assertThat(wrong.answers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, too-small",
        "10001, too-large",
        "1.234, too-many-decimals",
        "1234567890123456, too-many-digits",
        "1e999999, too-many-digits"
    })
    void aNumberKeepsItsBounds(BigDecimal number, String key) {
        var filled = complaint.fill(Map.of(
                "about", Answer.of("goods"),
                "order-number", Answer.of("A-1001"),
                "amount", new Answer(new Given.Number(number), null, false)));
        assertThat(filled.faults()).extracting(Fault::item, Fault::key).containsExactly(tuple("amount", key));
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void answersOfAnotherKindAndUnknownItemsAreFaults() {
        var filled = complaint.fill(
                Map.of("about", Answer.of(3), "mood", Answer.of(List.of("calm")), "colour", Answer.of("red")));
        assertThat(filled.faults())
                .extracting(Fault::item, Fault::key)
                .containsExactly(
                        tuple("about", "wrong-kind"), tuple("mood", "wrong-kind"), tuple("colour", "unknown-item"));
    }

    @Test
    void aTextIsKeptInItsOneSpelling() {
        var filled = complaint.fill(Map.of("about", Answer.of("goods"), "order-number", Answer.of("  A-1001 ")));
        assertThat(filled.answers()).containsEntry("order-number", Answer.of("A-1001"));
        assertThat(complaint
                        .fill(Map.of("about", Answer.of("goods"), "order-number", Answer.of("?")))
                        .faults())
                .extracting(Fault::key)
                .containsExactly("wrong-pattern");
        assertThat(complaint
                        .fill(Map.of("about", Answer.of("goods"), "order-number", Answer.of("A-1\u0000001")))
                        .faults())
                .extracting(Fault::key)
                .containsExactly("control-characters");
    }

    /// M:QA-S: second item not applicable, 10 and 20 and 30 points got of the others → 60 of 80.
    @Test
    void whatDoesNotApplyLeavesBothSidesOfTheScore() {
        var score =
                score(Map.of("a", Answer.of(true), "b", Answer.setAside(), "c", Answer.of(2), "d", Answer.of("fair")));
        assertThat(score.total()).isEqualTo(0.75);
        assertThat(score.answered()).isEqualTo(4);
        assertThat(score.of()).isEqualTo(4);
        assertThat(score.criticalErrors()).isEmpty();
    }

    @Test
    void anAnswerWithoutAScoreCountsNeitherWay() {
        assertThat(score(Map.of("a", Answer.of(true), "d", Answer.of("unclear")))
                        .total())
                .isEqualTo(1.0);
    }

    @Test
    void nothingAnsweredIsNoScoreAndNotZero() {
        var score = score(Map.of());
        assertThat(score.total()).isNull();
        assertThat(score.answered()).isZero();
        assertThat(score.of()).isEqualTo(4);
    }

    @Test
    void theWorstAnswerToACriticalItemIsAnErrorAndCapsTheWholeWhereTheFormSaysSo() {
        var answers = Map.of("a", Answer.of(true), "b", Answer.of(true), "c", Answer.of(3), "d", Answer.of("bad"));
        assertThat(score(answers).criticalErrors()).containsExactly(new CriticalError("d", Form.Critical.CUSTOMER));
        assertThat(score(answers).total()).isEqualTo(0.6);
        var strict = FormsForTests.read(FormsForTests.FOUR_ITEMS.replace("sections:", "critical-cap: 0\nsections:"));
        assertThat(Objects.requireNonNull(strict.fill(answers).score()).total()).isZero();
    }

    @Test
    void sectionsWithWeightsWeighWhateverNumberOfItemsTheyHave() {
        var yaml = """
                use: evaluation
                title: {en: T}
                sections:
                - code: one
                  title: {en: One}
                  weight: 3
                  items:
                  - {code: a, kind: yes-no, label: {en: A}, weight: 1}
                  - {code: b, kind: yes-no, label: {en: B}, weight: 1}
                - code: two
                  title: {en: Two}
                  weight: 1
                  items:
                  - {code: c, kind: yes-no, label: {en: C}, weight: 100, not-applicable: true}
                """;
        var form = FormsForTests.read(yaml);
        var some = Map.of("a", Answer.of(true), "b", Answer.of(false), "c", Answer.of(true));
        assertThat(Objects.requireNonNull(form.fill(some).score()).total()).isEqualTo(0.625);
        var without = Map.of("a", Answer.of(true), "b", Answer.of(false), "c", Answer.setAside());
        assertThat(Objects.requireNonNull(form.fill(without).score()).total()).isEqualTo(0.5);
    }

    @Test
    void aFormThatWeighsNothingHasNoScore() {
        assertThat(complaint.fill(Map.of("about", Answer.of("goods"))).score()).isNull();
    }

    @Test
    void theSchemaNamesEveryItemWithItsOptions() {
        var schema = FormSchema.of(complaint, "zh-Hans");
        assertThat(schema).containsEntry("title", "投诉");
        assertThat(String.valueOf(schema.get("properties")))
                .contains("order-number")
                .contains("商品")
                .contains("const=furious");
    }

    private Filled.Score score(Map<String, Answer> answers) {
        return Objects.requireNonNull(call.fill(answers).score());
    }
}
