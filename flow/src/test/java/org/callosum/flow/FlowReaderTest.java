package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.flow.FlowDefinition.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowReaderTest {
    private static final String HEAD = """
            flow: shop
            name: {en: Shop}
            start: hello
            steps:
            """;

    private static FlowReader.Reading read(String steps) {
        return FlowReader.read(HEAD + steps.indent(2), 1, FlowCatalogue.unknown());
    }

    private static FlowReader.Reading read(String steps, FlowCatalogue catalogue) {
        return FlowReader.read(HEAD + steps.indent(2), 1, catalogue);
    }

    private static FlowReader.Reading whole(String yaml) {
        return FlowReader.read(yaml, 1, FlowCatalogue.unknown());
    }

    @Test
    void aSoundFlowHasNoFindings() {
        var reading = read("""
                hello: {play: welcome, next: wait}
                wait:
                  queue: {code: orders, treatment: waiting}
                  otherwise: bye
                bye: {hang-up: }
                """);

        assertThat(reading.findings()).isEmpty();
        var definition = Objects.requireNonNull(reading.definition());
        assertThat(definition.steps()).containsOnlyKeys("hello", "wait", "bye");
        assertThat(definition.kind()).isEqualTo(Kind.ENTRY);
    }

    /// The library reads 1 025 characters at a time; a character of two units may lie across any such edge.
    @Test
    void aRareCharacterIsReadWhereverItStands() {
        for (int filling = 900; filling < 1_060; filling++) {
            var yaml = HEAD.replace("{en: Shop}", "{en: " + "x".repeat(filling) + "😀}")
                    + "  hello: {play: welcome, next: bye}\n  bye: {hang-up: }\n";
            var reading = whole(yaml);
            assertThat(reading.findings()).as("after %d letters", filling).isEmpty();
        }
    }

    @Test
    void anUnknownStepIsNamedWithItsPlaceAndTheNearestOne() {
        var reading = read("""
                hello: {play: welcome, next: byee}
                bye: {hang-up: }
                """);

        assertThat(reading.definition()).isNull();
        assertThat(reading.findings())
                .containsExactly(new Finding(
                        Finding.Severity.ERROR,
                        5,
                        32,
                        "unknown-step",
                        "There is no step byee; did you mean bye?",
                        "bye"));
    }

    @Test
    void whereThereIsOnlyOneItIsProposedWhateverStandsThere() {
        var flow = """
                flow: main
                name: {en: Main}
                start: wait
                steps:
                  wait: {queue: xyz, next: bye, otherwise: bye}
                  bye: {hang-up: }
                """;
        assertThat(FlowReader.read(flow, 1, FlowCatalogue.unknown().withQueues(Set.of("reception")))
                        .findings())
                .filteredOn(finding -> finding.code().equals("unknown-queue"))
                .extracting(Finding::proposal)
                .containsExactly("reception");
        assertThat(FlowReader.read(flow, 1, FlowCatalogue.unknown().withQueues(Set.of("reception", "repairs")))
                        .findings())
                .filteredOn(finding -> finding.code().equals("unknown-queue"))
                .extracting(Finding::proposal)
                .containsExactly((String) null);
    }

    @Test
    void aFieldThatIsNearlyRightIsProposed() {
        assertThat(read("hello: {play: welcome, nxt: bye}\nbye: {hang-up: }").findings())
                .filteredOn(finding -> finding.code().equals("unknown-field"))
                .extracting(Finding::proposal)
                .containsExactly("next");
    }

    @Test
    void whereAnEditorHasPutStepsKeepsNoFlowFromGoingLive() {
        var flow = """
                flow: placed
                name: {en: Placed}
                start: bye
                steps:
                  bye: {hang-up: }
                layout:
                  bye: [120, -40]
                  gone: [0, 0]
                """;
        assertThat(FlowReader.read(flow, 1, FlowCatalogue.unknown()).findings()).isEmpty();

        var odd = FlowReader.read(flow.replace("[0, 0]", "left"), 1, FlowCatalogue.unknown());
        assertThat(odd.definition()).isNotNull();
        assertThat(odd.findings())
                .extracting(Finding::severity, Finding::line, Finding::code)
                .containsExactly(tuple(Finding.Severity.WARNING, 8, "wrong-value"));
    }

    @Test
    void aStepThatDoesNotSayWhereToGoIsADeadEnd() {
        assertThat(read("hello: {play: welcome}").findings())
                .extracting(Finding::line, Finding::code)
                .containsExactly(tuple(5, "dead-end"));
    }

    @Test
    void aCircleWithoutAnEndIsADeadEnd() {
        var reading = read("""
                hello: {play: welcome, next: again}
                again: {play: welcome, next: hello}
                """);

        assertThat(reading.errors()).extracting(Finding::code).containsExactly("dead-end", "dead-end");
    }

    @Test
    void aStepNobodyReachesIsAWarning() {
        var reading = read("""
                hello: {hang-up: }
                lost: {hang-up: }
                """);

        assertThat(reading.definition()).isNotNull();
        assertThat(reading.findings())
                .extracting(Finding::line, Finding::code)
                .containsExactly(tuple(6, "unreachable-step"));
    }

    @Test
    void whatTheSiteDoesNotHaveIsAnError() {
        var catalogue = FlowCatalogue.unknown()
                .withPrompts(Set.of("welcome"))
                .withQueues(Set.of("orders"))
                .withCalendars(Set.of("shop-hours"))
                .withSkills(Set.of("renewals"))
                .withCaseTypes(Set.of("message"))
                .withFlows(Map.of("waiting", Kind.TREATMENT, "survey", Kind.PART));
        var reading = read("""
                hello: {play: welcom, next: open}
                open: {hours: shop-hour, open: wait, closed: bye}
                wait:
                  queue: {code: order, treatment: survey, needs: [{skill: renewal, minimum: 3}]}
                  exits: {voicemail: message}
                  otherwise: rate
                rate: {flow: survay, next: bye}
                message: {voicemail: {case: mesage}, next: bye}
                bye: {hang-up: }
                """, catalogue);

        assertThat(reading.errors())
                .extracting(Finding::code)
                .containsExactly(
                        "missing-prompt",
                        "unknown-calendar",
                        "unknown-queue",
                        "wrong-flow-kind",
                        "unknown-skill",
                        "unknown-flow",
                        "unknown-case-type");
        assertThat(reading.errors().getFirst().message()).isEqualTo("There is no prompt welcom; did you mean welcome?");
    }

    @Test
    void anErrorInAConditionIsShownWhereItStands() {
        var reading = read("""
                hello:
                  condition:
                    - {when: 'customer.rank >= "4"', next: bye}
                  otherwise: bye
                bye: {hang-up: }
                """);

        var finding = reading.errors().getFirst();
        assertThat(finding.line()).isEqualTo(7);
        assertThat(finding.column()).isEqualTo(34);
        assertThat(finding.message()).isEqualTo("A number cannot be compared with a text");
    }

    @Test
    void sixOptionsAreTooMany() {
        var options = new StringBuilder();
        for (var key = 1; key <= 6; key++) {
            options.append("      - {key: %d, next: bye}%n".formatted(key));
        }
        var reading = read(
                "hello:\n  menu:\n    prompt: main\n    options:\n" + options + "  otherwise: bye\nbye: {hang-up: }\n");

        assertThat(reading.findings()).extracting(Finding::code).containsExactly("menu-too-long");
        assertThat(reading.definition()).isNotNull();
    }

    @Test
    void theFourthMenuInARowIsTooDeepAndALanguageChoiceDoesNotCount() {
        var reading = read("""
                hello: {menu: {prompt: m, options: [{key: 1, language: en, next: one}]}, otherwise: one}
                one: {menu: {prompt: m, options: [{key: 1, next: two}]}, otherwise: bye}
                two: {menu: {prompt: m, options: [{key: 1, next: three}]}, otherwise: bye}
                three: {menu: {prompt: m, options: [{key: 1, next: four}]}, otherwise: bye}
                four: {menu: {prompt: m, options: [{key: 1, next: bye}]}, otherwise: bye}
                bye: {hang-up: }
                """);

        assertThat(reading.findings())
                .extracting(Finding::line, Finding::code)
                .containsExactly(tuple(9, "menu-too-deep"));
    }

    @Test
    void aWaitWithoutTreatmentIsAWarning() {
        var reading = read("""
                hello: {queue: orders, otherwise: bye}
                bye: {hang-up: }
                """);

        assertThat(reading.findings()).extracting(Finding::code).containsExactly("queue-without-treatment");
    }

    @Test
    void whatEndsAWaitDoesNotBelongIntoATreatment() {
        var reading = whole("""
                flow: waiting
                kind: treatment
                name: {en: Waiting}
                start: sorry
                steps:
                  sorry: {play: all-busy, next: away}
                  away: {transfer: {number: "+4420"}}
                """);

        assertThat(reading.errors()).extracting(Finding::code).containsExactly("not-in-treatment");
    }

    @Test
    void aCircleThatAsksNobodyAnythingIsAWarning() {
        var reading = whole("""
                flow: counting
                name: {en: Counting}
                variables: {count: number}
                start: add
                steps:
                  add: {set: {count: count + 1}, next: enough}
                  enough: {condition: [{when: count > 3, next: bye}], otherwise: add}
                  bye: {hang-up: }
                """);

        assertThat(reading.findings()).extracting(Finding::code).containsExactly("endless-loop", "endless-loop");
    }

    @Test
    void allErrorsAreFoundInOneReading() {
        var reading = read("""
                hello: {play: Welcome!, next: a}
                a: {pause: soon, next: b, colour: red}
                b: {set: {count: 1}, next: c}
                c: {play: x, say: {en: y}, next: d}
                d: {dial: {number: call-me}, failed: e}
                e: {lookup: {url: "ftp://x.example/"}, next: f, failed: f}
                f: {leave: now}
                """);

        assertThat(reading.errors()).extracting(Finding::line).contains(5, 6, 7, 8, 9, 10, 11);
        assertThat(reading.errors())
                .extracting(Finding::code)
                .contains(
                        "wrong-code",
                        "wrong-value",
                        "unknown-field",
                        "unknown-variable",
                        "step-kind",
                        "lookup-address");
    }

    @Test
    void aFieldThatStandsTwiceIsAnError() {
        assertThat(read("hello: {hang-up: }\nhello: {hang-up: }").errors())
                .extracting(Finding::line, Finding::code)
                .containsExactly(tuple(6, "duplicate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a list",
                "just words",
                "flow: [",
                "flow: x\n\tname: y",
                "? {a: b}\n: c",
                "flow: !!java.net.URL http://x",
                "--- {}\n--- {}",
                "flow: a\nname: {en: x}\nstart: a\nsteps: {}",
                "\u0000",
                "flow: &x shop\nname: *x"
            })
    void whatIsNoFlowIsRefusedWithAFinding(String yaml) {
        var reading = whole(yaml);

        assertThat(reading.definition()).isNull();
        assertThat(reading.errors()).isNotEmpty();
    }

    @Test
    void aFileThatIsNestedTooDeepIsRefusedBeforeItCostsAnything() {
        assertThat(whole("a: " + "[".repeat(100_000)).errors())
                .extracting(Finding::code)
                .containsExactly("too-deep");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertThat(whole("#".repeat(FlowReader.MAX_LENGTH + 1)).errors())
                .extracting(Finding::code)
                .containsExactly("too-large");
    }

    @Test
    void aBombOfReferencesIsRefused() {
        var bomb = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\n";

        assertThat(whole(bomb).errors()).extracting(Finding::code).containsExactly("alias");
    }

    @Test
    void aFileThatIsWrongEverywhereGivesAListThatCanBeRead() {
        var steps = new StringBuilder();
        for (var i = 0; i < 299; i++) {
            steps.append("s%d: {play: x, next: %s}%n".formatted(i, "y".repeat(59)));
        }
        steps.append("hello: {set: {").append("z".repeat(1_000)).append(": 1}, next: s1}");
        var findings = read(steps.toString()).findings();

        assertThat(findings).hasSize(200);
        assertThat(findings).allSatisfy(finding -> assertThat(finding.message()).hasSizeLessThan(500));
    }

    @Test
    void whatTakesNoValueIsGivenNone() {
        assertThat(read("hello: {return: home}").errors())
                .extracting(Finding::code)
                .containsExactly("wrong-value");
    }

    @Test
    void aStoredRunThatIsDamagedSaysWhere() {
        var map = new LinkedHashMap<>(new Visit("flow: a\nname: {en: A}\nstart: b\nsteps:\n  b: {echo: forever}")
                .begins("a")
                .run()
                .toMap());
        map.put("zone", "Moon/Crater");

        assertThatThrownBy(() -> FlowRun.fromMap(map))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Moon/Crater");
        map.remove("frames");
        assertThatThrownBy(() -> FlowRun.fromMap(map)).hasMessageContaining("frames");
    }
}
