package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.scripts.RolePlayVoice.State;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.junit.jupiter.api.Test;

/// Two browsers of a role play hear each other, and nothing of it comes to the floor, the history, a case or another
/// telephone.
class RolePlayCallsTest {
    private static final long TENANT = 1;
    private static final long PLAY = 77;

    private final House house = new House();
    private final int commands = house.commands.size();
    private final RolePlayCalls calls = new RolePlayCalls(house.centre);

    private LegId joins(boolean player) {
        assertThat(calls.join(TENANT, PLAY, player, "offer")).isEqualTo("answer to offer");
        var leg = house.voice.browser();
        house.hears(new VoiceEvent.Answered(leg));
        return leg;
    }

    private void nothingHappened() {
        assertThat(house.commands).as("the floor").hasSize(commands);
        assertThat(house.history).isEmpty();
        assertThat(house.cases).isEmpty();
        assertThat(house.voice.orders)
                .allMatch(order -> Set.of("open browser", "close browser", "mix of 2", "unmix")
                        .contains(order));
    }

    @Test
    void theTwoHearEachOtherOnceBothAreThere() {
        var agent = joins(false);
        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(true, false));
        assertThat(house.voice.hears).isEmpty();

        var player = joins(true);

        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(true, true));
        assertThat(house.voice.hears).isEqualTo(Map.of(agent, Set.of(player), player, Set.of(agent)));
        nothingHappened();
    }

    @Test
    void whoHangsUpLeavesTheOtherAloneAndMayComeBack() {
        joins(false);
        var player = joins(true);
        house.hears(new VoiceEvent.Ended(player, VoiceEvent.EndCause.values()[0], 0));
        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(true, false));
        assertThat(house.voice.hears).isEmpty();

        joins(true);
        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(true, true));
        calls.leave(TENANT, PLAY, false);
        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(false, true));
        nothingHappened();
    }

    @Test
    void aSecondLineOfTheSamePersonTakesThePlaceOfTheFirst() {
        joins(true);
        var old = joins(false);
        var agent = joins(false);
        assertThat(house.voice.orders).containsOnlyOnce("close browser");

        house.hears(new VoiceEvent.Ended(old, VoiceEvent.EndCause.values()[0], 0));

        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(true, true));
        assertThat(house.voice.hears).containsKey(agent);
    }

    @Test
    void theEndOfTheTalkPutsBothLinesDown() {
        joins(false);
        joins(true);
        calls.end(TENANT, PLAY);
        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(false, false));
        assertThat(house.voice.orders.stream().filter("close browser"::equals)).hasSize(2);
        nothingHappened();
    }

    @Test
    void anotherHouseSeesNothingAndHasItsOwnPlaces() {
        joins(false);
        assertThat(calls.state(TENANT + 1, PLAY)).isEqualTo(new State(false, false));
        calls.end(TENANT + 1, PLAY);
        assertThat(calls.state(TENANT, PLAY)).isEqualTo(new State(true, false));
        for (int each = 1; each < RolePlayCalls.MOST_OF_A_HOUSE; each++) {
            calls.join(TENANT, PLAY + each, false, "offer");
        }

        assertThatThrownBy(() -> calls.join(TENANT, PLAY - 1, false, "offer"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("role-plays-full"));
        assertThat(calls.join(TENANT + 1, PLAY - 1, false, "offer")).isEqualTo("answer to offer");
    }
}
