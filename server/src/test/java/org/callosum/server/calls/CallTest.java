package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.Explanation;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Needed;
import org.callosum.flow.FlowStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.SkillId;
import org.callosum.server.customers.Precedence;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallTest {
    private static final long NOW = 1_000_000L;
    private static final Explanation WHY = new Explanation(1, "longest-idle", 0, null, 1, 0);

    private final House house = new House(Flows.straight("billing"));

    private OfferId offer(int count) {
        return new OfferId(house.interaction(), count);
    }

    private void offered(int count) {
        house.floor(new FloorEvent.OfferMade(offer(count), House.AMY, House.BILLING, NOW + 20_000, WHY, NOW));
    }

    private void accepted(int count) {
        house.floor(new FloorEvent.OfferAccepted(offer(count), House.AMY, House.BILLING, 4_000, NOW));
    }

    private void conversationEnded(EndedBy by) {
        house.floor(new FloorEvent.ConversationEnded(house.interaction(), House.AMY, House.BILLING, by, NOW));
    }

    private void amysBrowserIsOnTheLine() {
        house.centre.openLine(House.TENANT, House.AMY, "offer");
        house.hears(new VoiceEvent.Answered(house.voice.browser()));
        house.voice.orders.clear();
    }

    @Test
    void aCallerIsGreetedChoosesAndIsQueuedWithTheSkillTheyNeed() {
        var shop = new House(Flows.main());
        shop.rings();
        assertThat(shop.voice.orders).containsExactly("answer 900", "play 1 to 900");
        shop.hearsToTheEnd();
        shop.presses('1');
        assertThat(shop.history).contains("menu-choice", "keys 1");
        assertThat(shop.commands).singleElement().isInstanceOfSatisfying(FloorCommand.Enqueue.class, enqueue -> {
            assertThat(enqueue.queue()).isEqualTo(House.BILLING);
            assertThat(enqueue.arrival().extraNeeds()).containsExactly(new Needed(new SkillId(4), 3));
        });
    }

    @Test
    void whoAnswersNoQuestionArrivesAsOneWhomSelfServiceFailed() {
        var shop = new House(Flows.main());
        shop.rings();
        shop.hearsToTheEnd(); // the greeting
        shop.hearsToTheEnd(); // the choices
        shop.passes(5_000); // asked once more
        shop.hearsToTheEnd();
        shop.passes(5_000);
        assertThat(shop.commands)
                .singleElement()
                .isInstanceOfSatisfying(
                        FloorCommand.Enqueue.class,
                        enqueue ->
                                assertThat(enqueue.arrival().attributes()).containsEntry("selfService.failed", "true"));
        var other = new House(Flows.main());
        other.rings();
        other.hearsToTheEnd();
        other.presses('1');
        assertThat(other.commands)
                .singleElement()
                .isInstanceOfSatisfying(
                        FloorCommand.Enqueue.class,
                        enqueue -> assertThat(enqueue.arrival().attributes()).doesNotContainKey("selfService.failed"));
    }

    @Test
    void theArrivalIsStoredBeforeTheCallerHearsAnything() {
        house.stored = false;
        house.rings();
        assertThat(house.voice.orders).containsExactly("reject 900 503");
        assertThat(house.commands).isEmpty();
    }

    @Test
    void aCentreThatIsBehindSendsNewCallsAwayAndTakesThemAgainAfterwards() {
        house.centre.on(
                new VoiceEvent.IncomingCall(
                        House.CUSTOMER,
                        "85212345678",
                        "",
                        "4001",
                        new VoiceEvent.CallSource.FromTrunk("carrier"),
                        java.util.Map.of()),
                1_000_000L - Backlog.LIMIT_MILLIS - 1);
        assertThat(house.voice.orders).containsExactly("reject 900 503");
        assertThat(house.history).as("nothing was begun for it").isEmpty();
        assertThat(house.centre.counters()).containsEntry("refused.overload", 1L);
        house.rings();
        assertThat(house.history).contains("arrived");
    }

    @Test
    void anUnknownNumberIsRefused() {
        house.hears(new VoiceEvent.IncomingCall(
                House.CUSTOMER, "1", "", "9999", new VoiceEvent.CallSource.FromTrunk("carrier"), java.util.Map.of()));
        assertThat(house.voice.orders).containsExactly("reject 900 404");
    }

    @Test
    void aDeskPhoneDialsNothingOutside() {
        house.hears(new VoiceEvent.IncomingCall(
                House.CUSTOMER,
                "amy",
                "",
                "0085299999999",
                new VoiceEvent.CallSource.FromDevice("amy"),
                java.util.Map.of()));
        assertThat(house.voice.orders).containsExactly("reject 900 403");
    }

    @Test
    void aNumberWhoseFlowIsNotLiveIsRefusedAsUnavailable() {
        var shop = new House();
        shop.rings();
        assertThat(shop.voice.orders).containsExactly("reject 900 480");
    }

    @Test
    void anAcceptedOfferJoinsTheTwoAndIsRecorded() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        assertThat(house.voice.orders).containsSubsequence("tone ALERT", "mix of 2", "record", "record right agent");
        assertThat(house.voice.orders).containsOnlyOnce("listen");
        assertThat(house.history)
                .containsSubsequence("arrived", "speech opened", "recording opened", "recording-started");
    }

    @Test
    void aCustomerWhoHangsUpWhileWaitingAbandons() {
        house.rings();
        house.leaves();
        assertThat(house.commands).last().isEqualTo(new FloorCommand.Abandon(house.interaction()));
        assertThat(house.history).last().isEqualTo("ended abandoned");
        assertThat(house.centre.counters()).containsEntry("now", 0L);
    }

    @Test
    void aCustomerWhoHangsUpWhileTalkingEndsTheConversation() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        house.floorAccepts = false; // no abandon: they were talking
        house.leaves();
        assertThat(house.commands)
                .last()
                .isEqualTo(new FloorCommand.EndConversation(house.interaction(), EndedBy.CUSTOMER));
        assertThat(house.voice.orders).containsSubsequence("stop-listening", "stop recording", "unmix");
        assertThat(house.history).last().isEqualTo("ended handled");
    }

    @Test
    void theDeskPhoneRingsAndItsAnswerIsAskedOfTheFloor() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        house.rings();
        offered(1);
        assertThat(house.voice.orders).last().isEqualTo("dial phone-7 from 85212345678");
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        assertThat(house.commands).last().isEqualTo(new FloorCommand.AcceptOffer(offer(1)));
        assertThat(house.voice.orders).doesNotContain("mix of 2");
        accepted(1);
        assertThat(house.voice.orders).contains("mix of 2");
    }

    @Test
    void aDeskPhoneThatIsTooLateIsHungUp() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        house.rings();
        offered(1);
        house.floorAccepts = false;
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        assertThat(house.voice.orders).last().isEqualTo("hang up dialled");
    }

    @Test
    void aDeskPhoneThatRefusesDeclines() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        house.rings();
        offered(1);
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.REJECTED, 486));
        assertThat(house.commands).last().isEqualTo(new FloorCommand.DeclineOffer(offer(1)));
    }

    @Test
    void anExpiredOfferStopsThePhoneAndDoesNotDecline() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        house.rings();
        offered(1);
        house.floor(new FloorEvent.OfferExpired(offer(1), House.AMY, House.BILLING, NOW + 20_001));
        assertThat(house.voice.orders).last().isEqualTo("hang up dialled");
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.HUNG_UP_BY_US, 0));
        assertThat(house.commands).noneMatch(FloorCommand.DeclineOffer.class::isInstance);
    }

    @Test
    void anAgentsPhoneThatHangsUpEndsTheConversation() {
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        house.rings();
        offered(1);
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        accepted(1);
        house.hears(new VoiceEvent.Ended(house.voice.dialled(), EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.commands)
                .last()
                .isEqualTo(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        conversationEnded(EndedBy.AGENT);
        assertThat(house.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void anAgentWhoHangsUpLeavesTheCustomerToTheFlow() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        house.call().agentHangsUp();
        assertThat(house.commands)
                .last()
                .isEqualTo(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        conversationEnded(EndedBy.AGENT);
        assertThat(house.voice.orders).containsSubsequence("stop recording", "unmix", "hang up 900");
    }

    @Test
    void heldCustomersHearMusicAndAreTakenBack() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        house.floor(new FloorEvent.HoldStarted(house.interaction(), House.AMY, NOW));
        assertThat(house.voice.orders).last().isEqualTo("hold 900");
        house.floor(new FloorEvent.HoldEnded(house.interaction(), House.AMY, NOW));
        assertThat(house.voice.orders).last().isEqualTo("unhold 900");
    }

    @Test
    void anAgentWhoseBrowserDiesIsWaitedForAndJoinedAgain() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        house.voice.orders.clear();
        house.hears(new VoiceEvent.Ended(house.voice.browser(), EndCause.MEDIA_LOST, 0));
        assertThat(house.voice.orders).contains("hold 900");
        house.voice.orders.clear();
        house.centre.openLine(House.TENANT, House.AMY, "again");
        house.hears(new VoiceEvent.Answered(house.voice.browser()));
        assertThat(house.voice.orders).containsSubsequence("mix of 2", "unhold 900", "record right agent");
    }

    @Test
    void aCustomerWhoGivesUpOnAnAgentsSilentBrowserIsOwedACall() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        house.hears(new VoiceEvent.Ended(house.voice.browser(), EndCause.MEDIA_LOST, 0));
        assertThat(house.cases).isEmpty();
        house.leaves();
        assertThat(house.cases).containsExactly("call-back interrupted");
    }

    @Test
    void aCustomerWhoHangsUpOnAnAgentThatHearsThemIsOwedNothing() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        house.leaves();
        assertThat(house.cases).isEmpty();
    }

    @Test
    void aTransferThatFailsLetsTheCustomerGoOnlyWhenTheCallBackIsStored() {
        var target = new FlowStep.Target(FlowStep.TargetKind.NUMBER, "+19005550000");
        var shop = new House(Flows.one(new FlowStep.Transfer(target)));
        shop.caseStored = new java.util.concurrent.CompletableFuture<>();
        shop.rings();
        assertThat(shop.cases).containsExactly("call-back interrupted");
        assertThat(shop.voice.orders).doesNotContain("hang up 900");
        shop.caseStored.complete(null);
        assertThat(shop.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void aCallThatLeftAMessageIsOverOnlyWhenTheMessageIsStored() {
        house.floorAccepts = false;
        house.caseStored = new java.util.concurrent.CompletableFuture<>();
        house.rings();
        house.leaves();
        assertThat(house.history).noneMatch(step -> step.startsWith("ended"));
        house.caseStored.complete(null);
        assertThat(house.history).last().isEqualTo("ended left-queue");
    }

    @Test
    void aPlannedStopLeavesCallsOpenForTheNextStartToInterrupt() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        accepted(1);
        house.commands.clear();
        house.centre.closing();
        house.hears(new VoiceEvent.Ended(House.CUSTOMER, EndCause.HUNG_UP_BY_US, 0));
        house.hears(new VoiceEvent.Ended(house.voice.browser(), EndCause.HUNG_UP_BY_US, 0));
        assertThat(house.commands).isEmpty();
        assertThat(house.history).noneMatch(step -> step.startsWith("ended"));
        var late = new VoiceEvent.IncomingCall(
                new LegId(901), "1", "", "4001", new VoiceEvent.CallSource.FromTrunk("carrier"), java.util.Map.of());
        house.hears(late);
        assertThat(house.voice.orders).last().isEqualTo("reject 901 503");
    }

    @Test
    void anOfferAcceptedAsTheCustomerLeavesJoinsNobody() {
        amysBrowserIsOnTheLine();
        house.rings();
        offered(1);
        house.leaves();
        accepted(1);
        assertThat(house.voice.orders).doesNotContain("mix of 2", "record");
    }

    @Test
    void aQueueThatIsFullLeavesTheCallerAMessage() {
        house.floorAccepts = false;
        house.rings();
        assertThat(house.voice.orders).containsSubsequence("tone BEEP", "record");
        house.presses('#');
        assertThat(house.cases).containsExactly("message left-while-waiting");
        assertThat(house.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void aQueueOutsideItsOwnHoursSendsTheCallerTheFlowsClosingWay() {
        house.queueHours = "office";
        house.open = false;
        house.rings();
        assertThat(house.commands).isEmpty();
        assertThat(house.history).contains("queue-closed").doesNotContain("hours-checked");
        assertThat(house.dataOf("queue-closed"))
                .containsEntry("queue", House.BILLING.toString())
                .containsEntry("calendar", "office")
                .containsEntry("reason", "weekly");
        assertThat(house.voice.orders).last().isEqualTo("hang up 900"); // the step's exit `closed`
    }

    @Test
    void whoLeavesAMessageAtAClosedQueueCameAfterHours() {
        var shop = new House(Flows.closing("billing", "message"));
        shop.queueHours = "office";
        shop.open = false;
        shop.rings();
        shop.presses('#');
        assertThat(shop.cases).containsExactly("message after-hours");
        assertThat(shop.history).doesNotContain("ended left-queue");
    }

    @Test
    void aQueueWithinItsOwnHoursTakesTheCaller() {
        house.queueHours = "office";
        house.rings();
        assertThat(house.commands).singleElement().isInstanceOf(FloorCommand.Enqueue.class);
    }

    @Test
    void aMessageIsKeptWhenTheCallerJustHangsUp() {
        house.floorAccepts = false;
        house.rings();
        house.leaves();
        assertThat(house.voice.orders).contains("stop recording");
        assertThat(house.cases).containsExactly("message left-while-waiting");
    }

    @Test
    void theFloorThatEndsAWaitSendsTheFlowOn() {
        house.rings();
        house.floor(new FloorEvent.InteractionLeftQueue(house.interaction(), House.BILLING, Exit.CLOSED, 5_000, NOW));
        assertThat(house.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void aPromptThatIsMissingDoesNotHoldTheCallerUp() {
        var shop = new House(Flows.one(new FlowStep.Announce(Flows.clip("missing"), false, "goodbye")));
        shop.rings();
        assertThat(shop.voice.orders).containsExactly("answer 900", "hang up 900");
    }

    @Test
    void aNumberThatNoRuleAllowsIsNotDialled() {
        var target = new FlowStep.Target(FlowStep.TargetKind.NUMBER, "+19005550000");
        var shop = new House(Flows.one(new FlowStep.Dial(target, 20_000, "goodbye", "goodbye", "goodbye", "goodbye")));
        shop.rings();
        assertThat(shop.voice.lastDialled).isNull();
        assertThat(shop.history).contains("dial-refused");
    }

    @Test
    void aDialledPartyIsJoinedAndTheCallerIsAnsweredOnlyThen() {
        var target = new FlowStep.Target(FlowStep.TargetKind.DEVICE, "desk-1");
        var shop = new House(Flows.one(new FlowStep.Dial(target, 20_000, "goodbye", "goodbye", "goodbye", "goodbye")));
        shop.rings();
        assertThat(shop.voice.orders).containsExactly("ring 900", "dial desk-1 from 85212345678");
        var other = shop.voice.dialled();
        shop.hears(new VoiceEvent.Answered(other));
        assertThat(shop.voice.orders).containsSubsequence("answer 900", "mix of 2");
        shop.hears(new VoiceEvent.Ended(other, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(shop.voice.orders).last().isEqualTo("hang up 900");
    }

    @Test
    void aBrowsersCallerIsGreetedWhenSoundCanFlow() {
        var shop = new House(Flows.main());
        var flow = Flows.main();
        shop.centre.fromBrowser(House.NUMBER, flow, "offer", "Wang", _ -> {});
        assertThat(shop.history).isEmpty();
        var leg = shop.voice.browser();
        shop.hears(new VoiceEvent.Answered(leg));
        shop.hears(new VoiceEvent.Answered(leg));
        assertThat(shop.history).containsOnlyOnce("arrived");
        assertThat(shop.voice.orders).contains("play 1 to " + leg).noneMatch(order -> order.startsWith("answer"));
    }

    private static Caller known(Precedence.Points points, @Nullable AgentId preferred, Caller.@Nullable Served last) {
        return new Caller(55, "Li", 5, "Gold", points, "zh-Hans", preferred, last);
    }

    private org.callosum.floor.Arrival arrivalOf(Caller caller) {
        var shop = new House(Flows.straight("billing"));
        shop.caller = caller;
        shop.rings();
        return ((FloorCommand.Enqueue) shop.commands.getFirst()).arrival();
    }

    @Test
    void aCustomerOfHighRankAndLevelWithAnOpenCaseComesEarlierAndToTheirLastAgent() {
        var arrival = arrivalOf(
                known(new Precedence.Points(1, 2, 1), null, new Caller.Served(new AgentId(9), NOW - 499_999)));
        assertThat(arrival.priority()).isEqualTo(4);
        assertThat(arrival.attributes())
                .containsEntry("priority.rank", "1")
                .containsEntry("priority.level", "2")
                .containsEntry("priority.case", "1");
        assertThat(arrival.last()).isEqualTo(new AgentId(9));
        assertThat(arrival.lastForMillis()).isEqualTo(15_000);
        assertThat(arrival.preferred()).isNull();
    }

    @Test
    void whoServedTheCustomerLongerAgoThanTheQueueRemembersIsOneOfMany() {
        var arrival = arrivalOf(known(Precedence.Points.NONE, null, new Caller.Served(new AgentId(9), NOW - 500_000)));
        assertThat(arrival.last()).isNull();
        assertThat(arrival.priority()).isZero();
        assertThat(arrival.attributes()).doesNotContainKeys("priority.rank", "priority.level", "priority.case");
    }

    @Test
    void theirPreferredAgentIsAskedBeforeTheLastOneAndNotTwice() {
        var arrival =
                arrivalOf(known(Precedence.Points.NONE, new AgentId(8), new Caller.Served(new AgentId(9), NOW - 10)));
        assertThat(arrival.preferred()).isEqualTo(new AgentId(8));
        assertThat(arrival.preferredForMillis()).isEqualTo(15_000);
        assertThat(arrival.last()).isEqualTo(new AgentId(9));
        var same =
                arrivalOf(known(Precedence.Points.NONE, new AgentId(9), new Caller.Served(new AgentId(9), NOW - 10)));
        assertThat(same.preferred()).isEqualTo(new AgentId(9));
        assertThat(same.last()).isNull();
    }

    @Test
    void aStormOfKeysIsBounded() {
        var dropped = new java.util.concurrent.atomic.LongAdder();
        var failed = new java.util.concurrent.atomic.LongAdder();
        var waiting = new java.util.ArrayDeque<Runnable>();
        var mailbox = new Mailbox(new org.callosum.kernel.id.InteractionId(5), waiting::add, dropped, failed);
        var done = new java.util.concurrent.atomic.AtomicInteger();
        for (int i = 0; i < Mailbox.LIMIT + 5; i++) {
            mailbox.post(done::incrementAndGet);
        }
        List.copyOf(waiting).forEach(Runnable::run);
        assertThat(done).hasValue(Mailbox.LIMIT);
        assertThat(dropped.sum()).isEqualTo(5);
    }
}
