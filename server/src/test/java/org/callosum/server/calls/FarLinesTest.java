package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.House.TENANT;
import static org.callosum.server.calls.TalkingHouse.BEN;
import static org.callosum.server.calls.TalkingHouse.LEA;

import java.time.Duration;
import org.callosum.floor.AgentState;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A call whose agent's browser is connected to another node, on a real floor.
class FarLinesTest {
    private static final DialTarget THERE = new DialTarget.Address("sip:agent@there");
    private static final Duration AGAIN = Duration.ofMillis(FarLines.AGAIN_MILLIS);

    private final TalkingHouse house = new TalkingHouse();
    private final OneOther other = new OneOther();

    @BeforeEach
    void begin() {
        house.others = other;
        other.browsers = THERE;
    }

    private void worksThere(AgentId agent) {
        house.employs(agent);
        house.tell(new FloorCommand.SignIn(agent));
        house.tell(new FloorCommand.GoReady(agent));
    }

    private LegId answersThere() {
        var leg = house.voice.dialled();
        house.hears(new VoiceEvent.Answered(leg));
        return leg;
    }

    private LegId amyTalks() {
        worksThere(AMY);
        house.rings();
        house.accepts(AMY);
        return answersThere();
    }

    private long dialled() {
        return house.voice.orders.stream()
                .filter(order -> order.startsWith("dial sip:agent@there"))
                .count();
    }

    @Test
    void theAgentsLineIsDialledWhereItIsAndBothHearEachOther() {
        worksThere(AMY);
        house.rings();
        assertThat(dialled()).as("nobody is rung by telephone").isZero();
        house.accepts(AMY);
        assertThat(dialled()).isEqualTo(1);
        assertThat(house.hears(CUSTOMER)).isEmpty();
        var line = answersThere();
        assertThat(house.hears(CUSTOMER)).containsExactly(line);
        assertThat(house.hears(line)).containsExactly(CUSTOMER);
        assertThat(house.voice.right).containsExactly(line);
        house.tell(new FloorCommand.StartHold(house.interaction()));
        assertThat(house.voice.music).containsExactly(CUSTOMER);
        house.call().agentMutes(house.interaction(), true);
        assertThat(house.voice.orders).contains("mute");
    }

    @Test
    void aLineThatBreaksIsWaitedForAndDialledAgain() {
        var line = amyTalks();
        house.hears(new VoiceEvent.Ended(line, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.hears(CUSTOMER)).isEmpty();
        assertThat(dialled()).isEqualTo(1);
        house.pass(AGAIN);
        assertThat(dialled()).isEqualTo(2);
        var again = answersThere();
        assertThat(house.hears(CUSTOMER)).containsExactly(again);
        house.pass(CallWorld.AGENT_RETURN.plusSeconds(1));
        assertThat(house.state(AMY)).isEqualTo(AgentState.TALKING);
    }

    @Test
    void theOtherNodesDeathIsALostLineAndItsCustomerIsOwedACall() {
        amyTalks();
        other.alive = false;
        house.centre.nodesChanged();
        assertThat(house.hears(CUSTOMER)).isEmpty();
        assertThat(house.work(AMY).stage()).isEqualTo(WorkView.Stage.TALKING);
        house.pass(CallWorld.AGENT_RETURN);
        assertThat(house.cases).containsExactly("call-back interrupted");
        assertThat(house.voice.orders).contains("hang up " + CUSTOMER);
    }

    @Test
    void anAgentWhoComesToThisNodeInsteadIsHeardHere() {
        var far = amyTalks();
        other.alive = false;
        house.centre.nodesChanged();
        var near = house.browser(AMY);
        assertThat(house.hears(CUSTOMER)).containsExactly(near);
        assertThat(other.told).contains(AMY + " is here");
        house.hears(new VoiceEvent.Answered(far));
        assertThat(house.hears(CUSTOMER)).as("the old line comes too late").containsExactly(near);
    }

    @Test
    void anOldPageGivesWayToTheOneAtTheOtherNode() {
        house.amyTalks();
        house.centre.lineElsewhere(new AgentLines.Key(TENANT, AMY));
        assertThat(house.voice.orders).contains("close browser");
        house.browserDies(house.voice.browser());
        house.pass(AGAIN);
        var line = answersThere();
        assertThat(house.hears(CUSTOMER)).containsExactly(line);
    }

    @Test
    void aLineIsLetGoSoonAfterNobodyWantsIt() {
        amyTalks();
        house.call().agentHangsUp();
        assertThat(house.voice.orders).doesNotContain("hang up dialled");
        house.pass(Duration.ofMillis(FarLines.KEPT_MILLIS));
        assertThat(house.voice.orders).contains("hang up dialled");
    }

    @Test
    void aColleagueOfAnotherNodeIsAskedAndKeepsTheCustomer() {
        house.amyTalks();
        worksThere(BEN);
        assertThat(house.consult(BEN)).isEmpty();
        house.accepts(BEN);
        var ben = answersThere();
        assertThat(house.hears(ben)).isNotEmpty();
        house.call().complete();
        assertThat(house.hears(CUSTOMER)).containsExactly(ben);
        house.pass(Duration.ofMillis(FarLines.KEPT_MILLIS));
        assertThat(house.voice.orders).as("the line stays").doesNotContain("hang up dialled");
        assertThat(house.hears(ben)).containsExactly(CUSTOMER);
    }

    @Test
    void anAgentOfAnotherNodeIsToldOfWhoListensAsSoonAsTheyHear() {
        house.amyTalks();
        house.works(LEA);
        house.call()
                .supervise(Party.listener(LEA, null), LineMonitor.Announcement.TONE, _ -> {})
                .join();
        house.voice.orders.clear();
        worksThere(BEN);
        house.tell(new FloorCommand.MoveConversation(house.interaction(), BEN, null));
        assertThat(house.voice.orders).doesNotContain("tone BEEP");
        answersThere();
        assertThat(house.voice.orders).containsOnlyOnce("tone BEEP");
    }

    @Test
    void whileNoNodeHasTheAgentOneLooksAgainUntilTheWaitIsOver() {
        other.browsers = null;
        worksThere(AMY);
        house.rings();
        house.accepts(AMY);
        assertThat(dialled()).isZero();
        other.browsers = THERE;
        house.pass(AGAIN);
        assertThat(dialled()).isEqualTo(1);
    }
}
