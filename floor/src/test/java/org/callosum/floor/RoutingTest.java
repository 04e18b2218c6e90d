package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.ANYONE;
import static org.callosum.floor.Scenario.BEN;
import static org.callosum.floor.Scenario.BILLING;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.CALL_2;
import static org.callosum.floor.Scenario.CALL_3;
import static org.callosum.floor.Scenario.CAT;
import static org.callosum.floor.Scenario.OTHER_CLIENT;
import static org.callosum.floor.Scenario.RENEWAL;
import static org.callosum.floor.Scenario.RENEWALS;
import static org.callosum.floor.Scenario.SALES;
import static org.callosum.floor.Scenario.SERVICE;
import static org.callosum.floor.Scenario.at;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.floor.FloorCommand.AcceptOffer;
import org.callosum.floor.FloorCommand.CompleteWrapUp;
import org.callosum.floor.FloorCommand.ConfigureAgent;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.EndConversation;
import org.callosum.floor.FloorCommand.Enqueue;
import org.callosum.floor.FloorCommand.GoNotReady;
import org.callosum.floor.FloorCommand.GoReady;
import org.callosum.floor.FloorCommand.GrantSkill;
import org.callosum.floor.FloorCommand.RevokeSkill;
import org.callosum.floor.FloorCommand.SignIn;
import org.callosum.floor.FloorCommand.SignOut;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.floor.FloorEvent.OfferWithdrawn;
import org.callosum.floor.FloorEvent.PreferenceLapsed;
import org.callosum.floor.FloorEvent.RequirementRelaxed;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTest {
    private static final Arrival PLAIN = Arrival.plain(0);

    private static GrantSkill renewal(AgentId agent, int proficiency) {
        return new GrantSkill(agent, RENEWAL, proficiency);
    }

    private static Scenario handles(Scenario scenario, InteractionId call, int accept, int end, int done) {
        return scenario.when(new AcceptOffer(new OfferId(call, 1)), at(accept))
                .when(new EndConversation(call, EndedBy.CUSTOMER), at(end))
                .when(new CompleteWrapUp(call, List.of()), at(done));
    }

    // ---- which agent ----

    @Test
    void renewalsGoToWhoKnowsThemBest() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY, BEN, CAT)
                .given(renewal(AMY, 3), renewal(BEN, 5), renewal(CAT, 1))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        var offer = scenario.only(OfferMade.class);
        assertThat(offer.agent()).isEqualTo(BEN);
        // Cat is below the minimum and no candidate
        assertThat(offer.explanation()).isEqualTo(new Explanation(2, "best-proficiency", 5, AMY, 1, 0));
    }

    @Test
    void betweenEquallyGoodAgentsTheOneIdleLongestIsChosenThenTheLowerId() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(BEN, AMY)
                .given(renewal(AMY, 4), renewal(BEN, 4))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
        var sameMoment = new Scenario()
                .given(
                        new ConfigureQueue(SALES, ANYONE),
                        new ConfigureAgent(BEN, AgentRules.voice(ACME)),
                        new ConfigureAgent(AMY, AgentRules.voice(ACME)),
                        new SignIn(BEN),
                        new SignIn(AMY),
                        new GoReady(BEN),
                        new GoReady(AMY))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(sameMoment.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    @Test
    void longestIdleDoesNotLookAtProficiency() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS.withPolicy(AgentPolicy.LONGEST_IDLE)))
                .givenReady(AMY, BEN)
                .given(renewal(AMY, 2), renewal(BEN, 5))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
        assertThat(scenario.only(OfferMade.class).explanation())
                .isEqualTo(new Explanation(2, "longest-idle", 10_000, BEN, 1, 0));
    }

    @Test
    void leastOccupiedGoesToWhoWorkedTheSmallerPart() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE.withPolicy(AgentPolicy.LEAST_OCCUPIED)))
                .givenReady(AMY)
                .when(new Enqueue(CALL, SALES, PLAIN), at(100));
        handles(scenario, CALL, 100, 150, 160);
        scenario.givenReady(BEN).when(new Enqueue(CALL_2, SALES, PLAIN), at(170));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
        assertThat(scenario.only(OfferMade.class).explanation().runnerUp()).isEqualTo(AMY);
    }

    @Test
    void fairShareGoesToWhoTookFewerPerHour() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE.withPolicy(AgentPolicy.FAIR_SHARE)))
                .givenReady(AMY, BEN)
                .when(new Enqueue(CALL, SALES, PLAIN), at(100));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
        handles(scenario, CALL, 100, 150, 160);
        handles(scenario.when(new Enqueue(CALL_2, SALES, PLAIN), at(170)), CALL_2, 171, 172, 173);
        // both have taken one; Ben's took place in more time on the floor, so his rate is the lower
        scenario.when(new Enqueue(CALL_3, SALES, PLAIN), at(180));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
    }

    // ---- who may ----

    @Test
    void anAgentOfAnotherClientNeverGetsIt() {
        new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE), new ConfigureAgent(AMY, AgentRules.voice(OTHER_CLIENT)))
                .given(new SignIn(AMY), new GoReady(AMY))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10))
                .then(new FloorEvent.InteractionQueued(CALL, SALES, PLAIN, at(10)));
    }

    @Test
    void anAgentEntitledToOtherQueuesNeverGetsIt() {
        var rules = new AgentRules(Set.of(ACME), Map.of(Channel.VOICE, 1), List.of(SERVICE));
        var scenario = new Scenario()
                .given(
                        new ConfigureQueue(SALES, ANYONE),
                        new ConfigureQueue(SERVICE, ANYONE),
                        new ConfigureAgent(AMY, rules),
                        new SignIn(AMY),
                        new GoReady(AMY),
                        new Enqueue(CALL, SALES, PLAIN))
                .when(new Enqueue(CALL_2, SERVICE, PLAIN), at(10));
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
    }

    @Test
    void anExcludedAgentNeverGetsItWhileOthersAreServed() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY)
                .when(new Enqueue(CALL, SALES, PLAIN.withExcluded(List.of(AMY))), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        scenario.when(new Enqueue(CALL_2, SALES, PLAIN), at(11));
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
    }

    @Test
    void extraNeedsComeOnTopOfTheQueues() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY, BEN)
                .given(renewal(AMY, 5), renewal(BEN, 2), new GrantSkill(BEN, BILLING, 3))
                .when(new Enqueue(CALL, SALES, PLAIN.withNeeds(List.of(new Needed(BILLING, 2)))), at(10));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
        assertThat(scenario.only(OfferMade.class).explanation().candidates()).isOne();
    }

    @Test
    void aGrantedSkillTakesEffectAtOnce() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY)
                .given(new Enqueue(CALL, SALES, PLAIN))
                .when(renewal(AMY, 2), at(20));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    @Test
    void aRevokedSkillTakesBackThePendingOffer() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY)
                .given(renewal(AMY, 2), new Enqueue(CALL, SALES, PLAIN))
                .when(new RevokeSkill(AMY, RENEWAL), at(20));
        assertThat(scenario.only(OfferWithdrawn.class).why()).isEqualTo(Withdrawal.NOT_ENTITLED);
    }

    // ---- steps ----

    @Test
    void theRequirementRelaxesAfterItsTimeAndNotBefore() {
        var rules = RENEWALS.withSteps(List.of(
                new RequirementStep(0, List.of(new Needed(RENEWAL, 4))),
                new RequirementStep(30_000, List.of(new Needed(RENEWAL, 2))),
                new RequirementStep(60_000, List.of())));
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, rules))
                .givenReady(AMY)
                .given(renewal(AMY, 2))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        assertThat(scenario.floor.nextDeadlineMillis()).isEqualTo(at(40));
        scenario.whenTimeIs(at(40) - 1).thenNothing().whenTimeIs(at(40));
        assertThat(scenario.events().getFirst()).isEqualTo(new RequirementRelaxed(CALL, 1, at(40)));
        assertThat(scenario.only(OfferMade.class).explanation().step()).isOne();
    }

    @Test
    void newRulesOfAQueueHoldAtOnceForWhatWaits() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY)
                .given(new Enqueue(CALL, SALES, PLAIN))
                .when(new ConfigureQueue(SALES, ANYONE), at(20));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    // ---- windows ----

    @Test
    void thePreferredAgentComesFirstEvenIfAnotherIsIdleLonger() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY, BEN)
                .when(new Enqueue(CALL, SALES, PLAIN.withPreferred(BEN, 10_000)), at(10));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
        assertThat(scenario.only(OfferMade.class).explanation().rule()).isEqualTo("preferred-agent");
    }

    @Test
    void aWindowIsTimeLimitedThenTheLastAgentsFollowsThenEveryone() {
        var arrival = PLAIN.withPreferred(BEN, 10_000).withLast(CAT, 5_000);
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY, BEN, CAT)
                .given(new GoNotReady(BEN, "break"), new GoNotReady(CAT, "break"))
                .when(new Enqueue(CALL, SALES, arrival), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        scenario.whenTimeIs(at(20)).then(new PreferenceLapsed(CALL, BEN, Lapse.TIME, at(20)));
        scenario.whenTimeIs(at(25));
        assertThat(scenario.events().getFirst()).isEqualTo(new PreferenceLapsed(CALL, CAT, Lapse.TIME, at(25)));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    @Test
    void aWindowEndsAtOnceWhenItsAgentIsNotThereOrMayNot() {
        var arrival = PLAIN.withPreferred(BEN, 10_000).withLast(CAT, 5_000);
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY, CAT)
                .given(renewal(AMY, 2))
                .when(new Enqueue(CALL, SALES, arrival), at(10));
        assertThat(scenario.events())
                .contains(
                        new PreferenceLapsed(CALL, BEN, Lapse.NOT_SIGNED_IN, at(10)),
                        new PreferenceLapsed(CALL, CAT, Lapse.NOT_ENTITLED, at(10)));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    @Test
    void aWindowEndsWhenItsAgentSignsOut() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, ANYONE))
                .givenReady(AMY, BEN)
                .given(new GoNotReady(BEN, "break"), new Enqueue(CALL, SALES, PLAIN.withPreferred(BEN, 60_000)))
                .when(new SignOut(BEN), at(20));
        assertThat(scenario.only(PreferenceLapsed.class).why()).isEqualTo(Lapse.NOT_SIGNED_IN);
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    // ---- which interaction ----

    private static Scenario amyIsBusy(QueueRules sales, QueueRules service) {
        return new Scenario()
                .given(new ConfigureQueue(SALES, sales), new ConfigureQueue(SERVICE, service))
                .givenReady(AMY)
                .given(new Enqueue(new InteractionId(500), SALES, PLAIN))
                .when(new AcceptOffer(new OfferId(new InteractionId(500), 1)), at(2));
    }

    private static OfferMade next(Scenario scenario, int seconds) {
        scenario.when(new EndConversation(new InteractionId(500), EndedBy.CUSTOMER), at(seconds))
                .when(new CompleteWrapUp(new InteractionId(500), List.of()), at(seconds));
        return scenario.only(OfferMade.class);
    }

    @Test
    void withinAQueueFirstComeFirstServed() {
        var scenario = amyIsBusy(ANYONE, ANYONE)
                .when(new Enqueue(CALL_2, SALES, PLAIN), at(10))
                .when(new Enqueue(CALL, SALES, PLAIN), at(11));
        var offer = next(scenario, 30);
        assertThat(offer.interaction()).isEqualTo(CALL_2);
        assertThat(offer.explanation()).isEqualTo(new Explanation(2, "most-urgent", 1.0, null, 2, 0));
    }

    @Test
    void aPointOfPriorityIsWorthHalfAMinuteOfWaiting() {
        var scenario = amyIsBusy(ANYONE, ANYONE)
                .when(new Enqueue(CALL, SALES, PLAIN), at(10))
                .when(new Enqueue(CALL_2, SALES, Arrival.plain(1)), at(39))
                .when(new Enqueue(CALL_3, SALES, Arrival.plain(1)), at(41));
        assertThat(next(scenario, 50).interaction()).isEqualTo(CALL_2);
    }

    @Test
    void atTheSameWaitTheQueueWithTheTighterTargetComesFirst() {
        var scenario = amyIsBusy(ANYONE.withTarget(60_000, Urgency.NORMAL), ANYONE)
                .when(new Enqueue(CALL, SALES, PLAIN), at(10))
                .when(new Enqueue(CALL_2, SERVICE, PLAIN), at(10));
        assertThat(next(scenario, 30).interaction()).isEqualTo(CALL_2);
    }

    @Test
    void anOverdueInteractionComesBeforeEverythingThatIsNot() {
        var slow = ANYONE.withTarget(86_400_000, new Urgency(1, 30_000, 100_000));
        var scenario = amyIsBusy(slow, ANYONE)
                .when(new Enqueue(CALL, SALES, PLAIN), at(10))
                .when(new Enqueue(CALL_2, SERVICE, Arrival.plain(9)), at(11));
        var offer = next(scenario, 110);
        assertThat(offer.interaction()).isEqualTo(CALL);
        assertThat(offer.explanation().rule()).isEqualTo("overdue");
        assertThat(offer.explanation().score()).isEqualTo(100_000);
    }

    /// One agent, a queue whose target is a day, and another that floods the floor with urgent calls twice as
    /// fast as they can be served.
    @Test
    void nothingStarvesUnderAFloodOfUrgentCalls() {
        var patient = ANYONE.withTarget(86_400_000, new Urgency(1, 30_000, 600_000));
        var flood = ANYONE.withPriority(9)
                .withTarget(5_000, new Urgency(1, 30_000, 600_000))
                .withTimes(20_000, 0, true);
        var floor = new Floor();
        floor.handle(new ConfigureQueue(SALES, patient), at(0));
        floor.handle(new ConfigureQueue(SERVICE, flood), at(0));
        floor.handle(new ConfigureAgent(AMY, AgentRules.voice(ACME)), at(0));
        floor.handle(new SignIn(AMY), at(0));
        floor.handle(new GoReady(AMY), at(0));
        floor.handle(new Enqueue(new InteractionId(1000), SERVICE, PLAIN), at(0));
        floor.handle(new Enqueue(CALL, SALES, PLAIN), at(0));
        long next = 1001;
        for (int second = 1; second < 2000; second++) {
            floor.handle(new Enqueue(new InteractionId(next++), SERVICE, PLAIN), at(second));
            var agent = floor.agent(AMY);
            if (second % 2 == 0 && agent != null) {
                var work = agent.work().getFirst();
                if (work.interaction().equals(CALL)) {
                    assertThat(second).as("seconds waited").isGreaterThan(600);
                    return;
                }
                floor.handle(new AcceptOffer(new OfferId(work.interaction(), work.offers())), at(second));
                floor.handle(new EndConversation(work.interaction(), EndedBy.CUSTOMER), at(second));
            }
        }
        throw new AssertionError("the patient call starved");
    }

    // ---- several at once ----

    private static final QueueId CHATS = new QueueId(13);
    private static final QueueRules CHAT = QueueRules.of(ACME, Channel.CHAT, List.of());

    private static Scenario amyChats(AgentPolicy policy) {
        var rules = new AgentRules(Set.of(ACME), Map.of(Channel.VOICE, 1, Channel.CHAT, 2), List.of());
        return new Scenario()
                .given(
                        new ConfigureQueue(CHATS, CHAT.withPolicy(policy)),
                        new ConfigureQueue(SALES, ANYONE),
                        new ConfigureAgent(AMY, rules),
                        new SignIn(AMY),
                        new GoReady(AMY));
    }

    @ParameterizedTest
    @EnumSource(AgentPolicy.class)
    void chatsComeUpToTheCapacityAndNoFurther(AgentPolicy policy) {
        var scenario = amyChats(policy)
                .given(new Enqueue(CALL, CHATS, PLAIN), new Enqueue(CALL_2, CHATS, PLAIN))
                .when(new Enqueue(CALL_3, CHATS, PLAIN), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        assertThat(scenario.floor.interactions())
                .extracting(WorkView::stage)
                .containsExactly(WorkView.Stage.OFFERED, WorkView.Stage.OFFERED, WorkView.Stage.WAITING);
    }

    @Test
    void voiceIsWorkedAlone() {
        var scenario = amyChats(AgentPolicy.LONGEST_IDLE)
                .given(new Enqueue(CALL, CHATS, PLAIN))
                .when(new Enqueue(CALL_2, SALES, PLAIN), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
        var other = amyChats(AgentPolicy.LONGEST_IDLE)
                .given(new Enqueue(CALL, SALES, PLAIN))
                .when(new Enqueue(CALL_2, CHATS, PLAIN), at(10));
        assertThat(other.has(OfferMade.class)).isFalse();
    }
}
