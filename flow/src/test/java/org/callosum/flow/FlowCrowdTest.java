package org.callosum.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Many callers by chance through one flow: shares that can be worked out come out, and a seed is a crowd.
class FlowCrowdTest {
    private static final String SHOP = """
            flow: shop
            name: {en: Shop}
            variables: {order: text}
            start: hello
            steps:
              hello: {say: {en: Hello}, next: main}
              main:
                menu:
                  say: {en: What?}
                  retries: 0
                  options:
                    - {key: 1, label: {en: Order}, next: ask}
                    - {key: 2, label: {en: Agent}, next: wait}
                otherwise: bye
              ask:
                collect: {into: order, say: {en: Number?}, min: 4, max: 8, ends: "#", retries: 0}
                next: bye
                otherwise: wait
              wait: {queue: orders, otherwise: bye}
              bye: {hang-up: }
            """;

    private static final TrialWorld WORLD = new TrialWorld() {
        @Override
        public Hours hours(String calendar, long atMillis) {
            return new Hours(true, "within-hours");
        }

        @Override
        public @Nullable Queue queue(String code, long atMillis) {
            return new Queue(new Hours(true, "within-hours"), null, false);
        }

        @Override
        public @Nullable LocaleText wording(String clip) {
            return null;
        }

        @Override
        public long millis(FlowEffect.Part part, String language) {
            return 2_000;
        }

        @Override
        public Looked lookup(FlowEffect.Lookup lookup) {
            return new Looked(200, new LinkedHashMap<>());
        }

        @Override
        public Place place() {
            return new Place(1, 1, 1, 0, 1);
        }

        @Override
        public String intent(String text, Set<String> among) {
            return "";
        }

        @Override
        public boolean callsBack(String number) {
            return true;
        }

        @Override
        public FlowInput.DialOutcome dial(FlowStep.Target target) {
            return FlowInput.DialOutcome.ANSWERED;
        }
    };
    private static final FlowLibrary ALONE = new FlowLibrary() {
        @Override
        public @Nullable FlowDefinition current(String code) {
            return null;
        }

        @Override
        public @Nullable FlowDefinition version(String code, int version) {
            return null;
        }
    };

    private static FlowCrowd.Result crowd(String yaml, FlowCrowd.Habits habits, int callers, long seed) {
        var flow = FlowReader.read(yaml, 1, FlowCatalogue.unknown()).definition();
        return FlowCrowd.of(
                Objects.requireNonNull(flow),
                ALONE,
                new FlowContext("en", ZoneOffset.UTC, Map.of()),
                1_780_000_000_000L,
                WORLD,
                habits,
                callers,
                seed,
                () -> true);
    }

    private static double share(FlowCrowd.Result result, String from, String to) {
        int times = result.ways().stream()
                .filter(way -> way.from().equals(from) && way.to().equals(to))
                .mapToInt(FlowCrowd.Way::times)
                .sum();
        return times / (double) Objects.requireNonNull(result.steps().get(from)).visits();
    }

    @Test
    void callersTakeTheWaysAsOftenAsTheirKeysAreWeighed() {
        var habits = new FlowCrowd.Habits(0.1, 0.1, 0.1, Map.of("main", Map.of('1', 3.0, '2', 1.0)), 60_000, 20_000);

        var result = crowd(SHOP, habits, 2_000, 7);

        assertThat(result.callers()).isEqualTo(2_000);
        assertThat(result.cut()).isZero();
        // of 2 000, four standard errors of a share of a half are 0.045
        assertThat(share(result, "main", "ask")).isCloseTo(0.7 * 0.75, within(0.045));
        assertThat(share(result, "main", "wait")).isCloseTo(0.7 * 0.25, within(0.045));
        assertThat(share(result, "main", "bye")).isCloseTo(0.2, within(0.045));
        var main = Objects.requireNonNull(result.steps().get("main"));
        assertThat(main.left() / (double) main.callers()).isCloseTo(0.1, within(0.045));
        // of those who wait, an agent comes before the patience of 60 : 20 ends
        var wait = Objects.requireNonNull(result.steps().get("wait"));
        assertThat(wait.left() / (double) wait.callers()).isCloseTo(0.25, within(0.1));
        assertThat(result.ends().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(2_000);
        assertThat(List.copyOf(result.ends().values())).isSortedAccordingTo((a, b) -> b - a);
    }

    @Test
    void theSameSeedIsTheSameCrowdAndAnotherOneIsAnother() {
        var habits = new FlowCrowd.Habits(0.05, 0.1, 0.05, Map.of(), 60_000, 20_000);

        assertThat(crowd(SHOP, habits, 300, 11)).isEqualTo(crowd(SHOP, habits, 300, 11));
        assertThat(crowd(SHOP, habits, 300, 11)).isNotEqualTo(crowd(SHOP, habits, 300, 12));
    }

    @Test
    void aFlowInACircleIsCutAndSaidToBe() {
        var circle = """
                flow: circle
                kind: part
                name: {en: Circle}
                start: ask
                steps:
                  ask:
                    menu: {say: {en: Again?}, options: [{key: 1, label: {en: Again}, next: ask}]}
                    otherwise: done
                  done: {return: }
                """;

        var result = crowd(circle, new FlowCrowd.Habits(0, 0, 0, Map.of(), 1, 1), 3, 1);

        assertThat(result.cut()).isEqualTo(3);
        assertThat(result.ends()).isEmpty();
    }

    @Test
    void whoHasNoTimeForAllSaysHowManyWereLed() {
        var flow = Objects.requireNonNull(
                FlowReader.read(SHOP, 1, FlowCatalogue.unknown()).definition());
        var left = new int[] {5};

        var result = FlowCrowd.of(
                flow,
                ALONE,
                new FlowContext("en", ZoneOffset.UTC, Map.of()),
                0,
                WORLD,
                new FlowCrowd.Habits(0, 0, 0, Map.of(), 1_000, 1_000),
                100,
                1,
                () -> left[0]-- > 0);

        assertThat(result.callers()).isEqualTo(5);
    }

    @Test
    void sharesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new FlowCrowd.Habits(0.6, 0.6, 0, Map.of(), 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> crowd(SHOP, new FlowCrowd.Habits(0, 0, 0, Map.of(), 1, 1), 2_001, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
