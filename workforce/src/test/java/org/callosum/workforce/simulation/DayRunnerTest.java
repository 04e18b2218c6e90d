package org.callosum.workforce.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Exit;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.callosum.workforce.simulation.DayResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayRunnerTest {
    private static final ClientId ACME = new ClientId(1);
    private static final QueueId SALES = new QueueId(11);
    private static final QueueId SERVICE = new QueueId(12);
    private static final SkillId BILLS = new SkillId(21);
    private static final long NINE = 1_800_000_000_000L;
    private static final QueueRules PLAIN = QueueRules.of(ACME, Channel.VOICE, List.of());

    private static Map<AgentId, Day.Person> agents(int n, int skilled) {
        var agents = new TreeMap<AgentId, Day.Person>();
        for (int a = 1; a <= n; a++) {
            agents.put(
                    new AgentId(100 + a),
                    new Day.Person(AgentRules.voice(ACME), a <= skilled ? Map.of(BILLS, 1 + a % 5) : Map.of()));
        }
        return agents;
    }

    private static Day busyDay(long seed) {
        var relaxing = PLAIN.withSteps(
                List.of(new RequirementStep(0, List.of(new Needed(BILLS, 3))), new RequirementStep(40_000, List.of())));
        var day = new MadeUpDay(NINE, 3, 3_000)
                .of(
                        Map.of(SALES, PLAIN, SERVICE, relaxing),
                        agents(14, 8),
                        List.of(
                                new MadeUpDay.Flow(SALES, 140, 150_000, 25_000, 90_000),
                                new MadeUpDay.Flow(SERVICE, 100, 200_000, 30_000, 240_000)),
                        seed);
        var presence = new ArrayList<>(day.presence());
        presence.add(new PresenceChange(new AgentId(103), NINE + 3_600_000, PresenceChange.Kind.NOT_READY, "break"));
        presence.add(new PresenceChange(new AgentId(103), NINE + 4_500_000, PresenceChange.Kind.READY));
        presence.add(new PresenceChange(new AgentId(104), NINE + 7_000_000, PresenceChange.Kind.SIGN_OUT));
        return new Day(
                day.queues(),
                day.agents(),
                day.contacts(),
                presence,
                List.of(new OtherWork(9_000_001, new AgentId(105), SALES, NINE, 120_000, 5_000)),
                3_000,
                day.endMillis());
    }

    /// Ten agents, eight erlangs, nobody hangs up: Erlang C says 0.409180 wait, and 36.83 s on average with
    /// work of three minutes (exact computation). 40 days of ten hours; stated tolerance 6 %.
    @Test
    void aPlainQueueWaitsAsErlangCSays() {
        double waited = 0;
        double late = 0;
        double n = 0;
        for (int seed = 1; seed <= 40; seed++) {
            var day = new MadeUpDay(NINE, 10, 0)
                    .of(
                            Map.of(SALES, PLAIN.withTimes(20_000, 0, true)),
                            agents(10, 0),
                            List.of(new MadeUpDay.Flow(SALES, 160, 180_000, 0, Patience.ENDLESS)),
                            seed);
            for (var contact : DayRunner.run(day, seed).contacts()) {
                waited += contact.waitMillis();
                late += contact.waitMillis() > 0 ? 1 : 0;
                n++;
            }
        }
        assertThat(late / n).isCloseTo(0.409180150796, within(0.06 * 0.41));
        assertThat(waited / n / 1000).isCloseTo(0.409180150796 * 180 / 2, within(0.06 * 36.8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSameDayUnderTheSameRulesIsTheSameDay(long seed) {
        var events = new ArrayList<FloorEvent>();
        var lived = DayRunner.run(busyDay(seed), seed, null, events::add);
        var recorded = RecordedDay.of(new Floor().snapshot(), events, NINE + 4 * 3_600_000L);
        var again = DayRunner.run(recorded, seed + 77);
        assertThat(again.contacts()).hasSameSizeAs(lived.contacts());
        int same = 0;
        for (int i = 0; i < again.contacts().size(); i++) {
            var a = again.contacts().get(i);
            var b = lived.contacts().get(i);
            same += a.outcome() == b.outcome()
                            && a.waitMillis() == b.waitMillis()
                            && Objects.equals(a.agent(), b.agent())
                    ? 1
                    : 0;
        }
        // what rang when somebody hung up, and two things at one millisecond, may come out otherwise
        assertThat((double) same / again.contacts().size()).isGreaterThanOrEqualTo(0.98);
        for (var queue : List.of(SALES, SERVICE)) {
            assertThat(Objects.requireNonNull(again.queues().get(queue)).meanWaitMillis())
                    .isCloseTo(Objects.requireNonNull(lived.queues().get(queue)).meanWaitMillis(), within(1_000.0));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyContactEndsOnceAndSumsAddUp(long seed) {
        var day = busyDay(seed);
        var result = DayRunner.run(day, seed);
        assertThat(result.contacts()).hasSize(day.contacts().size());
        int answered = 0;
        for (int i = 0; i < day.contacts().size(); i++) {
            var contact = day.contacts().get(i);
            var became = result.contacts().get(i);
            assertThat(became.id()).isEqualTo(contact.id());
            if (contact.seen() instanceof Contact.Seen.Abandoned(var patience)) {
                assertThat(became.waitMillis()).isLessThanOrEqualTo(patience);
            }
            assertThat(became.agent() != null).isEqualTo(became.outcome() == Outcome.ANSWERED);
            answered += became.outcome() == Outcome.ANSWERED ? 1 : 0;
        }
        assertThat(result.agents().values().stream()
                        .mapToInt(DayResult.AgentSums::handled)
                        .sum())
                .isEqualTo(answered);
        for (var sums : result.queues().values()) {
            assertThat(sums.answered() + sums.abandoned() + sums.sentOn() + sums.refused() + sums.open())
                    .isEqualTo(sums.arrived());
        }
    }

    @Test
    void aSeedDecidesAndNothingElse() {
        var once = DayRunner.run(busyDay(3), 9);
        assertThat(DayRunner.run(busyDay(3), 9)).isEqualTo(once);
        assertThat(DayRunner.run(busyDay(3), 9, null, _ -> {}).contacts())
                .as("a record of each event changes nothing")
                .isEqualTo(once.contacts());
    }

    @Test
    void moreAgentsAnswerMore() {
        var few = busyDay(2);
        var many = new TreeMap<>(few.agents());
        var presence = new ArrayList<>(few.presence());
        for (int a = 1; a <= 4; a++) {
            var agent = new AgentId(200 + a);
            many.put(agent, new Day.Person(AgentRules.voice(ACME), Map.of(BILLS, 5)));
            presence.add(new PresenceChange(agent, NINE, PresenceChange.Kind.SIGN_IN));
            presence.add(new PresenceChange(agent, NINE, PresenceChange.Kind.READY));
        }
        var more = new Day(
                few.queues(),
                many,
                few.contacts(),
                presence,
                few.otherWork(),
                few.answerAfterMillis(),
                few.endMillis());
        assertThat(DayRunner.run(more, 1).queues().values().stream()
                        .mapToInt(DayResult.QueueSums::answered)
                        .sum())
                .isGreaterThan(DayRunner.run(few, 1).queues().values().stream()
                        .mapToInt(DayResult.QueueSums::answered)
                        .sum());
    }

    @Test
    void whatIsSentOnLeavesAtItsTimeUnlessAnsweredBefore() {
        var contact = new Contact(
                1, NINE, SALES, Arrival.plain(0), new Contact.Seen.SentOn(30_000, Exit.OVERFLOW), 60_000, 0);
        var nobody =
                new Day(Map.of(SALES, PLAIN), agents(1, 0), List.of(contact), List.of(), List.of(), 0, NINE + 60_000);
        assertThat(DayRunner.run(nobody, 1).contacts().getFirst().outcome()).isEqualTo(Outcome.SENT_ON);
        assertThat(DayRunner.run(nobody, 1).contacts().getFirst().waitMillis()).isEqualTo(30_000);
        var somebody = new Day(
                Map.of(SALES, PLAIN),
                agents(1, 0),
                List.of(contact),
                List.of(
                        new PresenceChange(new AgentId(101), NINE, PresenceChange.Kind.SIGN_IN),
                        new PresenceChange(new AgentId(101), NINE + 10_000, PresenceChange.Kind.READY)),
                List.of(),
                2_000,
                NINE + 60_000);
        assertThat(DayRunner.run(somebody, 1).contacts().getFirst().waitMillis())
                .isEqualTo(12_000);
    }

    @Test
    void aDayThatContradictsItselfSaysHow() {
        var stray = new Contact(1, NINE, SERVICE, Arrival.plain(0), new Contact.Seen.Nothing(), 1, 1);
        assertThatThrownBy(() -> new Day(Map.of(SALES, PLAIN), Map.of(), List.of(stray), List.of(), List.of(), 0, NINE))
                .hasMessageContaining("queue 12");
        var unknown = new Contact(1, NINE, SALES, Arrival.plain(0), new Contact.Seen.Nothing(), -1, -1);
        var day = new Day(Map.of(SALES, PLAIN), Map.of(), List.of(unknown), List.of(), List.of(), 0, NINE);
        assertThatThrownBy(() -> DayRunner.run(day, 1)).hasMessageContaining("no conversation");
    }
}
