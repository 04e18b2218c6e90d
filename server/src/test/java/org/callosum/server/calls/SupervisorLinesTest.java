package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.CUSTOMER;
import static org.callosum.server.calls.TalkingHouse.LEA;

import org.callosum.kernel.id.InteractionId;
import org.callosum.server.supervision.monitoring.LineMonitor.Mode;
import org.junit.jupiter.api.Test;

/// What the floor's screen asks for, as the people in the call hear it.
class SupervisorLinesTest {
    @Test
    void eachModeIsHeardByWhomItSays() {
        var house = new TalkingHouse();
        var lines = new SupervisorLines(house.centre);
        var amy = house.amyTalks();
        var lea = house.works(LEA);
        assertThat(lines.enter(house.interaction(), LEA, Mode.LISTEN, AMY).join())
                .isTrue();
        assertThat(house.hears(lea)).containsExactlyInAnyOrder(CUSTOMER, amy);
        assertThat(house.hears(amy)).containsExactly(CUSTOMER);
        lines.enter(house.interaction(), LEA, Mode.WHISPER, AMY).join();
        assertThat(house.hears(amy)).containsExactlyInAnyOrder(CUSTOMER, lea);
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
        lines.enter(house.interaction(), LEA, Mode.JOIN, AMY).join();
        assertThat(house.hears(CUSTOMER)).containsExactlyInAnyOrder(amy, lea);
        assertThat(lines.leave(house.interaction(), LEA).join()).isTrue();
        assertThat(lines.leave(house.interaction(), LEA).join()).isFalse();
        assertThat(house.hears(CUSTOMER)).containsExactly(amy);
    }

    @Test
    void aCallThatIsNotHereIsNotEntered() {
        var house = new TalkingHouse();
        assertThat(new SupervisorLines(house.centre)
                        .enter(new InteractionId(99), LEA, Mode.LISTEN, AMY)
                        .join())
                .isFalse();
    }
}
