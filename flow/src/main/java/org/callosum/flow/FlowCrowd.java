package org.callosum.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Many callers by chance through one flow in virtual time, each a [FlowTrial] of its own: how many come to each
/// step, which ways they take, where they end. The same seed gives the same crowd, and a caller keeps their own
/// chance when another one is led elsewhere.
///
/// Whoever waits for an agent either gets one or gives up, after times drawn once; questions beside the wait are
/// left unanswered. A conversation takes three minutes.
public final class FlowCrowd {
    public static final int MOST_CALLERS = 2_000;
    private static final int MOST_MOVES = 80;
    private static final long TALK_MILLIS = 180_000;

    /// How callers behave. Shares are of the questions they are asked, 0 to 1, together at most 1.
    ///
    /// @param hangUp end the call at a question
    /// @param silence press nothing
    /// @param wrong press a key that is not offered, or too few digits
    /// @param keys by step of the tried flow: how often each key is pressed beside the others; a menu that is
    ///     not here has each of its keys as often as any other
    /// @param patienceMillis mean of the time after which a waiting caller gives up, exponential; above 0
    /// @param answerMillis mean of the time after which an agent answers, exponential; above 0
    public record Habits(
            double hangUp,
            double silence,
            double wrong,
            Map<String, Map<Character, Double>> keys,
            long patienceMillis,
            long answerMillis) {
        public Habits {
            if (!(hangUp >= 0 && silence >= 0 && wrong >= 0 && hangUp + silence + wrong <= 1)) {
                throw new IllegalArgumentException("Shares are from 0 to 1 and together at most 1, not %s, %s and %s"
                        .formatted(hangUp, silence, wrong));
            }
            if (patienceMillis <= 0 || answerMillis <= 0) {
                throw new IllegalArgumentException("Patience and the time to an answer are above 0 ms");
            }
            keys = Map.copyOf(keys);
        }
    }

    /// What happened at a step of the tried flow.
    ///
    /// @param callers who came to it at least once
    /// @param visits how often, all together
    /// @param left hung up while they stood there
    public record At(int callers, int visits, int left) {}

    /// How often one step came right after another, parts and what runs beside a wait left out.
    public record Way(String from, String to, int times) {}

    /// @param callers who went through; fewer than asked for if there was no time for more
    /// @param cut whose call was too long to be led to its end
    /// @param ends by outcome: `served`, `caller-left`, `completed` …, the most frequent first
    /// @param millis mean length of a call
    public record Result(
            int callers,
            int cut,
            SequencedMap<String, At> steps,
            List<Way> ways,
            SequencedMap<String, Integer> ends,
            long millis) {
        public Result {
            ways = List.copyOf(ways);
        }
    }

    private final FlowDefinition definition;
    private final FlowLibrary library;
    private final Habits habits;
    private final SequencedMap<String, int[]> steps = new LinkedHashMap<>();
    private final SequencedMap<String, SequencedMap<String, Integer>> ways = new LinkedHashMap<>();
    private final SequencedMap<String, Integer> ends = new LinkedHashMap<>();
    private int callers;
    private int cut;
    private long millis;

    private FlowCrowd(FlowDefinition definition, FlowLibrary library, Habits habits) {
        this.definition = definition;
        this.library = library;
        this.habits = habits;
        definition.steps().keySet().forEach(id -> steps.put(id, new int[3]));
    }

    /// @param wanted 1 to [#MOST_CALLERS]
    /// @param goesOn asked before each caller; when it says no, those led so far are the result
    /// @throws IllegalArgumentException if too many or too few are wanted
    public static Result of(
            FlowDefinition definition,
            FlowLibrary library,
            FlowContext context,
            long startMillis,
            TrialWorld world,
            Habits habits,
            int wanted,
            long seed,
            BooleanSupplier goesOn) {
        if (wanted < 1 || wanted > MOST_CALLERS) {
            throw new IllegalArgumentException("A crowd has 1 to %d callers, not %d".formatted(MOST_CALLERS, wanted));
        }
        var crowd = new FlowCrowd(definition, library, habits);
        var chances = new SplittableRandom(seed);
        for (int i = 0; i < wanted && goesOn.getAsBoolean(); i++) {
            var chance = chances.split();
            crowd.lead(new FlowTrial(definition, library, context, startMillis, world), chance);
        }
        return crowd.result();
    }

    private void lead(FlowTrial trial, SplittableRandom chance) {
        long patience = exponential(habits.patienceMillis(), chance);
        long answer = exponential(habits.answerMillis(), chance);
        for (int move = 0; move < MOST_MOVES && !trial.over(); move++) {
            var now = trial.result();
            switch (trial.turn()) {
                case CHOICE, ENTRY -> trial.make(atQuestion(now, chance));
                case AGENT -> {
                    trial.make(new TrialMove.Stay(Math.min(patience, answer)));
                    if (!trial.over() && trial.turn() != FlowTrial.Turn.CONVERSATION) {
                        trial.make(answer <= patience ? new TrialMove.AgentAnswers() : new TrialMove.HangUp());
                    }
                }
                case CONVERSATION -> {
                    trial.make(new TrialMove.Stay(TALK_MILLIS));
                    trial.make(new TrialMove.AgentLeaves());
                }
                case TIME -> trial.make(new TrialMove.Stay(0));
                case NOBODY -> {}
            }
        }
        note(trial.result());
    }

    private static long exponential(long mean, SplittableRandom chance) {
        return Math.max(1, Math.round(-mean * Math.log(1 - chance.nextDouble())));
    }

    private TrialMove atQuestion(FlowTrial.Result now, SplittableRandom chance) {
        double drawn = chance.nextDouble();
        if (drawn < habits.hangUp()) {
            return new TrialMove.HangUp();
        }
        if (drawn < habits.hangUp() + habits.silence()) {
            return new TrialMove.Stay(0);
        }
        boolean wrong = drawn < habits.hangUp() + habits.silence() + habits.wrong();
        var top = now.run().frames().getLast();
        var flow = top.flow().equals(definition.code()) ? definition : library.current(top.flow());
        var step = flow == null ? null : flow.steps().get(top.step());
        if (step instanceof FlowStep.Collect collect) {
            int length = wrong ? Math.max(1, collect.min() - 1) : collect.min();
            var digits = new StringBuilder();
            for (int i = 0; i < length; i++) {
                digits.append((char) ('0' + chance.nextInt(10)));
            }
            return new TrialMove.Press(digits + (collect.ends() == null ? "" : String.valueOf(collect.ends())));
        }
        var offered = now.choices().stream().map(FlowEffect.Choice::key).toList();
        var key = wrong ? notOffered(offered) : key(top.step(), offered, chance);
        return key == null ? new TrialMove.Stay(0) : new TrialMove.Press(String.valueOf(key));
    }

    private static @Nullable Character notOffered(List<Character> offered) {
        for (char key : "9876543210#*".toCharArray()) {
            if (!offered.contains(key)) {
                return key;
            }
        }
        return null;
    }

    /// Keys with a weight as often as it says; where none of those offered has one, all as often as each other.
    private @Nullable Character key(String step, List<Character> offered, SplittableRandom chance) {
        if (offered.isEmpty()) {
            return null;
        }
        var weights = habits.keys().getOrDefault(step, Map.of());
        double whole = offered.stream()
                .mapToDouble(key -> weights.getOrDefault(key, 0.0))
                .sum();
        if (whole <= 0) {
            return offered.get(chance.nextInt(offered.size()));
        }
        double left = chance.nextDouble() * whole;
        for (var key : offered) {
            left -= weights.getOrDefault(key, 0.0);
            if (left < 0) {
                return key;
            }
        }
        return offered.getLast();
    }

    private void note(FlowTrial.Result result) {
        callers++;
        millis += result.lines().isEmpty() ? 0 : result.lines().getLast().atMillis();
        var seen = new ArrayList<String>();
        String outcome = null;
        for (var line : result.lines()) {
            if (line.kind() == TrialLine.Kind.STEP && line.flow().equals(definition.code())) {
                if (!seen.isEmpty()) {
                    ways.computeIfAbsent(seen.getLast(), _ -> new LinkedHashMap<>())
                            .merge(line.step(), 1, Integer::sum);
                }
                seen.add(line.step());
            } else if (line.kind() == TrialLine.Kind.ENDED) {
                outcome = Objects.requireNonNull(line.data().get("outcome"));
            }
        }
        seen.forEach(id -> counts(id)[1]++);
        seen.stream().distinct().forEach(id -> counts(id)[0]++);
        if (outcome == null) {
            cut++;
        } else {
            ends.merge(outcome, 1, Integer::sum);
            if (outcome.equals("caller-left") && !seen.isEmpty()) {
                counts(seen.getLast())[2]++;
            }
        }
    }

    private int[] counts(String step) {
        return steps.computeIfAbsent(step, _ -> new int[3]);
    }

    private Result result() {
        var at = new LinkedHashMap<String, At>();
        steps.forEach((id, counts) -> at.put(id, new At(counts[0], counts[1], counts[2])));
        var taken = new ArrayList<Way>();
        ways.forEach((from, targets) -> targets.forEach((to, times) -> taken.add(new Way(from, to, times))));
        var sorted = new LinkedHashMap<String, Integer>();
        ends.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(end -> sorted.put(end.getKey(), end.getValue()));
        return new Result(callers, cut, at, taken, sorted, callers == 0 ? 0 : millis / callers);
    }
}
