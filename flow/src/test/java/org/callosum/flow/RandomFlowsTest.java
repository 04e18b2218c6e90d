package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.callosum.flow.FlowDefinition.Kind;
import org.callosum.flow.FlowInput.DialOutcome;
import org.callosum.flow.FlowInput.QueueOutcome;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Expression;
import org.callosum.kernel.expression.Type;
import org.callosum.kernel.expression.Value;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random graphs, most of them nonsense, met by random inputs: the interpreter always ends or waits and never throws.
class RandomFlowsTest {
    private static final int STEPS = 14;
    private static final List<String> CODES = List.of("entry", "part", "treatment");
    private static final SequencedMap<String, Type> VARIABLES =
            new LinkedHashMap<>(Map.of("n", Type.NUMBER, "x", Type.TEXT));

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theInterpreterEndsOrWaitsWhateverComes(int seed) {
        assertThat(walk(seed)).isNotEmpty();
    }

    @Test
    void theRandomVisitsMeetEveryKindOfEffect() {
        var met = new HashSet<Class<?>>();
        for (var seed = 0; seed < 1_000; seed++) {
            walk(seed).forEach(effect -> met.add(effect.getClass()));
        }
        // what scripts ask of a screen is met in ScriptTest
        var ofCalls = Arrays.stream(FlowEffect.class.getPermittedSubclasses())
                .filter(effect -> effect != ScriptEffect.class)
                .toArray(Class<?>[]::new);
        assertThat(met).containsExactlyInAnyOrder(ofCalls);
    }

    private static List<FlowEffect> walk(int seed) {
        var random = new Random(seed);
        var flows = new HashMap<String, FlowDefinition>();
        for (var code : CODES) {
            flows.put(code, flow(code, random));
        }
        var missing = random.nextInt(10) == 0;
        var interpreter = new FlowInterpreter(new FlowLibrary() {
            @Override
            public @Nullable FlowDefinition current(String code) {
                return missing ? null : flows.get(code);
            }

            @Override
            public @Nullable FlowDefinition version(String code, int version) {
                return missing && random.nextInt(20) == 0 ? null : flows.get(code);
            }
        });
        var context = new FlowContext("en", ZoneOffset.UTC, Map.of("caller.number", Value.of("+4420")));
        var definition = flow("entry", random);
        flows.put("entry", definition);
        var step = interpreter.start(definition, context, 0);
        var seen = new ArrayList<>(step.effects());
        for (var move = 0; move < 120; move++) {
            checkStep(step, seen);
            var stored = FlowRun.fromMap(step.run().toMap());
            assertThat(stored).isEqualTo(step.run());
            step = interpreter.resume(stored, input(random, step.run()), move * 1_000L);
            seen.addAll(step.effects());
        }
        return seen;
    }

    private static void checkStep(FlowInterpreter.Step step, List<FlowEffect> seen) {
        var run = step.run();
        assertThat(step.effects().stream()
                        .filter(FlowEffect.StepEntered.class::isInstance)
                        .count())
                .as("steps without waiting")
                .isLessThanOrEqualTo(3L * FlowInterpreter.MAX_STEPS);
        assertThat(run.frames()).hasSizeLessThanOrEqualTo(8);
        assertThat(run.frames()).noneMatch(frame -> frame.phase() == FlowRun.Phase.ENTERING);
        assertThat(run.typedAhead()).hasSizeLessThanOrEqualTo(20);
        assertThat(seen.stream().filter(FlowEffect.Answer.class::isInstance).count())
                .isLessThanOrEqualTo(1);
        var ended = seen.stream().filter(FlowEffect.Ended.class::isInstance).count();
        assertThat(ended).isEqualTo(run.ended() ? 1 : 0);
        if (run.ended()) {
            assertThat(seen.getLast()).isInstanceOf(FlowEffect.Ended.class);
        } else {
            var below = run.frames().subList(0, run.frames().size() - 1);
            assertThat(below)
                    .allMatch(frame -> frame.phase() == FlowRun.Phase.QUEUED || frame.phase() == FlowRun.Phase.CALLED);
            assertThat(run.frames().stream()
                            .filter(frame -> frame.phase() == FlowRun.Phase.QUEUED)
                            .count())
                    .isLessThanOrEqualTo(1);
        }
    }

    /// Mostly what the run waits for, sometimes anything.
    private static FlowInput input(Random random, FlowRun run) {
        var frame = run.ended()
                ? null
                : run.frames().get(random.nextInt(run.frames().size()));
        var ticket = frame == null || random.nextInt(8) == 0 ? random.nextInt(30) : frame.ticket();
        var timer = frame == null || random.nextInt(8) == 0 ? random.nextInt(30) : frame.timer();
        return switch (random.nextInt(17)) {
            case 13 -> new FlowInput.CallBackAnswer(ticket, random.nextInt(3) > 0, "no-number");
            case 14 -> new FlowInput.CustomerAway();
            case 15 -> new FlowInput.CustomerBack(random.nextBoolean() ? "treatment" : null);
            case 0, 1 -> new FlowInput.PlayEnded(ticket);
            case 2 -> new FlowInput.Digit((char) ('#' + random.nextInt(30)));
            case 3 -> new FlowInput.Digits("1234567890*#".repeat(random.nextInt(5)));
            case 4 ->
                new FlowInput.TextLine(random.nextBoolean() ? "１ 2-3" : "red \uD800 {x}".repeat(random.nextInt(80)));
            case 5, 6 -> new FlowInput.Timeout(timer);
            case 7 -> new FlowInput.HoursAnswer(ticket, random.nextBoolean(), random.nextBoolean() ? "" : "holiday");
            case 8 -> new FlowInput.LookupAnswer(ticket, random.nextInt(600), Visit.fields("f", "1e999999999"));
            case 9 ->
                new FlowInput.PositionAnswer(
                        ticket,
                        random.nextInt(200) - 5,
                        -1,
                        random.nextLong(),
                        random.nextInt(40) - 3,
                        random.nextInt(40) - 3,
                        random.nextInt(9),
                        3);
            case 10 -> new FlowInput.EnqueueAnswer(ticket, any(random, QueueOutcome.values()), "closed");
            case 11 -> new FlowInput.DialAnswer(ticket, any(random, DialOutcome.values()));
            case 12 -> new FlowInput.VoicemailAnswer(ticket, random.nextBoolean(), 3);
            default -> random.nextInt(12) == 0 ? new FlowInput.CallerHungUp() : new FlowInput.ConversationEnded();
        };
    }

    private static FlowDefinition flow(String code, Random random) {
        var steps = new LinkedHashMap<String, FlowStep>();
        for (var i = 0; i < STEPS; i++) {
            steps.put("s" + i, step(random));
        }
        if (code.equals("treatment")) {
            beside(random, steps);
        }
        var fault = random.nextInt(3) == 0 ? "s" + random.nextInt(STEPS + 1) : null;
        return new FlowDefinition(code, 1, Kind.ENTRY, LocaleText.of("en", code), VARIABLES, "s0", fault, steps);
    }

    /// What only somebody who waits can be given, more often than chance would bring it.
    private static void beside(Random random, Map<String, FlowStep> steps) {
        switch (random.nextInt(3)) {
            case 0 -> {
                steps.put("s0", callBack(random, "s1"));
                steps.put("s1", new FlowStep.RingOff());
            }
            case 1 -> steps.put("s0", new FlowStep.SubFlow("part", true, target(random)));
            default -> {}
        }
    }

    private static FlowStep callBack(Random random, String next) {
        return new FlowStep.CallBack(
                expression(random, "x", "caller.number"),
                random.nextBoolean() ? null : expression(random, "x", "caller.number"),
                new FlowStep.CallBackTerms(
                        any(random, FlowStep.CallBackWay.values()), 60_000, 3, 1_000, null, "treatment"),
                next,
                target(random));
    }

    /// One in fifteen targets does not exist.
    private static String target(Random random) {
        return "s" + random.nextInt(STEPS + 1);
    }

    private static <E> E any(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }

    private static Expression expression(Random random, String... sources) {
        return Expression.of(any(random, sources), FlowNames.with(VARIABLES));
    }

    private static Announcement announcement(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Announcement.Spoken(LocaleText.of("en", "You have {n} of {x} in {nothing}"));
            case 1 ->
                new Announcement.Clips(
                        List.of(new Announcement.Piece.Number(expression(random, "n", "n / 0", "n * 1000", "0 - n"))));
            case 2 -> new Announcement.Clips(List.of(new Announcement.Piece.Digits(expression(random, "x", "n"))));
            default -> new Announcement.Clips(List.of(new Announcement.Piece.Clip("clip")));
        };
    }

    private static FlowStep step(Random random) {
        return switch (random.nextInt(22)) {
            case 0 -> new FlowStep.Announce(announcement(random), random.nextBoolean(), target(random));
            case 1, 2 -> menu(random);
            case 3, 4 ->
                new FlowStep.Collect(
                        random.nextBoolean() ? "n" : "x",
                        null,
                        random.nextBoolean(),
                        announcement(random),
                        null,
                        announcement(random),
                        1 + random.nextInt(2),
                        2 + random.nextInt(30),
                        random.nextBoolean() ? '#' : null,
                        random.nextBoolean(),
                        5_000,
                        3_000,
                        random.nextInt(3),
                        target(random),
                        target(random));
            case 5 -> new FlowStep.Hours("c", target(random), target(random));
            case 6 ->
                new FlowStep.SetVariables(
                        new LinkedHashMap<>(Map.of("n", expression(random, "n * n", "(n else 1) + 1", "1 / 0"))),
                        target(random));
            case 7 ->
                new FlowStep.Condition(
                        List.of(new FlowStep.Case(
                                expression(random, "n > 3", "x is absent", "time in 08:00..18:00"), target(random))),
                        target(random));
            case 8 ->
                new FlowStep.Lookup(
                        "https://x.example.com/",
                        FlowStep.Method.GET,
                        new LinkedHashMap<>(Map.of("q", expression(random, "x", "n"))),
                        new LinkedHashMap<>(),
                        1_000,
                        new LinkedHashMap<>(Map.of("n", "f")),
                        target(random),
                        target(random));
            case 9 -> new FlowStep.Echo(random.nextInt(2) * 1_000L, target(random));
            case 10 ->
                new FlowStep.Pause(
                        1_000,
                        random.nextBoolean() ? "hold" : null,
                        new LinkedHashMap<>(Map.of('1', target(random))),
                        target(random));
            case 11 -> new FlowStep.Position(target(random));
            case 12 ->
                new FlowStep.Dial(
                        new FlowStep.Target(FlowStep.TargetKind.DEVICE, "d"),
                        1_000,
                        random.nextBoolean() ? target(random) : null,
                        target(random),
                        target(random),
                        target(random));
            case 13, 14 ->
                new FlowStep.Queue(
                        "q",
                        List.of(),
                        expression(random, "n", "99", "0 - 7"),
                        new LinkedHashMap<>(),
                        random.nextBoolean() ? "treatment" : null,
                        random.nextInt(2) * 60_000L,
                        new LinkedHashMap<>(Map.of("voicemail", target(random))),
                        random.nextBoolean() ? target(random) : null,
                        target(random));
            case 15 ->
                random.nextBoolean()
                        ? new FlowStep.Leave(any(random, FlowStep.QueueExit.values()))
                        : new FlowStep.Voicemail(60, "message", null, target(random), target(random));
            case 16 ->
                new FlowStep.SubFlow(random.nextBoolean() ? "part" : "nowhere", random.nextBoolean(), target(random));
            case 17 -> new FlowStep.WaitTime(random.nextBoolean(), 1_200_000, target(random));
            case 18 ->
                new FlowStep.OfferCallBack(
                        expression(random, "x", "caller.number"), null, target(random), target(random));
            case 19 -> callBack(random, target(random));
            case 20 -> new FlowStep.RingOff();
            default ->
                switch (random.nextInt(4)) {
                    case 0 -> new FlowStep.HangUp(FlowStep.HangUpCause.NORMAL);
                    case 1 -> new FlowStep.Transfer(new FlowStep.Target(FlowStep.TargetKind.NUMBER, "1"));
                    default -> new FlowStep.Return();
                };
        };
    }

    private static FlowStep menu(Random random) {
        var set = new LinkedHashMap<String, Expression>(Map.of("x", expression(random, "'a'", "x")));
        return new FlowStep.Menu(
                announcement(random),
                null,
                announcement(random),
                5_000,
                random.nextInt(3),
                List.of(
                        new FlowStep.Option(
                                '1', null, List.of("red"), List.of(), null, new LinkedHashMap<>(), target(random)),
                        new FlowStep.Option(
                                '#',
                                LocaleText.of("en", "b"),
                                List.of(),
                                List.of("wish"),
                                "zh-Hant",
                                set,
                                target(random))),
                target(random));
    }
}
