package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.TalkingHouse.BEN;
import static org.callosum.server.calls.TalkingHouse.LEA;

import org.callosum.floor.AgentState;
import org.callosum.floor.FloorCommand;
import org.callosum.server.supervision.monitoring.LineMonitor;
import org.callosum.voice.LegId;
import org.junit.jupiter.api.Test;

/// Supervisors in a call, on a real floor.
class SupervisedCallTest {
    private final TalkingHouse house = new TalkingHouse();

    private void supervise(Party as) {
        assertThat(house.call()
                        .supervise(
                                as,
                                LineMonitor.Announcement.SILENT,
                                gone -> assertThat(gone)
                                        .as("nobody is taken out here")
                                        .isNull())
                        .join())
                .isEqualTo(LineMonitor.Answer.IN);
    }

    /// Amy has the customer and talks with Ben, whom she has asked.
    private LegId benIsAsked() {
        house.amyTalks();
        var ben = house.works(BEN);
        assertThat(house.consult(BEN)).isEmpty();
        house.accepts(BEN);
        return ben;
    }

    @Test
    void aSupervisorListensWhispersAndJoins() {
        var amy = house.amyTalks();
        var lea = house.works(LEA);
        supervise(Party.listener(LEA, null));
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, amy);
        assertThat(house.hears(amy)).containsExactly(CUSTOMER);
        supervise(Party.whisperer(LEA, null, AMY));
        assertThat(house.hears(amy)).containsExactlyInAnyOrder(CUSTOMER, lea);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.voice.right).containsExactly(amy);
        supervise(Party.joined(LEA, null));
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, lea);
        assertThat(house.call().supervised(LEA).join()).isTrue();
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        assertThat(house.call().supervised(LEA).join()).isFalse();
    }

    @Test
    void aWhisperIsNotForTheNextAgent() {
        var ben = benIsAsked();
        var lea = house.works(LEA);
        supervise(Party.whisperer(LEA, null, AMY));
        house.call().complete();
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, ben);
        assertThat(house.hears(ben)).containsExactly(CUSTOMER);
    }

    @Test
    void aSupervisorTakesOver() {
        var amy = house.amyTalks();
        var lea = house.works(LEA);
        supervise(Party.listener(LEA, null));
        house.tell(new FloorCommand.MoveConversation(house.interaction(), LEA, null));
        assertThat(house.hears(CUSTOMER)).containsExactly(lea);
        assertThat(house.hears(lea)).containsExactly(CUSTOMER);
        assertThat(house.hears(amy)).isEmpty();
    }

    @Test
    void aTakeOverEndsTheQuestion() {
        benIsAsked();
        var lea = house.works(LEA);
        house.tell(new FloorCommand.MoveConversation(house.interaction(), LEA, null));
        assertThat(house.state(BEN)).isEqualTo(AgentState.IDLE);
        assertThat(house.hears(CUSTOMER)).containsExactly(lea);
        assertThat(house.asked()).isNull();
    }
}
