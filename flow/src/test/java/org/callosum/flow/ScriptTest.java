package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.callosum.flow.ScriptEffect.Why;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An agent is led through a script.
class ScriptTest {
    private static final String YAML = """
            flow: data-usage
            kind: script
            name: {en: Data usage}
            variables: {phone: text, kind: text}
            start: what
            steps:
              what:
                ask:
                  say: {en: "Which line is it about, {caller.name}?", zh-Hans: "是哪个号码？"}
                  replies:
                    - {label: {en: The main one, zh-Hans: 主号码}, words: [main], set: {kind: "'main'"}, next: data}
                    - {label: {en: Another}, next: data}
                  free: {hint: {en: Ask for the number on the bill}, returns: [data], hand-over: pass}
                title: {en: Which line}
                tone: {en: Take your time}
                behaviours: [open-question]
              data: {fill: {form: line, items: [number, since], into: {phone: number}}, next: explain}
              explain: {tell: {page: how-data-counts}, next: done}
              done: {settled: {say: {en: Is that all right?}}, yes: pack, no: ticket}
              pack:
                offer: {code: data-pack, aim: add-on, say: {en: A pack?}, when: "kind = 'main'", value: 9.9}
                accepted: code
                declined: code
                unfitting: bye
              ticket: {open-case: ticket, next: bye}
              code: {propose: sold, next: bye}
              pass: {closing: {say: {en: I connect you}, result: handed-over}}
              bye: {closing: {say: {en: Goodbye}}}
            """;

    private final FlowDefinition script = read(YAML);
    private final FlowInterpreter interpreter = new FlowInterpreter(library(script));
    private final List<FlowEffect> seen = new ArrayList<>();
    private FlowRun run = begin(Map.of("caller.name", Value.of("Wen")));

    private static FlowDefinition read(String yaml) {
        var reading = FlowReader.read(yaml, 1, FlowCatalogue.unknown());
        assertThat(reading.findings()).isEmpty();
        return Objects.requireNonNull(reading.definition());
    }

    private static FlowLibrary library(FlowDefinition definition) {
        return new FlowLibrary() {
            @Override
            public @Nullable FlowDefinition current(String code) {
                return code.equals(definition.code()) ? definition : null;
            }

            @Override
            public @Nullable FlowDefinition version(String code, int version) {
                return current(code);
            }
        };
    }

    private FlowRun begin(Map<String, Value> known) {
        var first = interpreter.start(script, new FlowContext("en", ZoneOffset.UTC, known), 0);
        seen.addAll(first.effects());
        return first.run();
    }

    private void take(FlowInput input) {
        var next = interpreter.resume(FlowRun.fromMap(run.toMap()), input, 1_000);
        run = next.run();
        seen.clear();
        seen.addAll(next.effects());
    }

    private void keys(String keys) {
        keys.chars().forEach(key -> take(new FlowInput.Digit((char) key)));
    }

    private int ticket() {
        return run.frames().getLast().ticket();
    }

    private ScriptEffect.Show shown() {
        return seen.stream()
                .filter(ScriptEffect.Show.class::isInstance)
                .map(ScriptEffect.Show.class::cast)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private String at() {
        return run.frames().getLast().step();
    }

    @Test
    void aKeyQuestionIsShownWithItsRepliesByKey() {
        assertThat(shown().text()).isEqualTo("Which line is it about, Wen?");
        assertThat(shown().choices())
                .containsExactly(new FlowEffect.Choice('1', "The main one"), new FlowEffect.Choice('2', "Another"));

        keys("1");

        assertThat(at()).isEqualTo("data");
        assertThat(run.variable("kind")).isEqualTo(Value.of("main"));
        assertThat(seen).anyMatch(FlowEffect.Chosen.class::isInstance);
    }

    @Test
    void aKeyThatIsNoReplyChangesNothing() {
        keys("9");

        assertThat(at()).isEqualTo("what");
        assertThat(seen).isEmpty();
    }

    @Test
    void aReplyNobodyExpectedIsKeptAndLeadsWhereTheAgentSays() {
        take(new ScriptInput.FreeAnswer(ticket(), " my watch's line ", "data"));

        assertThat(seen).contains(new ScriptEffect.FreeAnswered("data-usage", "what", "my watch's line", "data"));
        assertThat(at()).isEqualTo("data");
    }

    @Test
    void aFreeAnswerLeadsOnlyToWhereTheScriptLetsItGo() {
        take(new ScriptInput.FreeAnswer(ticket(), "everything", "bye"));

        assertThat(seen).containsExactly(new ScriptEffect.FreeAnswered("data-usage", "what", "everything", null));
        assertThat(at()).isEqualTo("what");
    }

    @Test
    void aWrittenLineIsTheReplyItMeansElseAFreeAnswer() {
        take(new FlowInput.TextLine("dunno"));
        assertThat(at()).isEqualTo("what");

        take(new FlowInput.TextLine("the main number"));
        assertThat(at()).isEqualTo("data");
    }

    @Test
    void whatIsFilledInFillsTheVariablesOfTheScript() {
        keys("2");
        var answers = new LinkedHashMap<>(Map.of("number", "138 0013 8000", "colour", "red"));
        take(new ScriptInput.Filled(ticket(), answers));

        assertThat(seen)
                .contains(new ScriptEffect.FilledIn(
                        "data-usage", "data", "line", new LinkedHashMap<>(Map.of("number", "138 0013 8000"))));
        assertThat(run.variable("phone")).isEqualTo(Value.of("138 0013 8000"));
        assertThat(shown().page()).isEqualTo("how-data-counts");
    }

    @Test
    void anOfferComesAfterAYesAndItsSaleHasAValue() {
        keys("1111");
        assertThat(at()).isEqualTo("pack");

        keys("1");

        assertThat(seen)
                .contains(new ScriptEffect.Offered(
                        "data-usage", "pack", "data-pack", ScriptStep.Aim.ADD_ON, true, new BigDecimal("9.9")))
                .contains(new ScriptEffect.DispositionProposed("data-usage", "code", "sold"));
        keys("1");
        assertThat(run.ended()).isTrue();
        assertThat(seen)
                .containsExactly(
                        new ScriptEffect.Closed("data-usage", "bye", ScriptStep.Result.SOLVED),
                        new FlowEffect.Ended(FlowEffect.Outcome.COMPLETED));
    }

    @Test
    void anOfferThatDoesNotFitIsPassedOver() {
        keys("2111");

        assertThat(seen).contains(new ScriptEffect.OfferPassedOver("data-usage", "pack", "data-pack", Why.UNFITTING));
        assertThat(at()).isEqualTo("bye");
    }

    @Test
    void nothingIsOfferedToSomebodyWhoseMatterIsNotSettledEvenByAJump() {
        keys("1");
        take(new ScriptInput.Jump(ticket(), "pack"));

        assertThat(seen)
                .contains(new ScriptEffect.Jumped("data-usage", "data", "pack"))
                .contains(new ScriptEffect.OfferPassedOver("data-usage", "pack", "data-pack", Why.UNSETTLED))
                .noneMatch(ScriptEffect.Offered.class::isInstance);
        assertThat(at()).isEqualTo("bye");
    }

    @Test
    void aCustomerWhoIsNotContentGetsACase() {
        keys("1112");
        keys("1");

        assertThat(seen).contains(new ScriptEffect.CaseWanted("data-usage", "ticket", "ticket"));
        assertThat(run.variable("script.settled")).isEqualTo(Value.of(false));
    }

    @Test
    void aStepWithOneWayOnCanBeLeftOutAQuestionCannot() {
        take(new ScriptInput.Skip(ticket()));
        assertThat(seen).isEmpty();

        keys("1");
        take(new ScriptInput.Skip(ticket()));
        assertThat(seen).contains(new ScriptEffect.Skipped("data-usage", "data"));
        assertThat(at()).isEqualTo("explain");
    }

    @Test
    void anAnswerToAStepThatIsNoLongerShownChangesNothing() {
        int old = ticket();
        keys("1");
        take(new ScriptInput.Jump(old, "bye"));
        take(new ScriptInput.Skip(old));
        take(new ScriptInput.Filled(old, new LinkedHashMap<>(Map.of("number", "1"))));

        assertThat(at()).isEqualTo("data");
    }

    @Test
    void aCallThatMeetsAScriptsStepFaults() {
        var call = FlowReader.read(
                        "flow: c\nname: {en: C}\nstart: s\nsteps:\n  s: {flow: p, next: s2}\n  s2: {hang-up: }\n",
                        1,
                        FlowCatalogue.unknown())
                .definition();
        var part = read("flow: p\nkind: part\nname: {en: P}\nstart: s\nsteps:\n"
                + "  s: {tell: {say: {en: x}}, next: e}\n  e: {return: }\n");
        var step = new FlowInterpreter(library(part))
                .start(Objects.requireNonNull(call), new FlowContext("en", ZoneOffset.UTC, Map.of()), 0);

        assertThat(step.effects())
                .anyMatch(FlowEffect.Faulted.class::isInstance)
                .contains(new FlowEffect.Ended(FlowEffect.Outcome.FAULT));
    }

    // ---- checks

    private static List<String> findings(String yaml, FlowCatalogue catalogue) {
        return FlowReader.read(yaml, 1, catalogue).findings().stream()
                .map(finding -> finding.line() + " " + finding.code())
                .toList();
    }

    private static String script(String steps) {
        return "flow: s\nkind: script\nname: {en: S}\nstart: a\nsteps:\n" + steps.indent(2);
    }

    @Test
    void anOfferOnAWayAroundTheQuestionIsAnError() {
        assertThat(findings(script("""
                        a: {ask: {say: {en: What?}, replies: [{label: {en: x}, next: q}, {label: {en: y}, next: o}]}}
                        q: {settled: {say: {en: Well?}}, yes: o, no: z}
                        o: {offer: {code: pack, say: {en: Pack?}}, accepted: z, declined: z}
                        z: {closing: {say: {en: Bye}}}
                        """), FlowCatalogue.unknown())).containsExactly("8 offer-before-settled");
    }

    @Test
    void aLongSpeechIsAWarningWhereItBecomesTooLong() {
        var sixty = "word ".repeat(60).strip();
        assertThat(findings(script("""
                        a: {tell: {say: {en: %1$s}}, next: b}
                        b: {tell: {say: {en: %1$s}}, next: q}
                        q: {ask: {say: {en: Well?}, replies: [{label: {en: x}, next: c}]}}
                        c: {tell: {say: {en: %1$s}}, next: d}
                        d: {closing: {say: {en: %1$s}}}
                        """.formatted(sixty)), FlowCatalogue.unknown()))
                .containsExactly("7 late-question", "10 long-monologue");
    }

    @Test
    void aChineseCharacterCountsLessThanAWord() {
        assertThat(ScriptWords.count("您好，请问有什么可以帮您？")).isEqualTo(7); // 11 characters
        assertThat(ScriptWords.count("It's a well-known rule, isn't it?")).isEqualTo(6);
        assertThat(ScriptWords.count("用 Wi-Fi 打电话")).isEqualTo(4);
        assertThat(ScriptWords.count("")).isZero();
    }

    @Test
    void jargonIsToldWithWhatToSayInstead() {
        var catalogue = FlowCatalogue.unknown()
                .withScripts(new ScriptCatalogue(
                        null, null, null, null, List.of(new ScriptCatalogue.Jargon("APN", "internet settings"))));
        var reading =
                FlowReader.read(script("a: {closing: {say: {en: Your APN is wrong, zh-Hans: 再见}}}"), 1, catalogue);

        assertThat(reading.findings())
                .extracting(Finding::message)
                .containsExactly("“APN” is a word of the trade; say “internet settings”");
        assertThat(FlowReader.read(script("a: {closing: {say: {en: Your APNs}}}"), 1, catalogue)
                        .findings())
                .isEmpty();
    }

    @Test
    void whatTheSiteDoesNotHaveIsAnError() {
        var catalogue = FlowCatalogue.unknown()
                .withCaseTypes(Set.of("ticket"))
                .withScripts(new ScriptCatalogue(
                        Map.of("how-data-counts", 20),
                        Map.of("line", Set.of("number")),
                        Set.of("sold"),
                        Set.of("listening"),
                        List.of()));
        var reading = FlowReader.read(YAML, 1, catalogue);

        assertThat(reading.findings())
                .extracting(Finding::code, Finding::message)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                "unknown-behaviour", "There is no behaviour open-question"),
                        org.assertj.core.api.Assertions.tuple("unknown-item", "Form line has no item since"));
    }

    @Test
    void stepsOfTheOtherKindOfFlowAreErrors() {
        assertThat(findings(
                        "flow: c\nname: {en: C}\nstart: a\nsteps:\n  a: {tell: {say: {en: x}}, next: b}\n  b: {hang-up: }\n",
                        FlowCatalogue.unknown()))
                .containsExactly("5 only-in-script");
        assertThat(findings(script("""
                        a: {play: welcome, next: b}
                        b: {closing: {say: {en: Bye}}}
                        """), FlowCatalogue.unknown())).containsExactly("6 not-in-script");
    }

    @Test
    void aScriptThatNeverComesToAnEndIsADeadEnd() {
        assertThat(findings(script("""
                        a: {ask: {say: {en: What?}, replies: [{label: {en: x}, next: b}]}}
                        b: {tell: {say: {en: Ah}}, next: a}
                        """), FlowCatalogue.unknown())).containsExactly("6 dead-end", "7 dead-end");
    }

    private static final String ASKING = """
            flow: stock
            kind: script
            name: {en: Stock}
            variables: {left: number}
            start: look
            steps:
              look: {lookup: {url: "https://stock.example/tea", timeout: 2s, into: {left: count}}, next: told, failed: sorry}
              told: {tell: {say: {en: "There are {left}"}}, next: bye}
              sorry: {tell: {say: {en: I shall ask}}, next: bye}
              bye: {closing: {say: {en: Goodbye}}}
            """;

    private static FlowInterpreter.Step asked(FlowInterpreter interpreter, FlowDefinition script) {
        return interpreter.start(script, new FlowContext("en", ZoneOffset.UTC, Map.of()), 0);
    }

    @Test
    void aScriptAsksAServiceAndGoesOnWithItsAnswer() {
        var script = read(ASKING);
        var interpreter = new FlowInterpreter(library(script));
        var first = asked(interpreter, script);
        var lookup = (FlowEffect.Lookup) first.effects().getLast();
        var fields = new LinkedHashMap<>(Map.of("count", "7"));

        var next = interpreter.resume(
                FlowRun.fromMap(first.run().toMap()), new FlowInput.LookupAnswer(lookup.ticket(), 200, fields), 500);

        assertThat(((ScriptEffect.Show) next.effects().getLast()).text()).isEqualTo("There are 7");
        var late = interpreter.resume(next.run(), new FlowInput.LookupAnswer(lookup.ticket(), 0, fields), 900);
        assertThat(late.effects())
                .as("an answer that comes twice changes nothing")
                .isEmpty();
    }

    @Test
    void anAgentGoesOnWithoutTheAnswerOrElsewhere() {
        var script = read(ASKING);
        var interpreter = new FlowInterpreter(library(script));
        var first = asked(interpreter, script);
        int ticket = ((FlowEffect.Lookup) first.effects().getLast()).ticket();

        var without = interpreter.resume(first.run(), new ScriptInput.Skip(ticket), 100);
        assertThat(without.run().frames().getLast().step()).isEqualTo("sorry");
        assertThat(without.effects().getFirst()).isEqualTo(new ScriptEffect.Skipped("stock", "look"));
        var elsewhere = interpreter.resume(first.run(), new ScriptInput.Jump(ticket, "bye"), 100);
        assertThat(elsewhere.run().frames().getLast().step()).isEqualTo("bye");
        assertThat(interpreter
                        .resume(first.run(), new FlowInput.Digit('1'), 100)
                        .effects())
                .as("a key answers nothing while nothing is asked of the customer")
                .isEmpty();
    }

    @Test
    void aPictureHasTheStepsAndTheirWaysOut() {
        var picture = FlowPicture.of(script);

        assertThat(picture.nodes())
                .extracting(FlowPicture.Node::id, FlowPicture.Node::kind)
                .contains(org.assertj.core.api.Assertions.tuple("pack", "offer"));
        assertThat(picture.edges())
                .extracting(FlowPicture.Edge::from, FlowPicture.Edge::to, FlowPicture.Edge::label)
                .contains(org.assertj.core.api.Assertions.tuple("what", "pass", "hand-over"));
    }

    @Test
    void aTrialByTextWalksAScript() {
        var result = FlowTrial.of(
                script,
                library(script),
                new FlowContext("en", ZoneOffset.UTC, Map.of()),
                0,
                new NoWorld(),
                List.of(
                        new TrialMove.Press("1"),
                        new TrialMove.Write("123"),
                        new TrialMove.Press("11"),
                        new TrialMove.Press("1")));

        assertThat(result.turn()).isEqualTo(FlowTrial.Turn.CHOICE);
        assertThat(result.choices()).extracting(FlowEffect.Choice::label).containsExactly("Accepted", "Declined");
        assertThat(result.run().variable("phone")).isEqualTo(Value.of("123"));
        assertThat(result.lines().getFirst().kind()).isEqualTo(TrialLine.Kind.STEP);
        var said = result.lines().get(1).said().getFirst().words();
        assertThat(Objects.requireNonNull(said).in("zh-Hans")).isEqualTo("是哪个号码？");
        assertThat(result.lines())
                .filteredOn(line -> line.kind() == TrialLine.Kind.FILLED)
                .extracting(TrialLine::data)
                .containsExactly(new LinkedHashMap<>(Map.of("code", "line", "answer", "123")));
    }

    // ---- properties

    /// Whatever an agent does: the run goes on or has ended once, it survives storing, and nothing is offered before
    /// the matter is settled.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverAnAgentDoesNothingIsOfferedBeforeAYes(long seed) {
        var random = new Random(seed);
        var steps = List.copyOf(script.steps().keySet());
        boolean settled = false;
        int ended = 0;
        for (int move = 0; move < 400; move++) {
            if (run.ended()) {
                run = begin(Map.of());
                settled = false;
            }
            int ticket = random.nextInt(6) == 0 ? random.nextInt(9) : ticket();
            boolean asks = at().equals("done");
            var input = switch (random.nextInt(6)) {
                case 0 -> new ScriptInput.Jump(ticket, steps.get(random.nextInt(steps.size())));
                case 1 -> new ScriptInput.Skip(ticket);
                case 2 -> new ScriptInput.FreeAnswer(ticket, "x".repeat(random.nextInt(900)), "data");
                case 3 -> new ScriptInput.OfferAnswered(ticket, random.nextBoolean(), null);
                default -> new FlowInput.Digit((char) ('0' + random.nextInt(4)));
            };
            if (asks && input instanceof FlowInput.Digit(var key) && (key == '1' || key == '2')) {
                settled = key == '1';
            }
            take(input);
            ended += (int)
                    seen.stream().filter(FlowEffect.Ended.class::isInstance).count();
            assertThat(seen.stream().filter(FlowEffect.Ended.class::isInstance).count())
                    .isEqualTo(run.ended() ? 1 : 0);
            if (!settled) {
                assertThat(seen).noneMatch(ScriptEffect.Offered.class::isInstance);
                assertThat(run.ended() ? "" : at()).isNotEqualTo("pack");
            }
            assertThat(seen)
                    .filteredOn(ScriptEffect.FreeAnswered.class::isInstance)
                    .allMatch(effect ->
                            ((ScriptEffect.FreeAnswered) effect).text().length() <= 500);
            assertThat(FlowRun.fromMap(run.toMap())).isEqualTo(run);
        }
        assertThat(ended).isPositive();
    }

    /// Nothing of the outside is met by a script.
    private static final class NoWorld implements TrialWorld {
        @Override
        public Hours hours(String calendar, long atMillis) {
            return new Hours(true, "");
        }

        @Override
        public @Nullable Queue queue(String code, long atMillis) {
            return null;
        }

        @Override
        public @Nullable LocaleText wording(String clip) {
            return null;
        }

        @Override
        public long millis(FlowEffect.Part part, String language) {
            return 1;
        }

        @Override
        public Looked lookup(FlowEffect.Lookup lookup) {
            return new Looked(0, new LinkedHashMap<>());
        }

        @Override
        public String intent(String text, Set<String> among) {
            return "";
        }

        @Override
        public Place place() {
            return new Place(1, 1, 1, 0, 0);
        }

        @Override
        public boolean callsBack(String number) {
            return false;
        }

        @Override
        public FlowInput.DialOutcome dial(FlowStep.Target target) {
            return FlowInput.DialOutcome.FAILED;
        }
    }
}
