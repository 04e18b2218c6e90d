package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.callosum.floor.AgentState;
import org.callosum.floor.Arrival;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.outreach.Purpose;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An agent calls a customer, in all the ways it can go: on a real floor, without sound.
class CallOutTest {
    private static final String NUMBER = "+85291234567";

    private final TalkingHouse house = new TalkingHouse();
    private final CallOuts callOuts = new CallOuts(house.centre);

    private static DeskCallOuts.Order order(AgentId by) {
        return new DeskCallOuts.Order(
                AccountContext.system(House.TENANT),
                by,
                House.NUMBER.client(),
                77,
                "Priya Larkin",
                "en",
                NUMBER,
                House.BILLING,
                Purpose.SERVICE,
                "case-follow-up",
                null);
    }

    private String calls(AgentId agent) {
        return callOuts.call(order(agent)).join();
    }

    private LegId rings(AgentId agent) {
        assertThat(calls(agent)).isEmpty();
        return house.voice.dialled();
    }

    private DeskCallOuts.@Nullable Dialling shown() {
        return callOuts.dialling(House.TENANT, house.interaction());
    }

    private DeskCallOuts.@Nullable State state() {
        var now = shown();
        return now == null ? null : now.state();
    }

    @Test
    void theAgentHearsItRingAndBothHearEachOtherWhenTheCustomerAnswers() {
        var line = house.works(House.AMY);
        var customer = rings(House.AMY);
        assertThat(house.voice.orders).containsSubsequence("tone RINGBACK", "dial customer-" + NUMBER + " from 4001");
        assertThat(state()).isEqualTo(DeskCallOuts.State.RINGING);
        assertThat(house.history).containsSubsequence("arrived", "place for a contact", "called-out");
        house.hears(new VoiceEvent.Answered(customer));
        assertThat(house.voice.orders).contains("stop playing " + line);
        assertThat(house.hears(customer)).containsExactly(line);
        assertThat(house.hears(line)).containsExactly(customer);
        assertThat(house.history).contains("call-out-reached", "reached", "recording-started");
        assertThat(shown()).isNull();
        house.hears(new VoiceEvent.Ended(customer, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.placesBack).containsExactly(true);
        assertThat(house.history).last().isEqualTo("ended handled");
        assertThat(house.cases).isEmpty();
        assertThat(house.centre.counters()).containsEntry("now", 0L);
    }

    @Test
    void whatIsOnItsWayWhenTheCustomerAnswersDoesNotCostThemTheLine() {
        var line = house.works(House.AMY);
        var customer = rings(House.AMY);
        house.meanwhileBusy(() -> {
            house.hears(new VoiceEvent.Answered(customer));
            house.hears(new VoiceEvent.Digit(customer, '5', VoiceEvent.DigitSource.RFC4733));
        });
        assertThat(house.voice.orders).doesNotContain("hang up dialled");
        assertThat(house.hears(customer)).containsExactly(line);
        house.meanwhileBusy(() -> house.hears(new VoiceEvent.Ended(customer, EndCause.HUNG_UP_BY_PEER, 0)));
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.WRAPPING_UP);
    }

    @Test
    void nothingIsOfferedToAnAgentWhoCalls() {
        house.works(House.AMY);
        rings(House.AMY);
        assertThat(house.work(House.AMY).kind()).isEqualTo(ArrivalKind.OUTBOUND);
        var other = new InteractionId(5);
        house.tell(new FloorCommand.Enqueue(other, House.BILLING, Arrival.plain(9)));
        assertThat(house.floor.position(other)).as("waits").isEqualTo(1);
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.TALKING);
    }

    @ParameterizedTest
    @CsvSource({
        "REJECTED,486,busy", "REJECTED,600,busy", "REJECTED,603,refused", "REJECTED,404,unknown-number",
        "REJECTED,480,no-answer", "REJECTED,503,failed", "NO_ANSWER,0,no-answer", "FAILED,0,failed"
    })
    void whoIsNotReachedLeavesTheAgentInWrapUpWithTheReason(EndCause cause, int status, String result) {
        var line = house.works(House.AMY);
        var customer = rings(House.AMY);
        house.hears(new VoiceEvent.Ended(customer, cause, status));
        assertThat(house.history).contains("call-out-ended").doesNotContain("reached");
        assertThat(house.dataOf("call-out-ended")).containsEntry("result", result);
        assertThat(house.voice.orders).last().isEqualTo("stop playing " + line);
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.placesBack).as("it counts").containsExactly(false);
        assertThat(house.history).last().isEqualTo("ended not-reached");
        assertThat(house.centre.counters()).containsEntry("now", 0L);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theDeskIsToldOnceWhatItReadsIsOnRecord(boolean answered) {
        house.works(House.AMY);
        var customer = rings(House.AMY);
        house.recorded = new CompletableFuture<>();
        house.hears(
                answered ? new VoiceEvent.Answered(customer) : new VoiceEvent.Ended(customer, EndCause.REJECTED, 486));
        house.desksTold.clear();
        house.recorded.complete(null);
        assertThat(house.desksTold).containsExactly(House.AMY);
    }

    @Test
    void anAgentWhoHangsUpStopsTheRinging() {
        house.works(House.AMY);
        rings(House.AMY);
        house.tell(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        assertThat(house.voice.orders).contains("hang up dialled");
        assertThat(house.dataOf("call-out-ended")).containsEntry("result", "given-up");
        assertThat(house.history).last().isEqualTo("ended not-reached");
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        assertThat(house.voice.orders).last().as("too late").isEqualTo("hang up dialled");
        assertThat(house.hears(house.voice.dialled())).isEmpty();
    }

    @Test
    void anAgentWhoEndsTheConversationEndsTheCustomersLine() {
        house.works(House.AMY);
        var customer = rings(House.AMY);
        house.hears(new VoiceEvent.Answered(customer));
        house.tell(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        assertThat(house.voice.orders).last().isEqualTo("hang up dialled");
        house.hears(new VoiceEvent.Ended(customer, EndCause.HUNG_UP_BY_US, 0));
        assertThat(house.history).last().isEqualTo("ended handled");
    }

    @Test
    void aBrowserThatDiesWhileItRingsEndsTheCall() {
        var line = house.works(House.AMY);
        rings(House.AMY);
        house.browserDies(line);
        assertThat(house.dataOf("call-out-ended")).containsEntry("result", "agent-line");
        assertThat(house.voice.orders).contains("hang up dialled");
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.WRAPPING_UP);
    }

    @Test
    void anAgentWhoseBrowserConnectsAnewIsHeardByItsNewLine() {
        var old = house.works(House.AMY);
        var customer = rings(House.AMY);
        var line = house.browser(House.AMY);
        assertThat(line).isNotEqualTo(old);
        house.hears(new VoiceEvent.Answered(customer));
        assertThat(house.hears(customer)).containsExactly(line);
        assertThat(house.hears(line)).containsExactly(customer);
    }

    @Test
    void anAgentWithoutALineCallsNobody() {
        house.employs(House.AMY);
        house.tell(new FloorCommand.SignIn(House.AMY));
        assertThat(calls(House.AMY)).isEqualTo("no-line");
        assertThat(house.history).isEmpty();
    }

    @Test
    void whatTheGateRefusesIsToldAndDialledByNobody() {
        house.works(House.AMY);
        house.callBackRefused = "outside-hours";
        assertThat(calls(House.AMY)).isEqualTo("number:outside-hours");
        assertThat(house.voice.lastDialled).isNull();
        assertThat(house.history).isEmpty();
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.IDLE);
    }

    @Test
    void whatTheFloorRefusesGivesThePlaceBack() {
        house.amyTalks();
        house.history.clear();
        assertThat(calls(House.AMY)).isEqualTo("agent-has-no-room");
        assertThat(house.history)
                .containsExactly("arrived", "place for a contact", "place not used", "ended not-reached");
        assertThat(house.voice.lastDialled).isNull();
        assertThat(house.centre.counters()).containsEntry("now", 1L);
    }

    @Test
    void aDeskPhoneRingsFirstAndTheCustomerOnlyWhenItIsPickedUp() {
        house.employs(House.AMY);
        house.tell(new FloorCommand.SignIn(House.AMY));
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        var desk = rings(House.AMY);
        assertThat(state()).isEqualTo(DeskCallOuts.State.PHONE_RINGS);
        assertThat(house.voice.orders).last().isEqualTo("dial phone-7 from " + NUMBER);
        house.hears(new VoiceEvent.Answered(desk));
        var customer = house.voice.dialled();
        assertThat(customer).isNotEqualTo(desk);
        assertThat(house.voice.orders).containsSubsequence("tone RINGBACK", "dial customer-" + NUMBER + " from 4001");
        house.hears(new VoiceEvent.Answered(customer));
        assertThat(house.hears(customer)).containsExactly(desk);
        house.hears(new VoiceEvent.Ended(desk, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.WRAPPING_UP);
        assertThat(house.voice.orders).last().isEqualTo("hang up dialled");
    }

    @Test
    void aDeskPhoneThatIsNotPickedUpCostsTheCustomerNothing() {
        house.employs(House.AMY);
        house.tell(new FloorCommand.SignIn(House.AMY));
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        var desk = rings(House.AMY);
        house.hears(new VoiceEvent.Ended(desk, EndCause.NO_ANSWER, 0));
        assertThat(house.dataOf("call-out-ended")).containsEntry("result", "agent-line");
        assertThat(house.history).contains("place not used");
        assertThat(house.placesBack).isEmpty();
        assertThat(house.voice.orders).hasSize(1);
    }

    @Test
    void aDeskPhonePutDownWhileTheCustomersRingsStopsIt() {
        house.employs(House.AMY);
        house.tell(new FloorCommand.SignIn(House.AMY));
        house.line = new Directory.AgentLine.Phone(new DialTarget.Device("phone-7"));
        var desk = rings(House.AMY);
        house.hears(new VoiceEvent.Answered(desk));
        house.hears(new VoiceEvent.Ended(desk, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.voice.orders).last().isEqualTo("hang up dialled");
        assertThat(house.dataOf("call-out-ended")).containsEntry("result", "given-up");
    }

    @Test
    void aCustomerWhoWasCalledCanBeSentOnAndComesBack() {
        house.works(House.AMY);
        var customer = rings(House.AMY);
        house.hears(new VoiceEvent.Answered(customer));
        house.works(TalkingHouse.BEN);
        assertThat(house.transfer(new DeskTransfers.Target.Colleague(TalkingHouse.BEN)))
                .isEmpty();
        house.accepts(TalkingHouse.BEN);
        assertThat(house.hears(customer)).hasSize(1);
        house.tell(new FloorCommand.EndConversation(house.interaction(), EndedBy.AGENT));
        assertThat(house.voice.orders).contains("hang up dialled");
    }

    @Test
    void afterTheCallTheAgentWorksOn() {
        house.works(House.AMY);
        var customer = rings(House.AMY);
        house.hears(new VoiceEvent.Ended(customer, EndCause.NO_ANSWER, 0));
        house.tell(new FloorCommand.CompleteWrapUp(house.interaction(), List.of()));
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.IDLE);
        house.rings();
        assertThat(house.state(House.AMY)).isEqualTo(AgentState.OFFERED);
    }
}
