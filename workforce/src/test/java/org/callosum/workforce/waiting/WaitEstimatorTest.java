package org.callosum.workforce.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.workforce.simulation.Day;
import org.callosum.workforce.simulation.DayRunner;
import org.callosum.workforce.simulation.MadeUpDay;
import org.callosum.workforce.waiting.ExpectedWait.Announcement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitEstimatorTest {
    private static final ClientId ACME = new ClientId(1);
    private static final QueueId SALES = new QueueId(11);
    private static final QueueId SERVICE = new QueueId(12);
    private static final SkillId BILLS = new SkillId(21);
    private static final long NINE = 1_800_000_000_000L;
    private static final QueueRules PLAIN = QueueRules.of(ACME, Channel.VOICE, List.of());

    /// What was said to those who had to wait, and what came.
    private static final class Error {
        int n;
        double waited;
        double absolute;
        double bias;
        int below;
        int above;

        void add(ExpectedWait said, long waited) {
            n++;
            this.waited += waited;
            absolute += Math.abs(waited - said.likelyMillis());
            bias += waited - said.likelyMillis();
            below += waited < said.lowMillis() ? 1 : 0;
            above += waited > said.highMillis() ? 1 : 0;
        }

        double relative() {
            return absolute / waited;
        }

        String line(String what) {
            return String.format(
                    Locale.ROOT,
                    "%-22s n %5d, mean wait %6.1f s, mean |error| %5.1f s (%2.0f %%), bias %6.1f s, below %2.0f %%, above %2.0f %%",
                    what,
                    n,
                    waited / n / 1000,
                    absolute / n / 1000,
                    100 * relative(),
                    bias / n / 1000,
                    100.0 * below / n,
                    100.0 * above / n);
        }
    }

    /// Twelve agents of whom eight also serve the second queue, which needs a skill; six hours.
    private static Day day(double load, long patience, long seed) {
        var agents = new TreeMap<AgentId, Day.Person>();
        for (int a = 1; a <= 12; a++) {
            agents.put(
                    new AgentId(100 + a), new Day.Person(AgentRules.voice(ACME), a <= 8 ? Map.of(BILLS, 3) : Map.of()));
        }
        // 12 agents, 210 s a contact with its ringing: 205.7 an hour fill them
        return new MadeUpDay(NINE, 6, 4_000)
                .of(
                        Map.of(
                                SALES,
                                PLAIN,
                                SERVICE,
                                PLAIN.withSteps(List.of(new RequirementStep(0, List.of(new Needed(BILLS, 1)))))),
                        agents,
                        List.of(
                                new MadeUpDay.Flow(SALES, 123 * load, 181_000, 25_000, patience),
                                new MadeUpDay.Flow(SERVICE, 82 * load, 181_000, 25_000, patience)),
                        seed);
    }

    private static Error error(double load, long patience) {
        var error = new Error();
        for (long seed = 1; seed <= 6; seed++) {
            var floor = new Floor();
            var estimator = new WaitEstimator();
            var said = new HashMap<InteractionId, ExpectedWait>();
            long warm = NINE + 30 * 60_000;
            DayRunner.run(day(load, patience, seed), seed, null, event -> {
                floor.evolve(event);
                estimator.heard(event);
                switch (event) {
                    case FloorEvent.InteractionQueued e
                    when e.atMillis() > warm -> {
                        var wait = estimator.of(floor, e.interaction());
                        if (wait.likelyMillis() > 0) {
                            said.put(e.interaction(), wait);
                        }
                    }
                    case FloorEvent.OfferAccepted e
                    when said.containsKey(e.interaction()) ->
                        error.add(said.get(e.interaction()), e.waitMillis() - 4_000);
                    case FloorEvent _ -> {}
                }
            });
        }
        return error;
    }

    @ParameterizedTest(name = "load {0}")
    @ValueSource(doubles = {0.85, 0.92, 0.97, 1.05, 1.2})
    void theErrorIsAsWritten(double load) {
        var patient = error(load, 900_000);
        System.out.println(patient.line("load " + load + ", patient"));
        var hasty = error(load, 120_000);
        System.out.println(hasty.line("load " + load + ", hasty"));
        // one step is an exponential time and as uncertain as it is long; the longer the queue, the better
        assertThat(patient.relative()).isLessThan(0.7);
        assertThat(hasty.relative()).isLessThan(0.7);
    }

    @Test
    void whatIsSaidIsRoundedOutwards() {
        assertThat(new ExpectedWait(0, 20_000, 45_000, 1, 3).announcement()).isEqualTo(new Announcement(0, 1));
        assertThat(new ExpectedWait(70_000, 150_000, 230_000, 4, 3).announcement())
                .isEqualTo(new Announcement(1, 4));
        assertThat(new ExpectedWait(400_000, 600_000, 800_000, 9, 3).announcement())
                .isEqualTo(new Announcement(5, 15));
        assertThat(new ExpectedWait(1_300_000, 1_500_000, 1_900_000, 20, 3).announcement())
                .isEqualTo(new Announcement(20, 40));
        assertThat(ExpectedWait.unknown(3).announcement()).isEqualTo(new Announcement(0, 0));
    }

    @Test
    void nobodyAtWorkMeansThatNothingIsKnown() {
        var floor = new Floor();
        var estimator = new WaitEstimator();
        floor.handle(new FloorCommand.ConfigureQueue(SALES, PLAIN), NINE);
        floor.handle(new FloorCommand.Enqueue(new InteractionId(1), SALES, Arrival.plain(0)), NINE);
        assertThat(estimator.of(floor, new InteractionId(1)).isKnown()).isFalse();
        assertThat(estimator.of(floor, new InteractionId(2)).isKnown()).isFalse();
    }

    @Test
    void thePlaceCountsWhoComesBefore() {
        var floor = new Floor();
        floor.handle(new FloorCommand.ConfigureQueue(SALES, PLAIN), NINE);
        for (int i = 1; i <= 3; i++) {
            floor.handle(
                    new FloorCommand.Enqueue(new InteractionId(i), SALES, Arrival.plain(i == 3 ? 9 : 0)),
                    NINE + i * 1000);
        }
        assertThat(floor.position(new InteractionId(3))).isEqualTo(1);
        assertThat(floor.position(new InteractionId(2))).isEqualTo(3);
        floor.handle(new FloorCommand.SuspendWaiting(new InteractionId(1)), NINE + 5_000);
        assertThat(floor.position(new InteractionId(2))).isEqualTo(2);
    }
}
