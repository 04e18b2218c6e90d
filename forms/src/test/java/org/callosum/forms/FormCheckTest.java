package org.callosum.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.callosum.forms.FormFinding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormCheckTest {
    @Test
    void aSoundFormHasNoFindings() {
        assertThat(FormsForTests.read(FormsForTests.COMPLAINT).findings()).isEmpty();
        assertThat(FormsForTests.read(FormsForTests.FOUR_ITEMS).findings()).isEmpty();
    }

    /// What is put in place of what, where the finding is, which, and what is proposed.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "when: about = 'goods' | when: abot = 'goods' | sections[0].items[1].when | condition-unknown-name | about = 'goods'",
                "when: about = 'goods' | when: about = 'godos' | sections[0].items[1].when | condition | ",
                "when: about = 'goods' | when: mood = 'calm' | sections[0].items[1].when | condition-looks-ahead | ",
                "when: about = 'goods' | when: about | sections[0].items[1].when | condition | ",
                "when: order_number is present | when: order-number is present | sections[0].items[2].when | condition-hyphen | order_number is present",
                "code: amount | code: about | sections[0].items[2].code | duplicate-code | about-2",
                "code: amount | code: Amount Due | sections[0].items[2].code | wrong-code | amount-due",
                "code: card | code: in | sections[1].items[0].code | word-of-conditions | ",
                "scale: anger | scale: angr | sections[0].items[3].scale | unknown-scale | anger",
                "pattern: order-number | pattern: order-numbr | sections[0].items[1].pattern | unknown-pattern | order-number",
                "minimum: 0 | minimum: 20000 | sections[0].items[2].maximum | minimum-above-maximum | 20000",
                "decimals: 2 | decimals: 9 | sections[0].items[2].decimals | not-between | ",
                "kind: text | kind: text, critical: business | sections[1].items[0].critical | critical-without-score | "
            })
    void aMistakeIsFoundWhereItStands(String right, String wrong, String path, String key, String proposed) {
        var at = key.equals("critical-without-score")
                ? FormsForTests.COMPLAINT.lastIndexOf(right)
                : FormsForTests.COMPLAINT.indexOf(right);
        assertThat(at).isNotNegative();
        var yaml = FormsForTests.COMPLAINT.substring(0, at)
                + wrong.replace(", ", "\n        ").replace("\n        critical", "\n    critical")
                + FormsForTests.COMPLAINT.substring(at + right.length());
        var errors = FormsForTests.read(yaml).errors();
        assertThat(errors).anySatisfy(error -> {
            assertThat(error.path()).isEqualTo(path);
            assertThat(error.key()).isEqualTo(key);
            var proposal = error.proposal();
            assertThat(proposal == null ? null : proposal.value()).isEqualTo(proposed);
        });
    }

    @Test
    void aFormWithAMistakeCanStillBeTried() {
        var form = FormsForTests.read(FormsForTests.COMPLAINT.replace("about = 'goods'", "nothing > 3"));
        assertThat(form.isSound()).isFalse();
        assertThat(form.fill(java.util.Map.of()).shown()).contains("order-number");
    }

    @Test
    void whatIsNotTranslatedIsAWarningOnlyWhereTheTitleIs() {
        var yaml = FormsForTests.COMPLAINT.replace("      zh-Hans: 订单\n", "");
        var findings = FormsForTests.read(yaml).findings();
        assertThat(findings).extracting(FormFinding::key).containsExactly("untranslated");
        assertThat(findings).extracting(FormFinding::severity).containsExactly(Severity.WARNING);
        assertThat(findings).extracting(FormFinding::path).containsExactly("sections[0].items[1].label");
        assertThat(FormsForTests.read(yaml.replace("  zh-Hans: 投诉\n", "")).findings())
                .isEmpty();
    }

    @Test
    void sectionsWeighAllOrNone() {
        var form = FormsForTests.read(FormsForTests.FOUR_ITEMS + """
                - code: more
                  title:
                    en: More
                  weight: 2
                  items:
                  - code: e
                    kind: yes-no
                    label:
                      en: E
                    weight: 1
                """);
        assertThat(form.errors()).extracting(FormFinding::key).containsExactly("weights-mixed");
    }

    @Test
    void hostileSizesAreRefusedBeforeAnythingElseIsLookedAt() {
        var item = "  - {code: a, kind: yes-no, label: {en: A}}\n";
        var head = "use: case\ntitle: {en: T}\nsections:\n- code: s\n  title: {en: S}\n  items:\n";
        var many = CheckedForm.of(Objects.requireNonNull(
                FormReader.read(head + item.repeat(Form.MAX_ITEMS + 1)).form()));
        assertThat(many.isTooLarge()).isTrue();
        assertThat(many.findings()).extracting(FormFinding::key).containsExactly("too-many");

        assertThat(FormReader.read("a".repeat(FormReader.MAX_LENGTH + 1)).findings())
                .extracting(FormFinding::key)
                .containsExactly("too-long");
        assertThat(FormReader.read("[".repeat(100_000)).findings())
                .extracting(FormFinding::key)
                .containsExactly("too-deep");
        assertThat(FormReader.read("use: &a case\ntitle: *a\n").findings())
                .extracting(FormFinding::key)
                .containsExactly("reference");
        assertThat(FormReader.read("use: [\n").findings())
                .extracting(FormFinding::key)
                .containsExactly("not-yaml");
    }

    @Test
    void whatCannotBeReadSaysWhereItStands() {
        var findings = FormReader.read("""
                        use: cas
                        title: Complaint
                        colour: red
                        sections:
                        - code: s
                          weight: much
                          items:
                          - {code: a, kind: guess, required: yes}
                        """).findings();
        assertThat(findings)
                .extracting(FormFinding::path)
                .contains(
                        "use",
                        "title",
                        "colour",
                        "sections[0].weight",
                        "sections[0].items[0].kind",
                        "sections[0].items[0].required");
    }
}
