package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.callosum.kernel.id.AgentId;
import org.callosum.voice.LegId;
import org.junit.jupiter.api.Test;

class PartiesTest {
    private static final LegId CUSTOMER = new LegId(1);
    private static final LegId AMY_LEG = new LegId(2);
    private static final LegId BEN_LEG = new LegId(3);
    private static final LegId LEA_LEG = new LegId(4);
    private static final LegId MAX_LEG = new LegId(5);
    private static final LegId OUTSIDE = new LegId(6);
    private static final AgentId AMY = new AgentId(12);
    private static final AgentId BEN = new AgentId(13);
    private static final AgentId LEA = new AgentId(14);
    private static final AgentId MAX = new AgentId(15);

    private static final Party CALLER = Party.customer(CUSTOMER);
    private static final Party AGENT = Party.agent(AMY, AMY_LEG);
    private static final Party COLLEAGUE = Party.consulted(BEN, BEN_LEG);

    private static Parties.Hearing heard(Party... parties) {
        return Parties.of(parties).hearing();
    }

    @Test
    void customerAndAgentHearEachOther() {
        var hearing = heard(CALLER, AGENT);
        assertThat(hearing.hears()).isEqualTo(Map.of(CUSTOMER, Set.of(AMY_LEG), AMY_LEG, Set.of(CUSTOMER)));
        assertThat(hearing.music()).isEmpty();
        assertThat(hearing.agentsSide()).containsExactly(AMY_LEG);
    }

    @Test
    void aHeldCustomerHearsMusicAndTheAgentNobody() {
        var hearing = heard(CALLER.held(true), AGENT);
        assertThat(hearing.hears()).isEmpty();
        assertThat(hearing.music()).containsExactly(CUSTOMER);
        assertThat(hearing.agentsSide())
                .as("the agent is recorded all the same")
                .containsExactly(AMY_LEG);
    }

    @Test
    void aCustomerWhoseAgentsLineIsAwayHearsMusic() {
        assertThat(heard(CALLER, Party.agent(AMY, null)).music()).containsExactly(CUSTOMER);
        assertThat(heard(CALLER).music()).containsExactly(CUSTOMER);
    }

    @Test
    void aColleagueIsAskedBehindTheCustomersBack() {
        var hearing = heard(CALLER.held(true), AGENT, COLLEAGUE);
        assertThat(hearing.hears()).isEqualTo(Map.of(AMY_LEG, Set.of(BEN_LEG), BEN_LEG, Set.of(AMY_LEG)));
        assertThat(hearing.music()).containsExactly(CUSTOMER);
        assertThat(hearing.agentsSide()).containsExactlyInAnyOrder(AMY_LEG, BEN_LEG);
    }

    @Test
    void aColleagueWhoWaitsHearsMusicAndIsNotRecorded() {
        var hearing = heard(CALLER, AGENT, COLLEAGUE.held(true));
        assertThat(hearing.hears()).isEqualTo(Map.of(CUSTOMER, Set.of(AMY_LEG), AMY_LEG, Set.of(CUSTOMER)));
        assertThat(hearing.music()).containsExactly(BEN_LEG);
        assertThat(hearing.agentsSide()).containsExactly(AMY_LEG);
    }

    @Test
    void inAConferenceEveryoneHearsEveryoneElse() {
        var hearing = heard(CALLER, AGENT, COLLEAGUE);
        assertThat(hearing.hears().get(CUSTOMER)).containsExactlyInAnyOrder(AMY_LEG, BEN_LEG);
        assertThat(hearing.hears().get(AMY_LEG)).containsExactlyInAnyOrder(CUSTOMER, BEN_LEG);
        assertThat(hearing.hears().get(BEN_LEG)).containsExactlyInAnyOrder(CUSTOMER, AMY_LEG);
        assertThat(hearing.music()).isEmpty();
    }

    @Test
    void aConferenceGoesOnWhenTheAgentsLineIsAway() {
        var hearing = heard(CALLER, Party.agent(AMY, null), COLLEAGUE);
        assertThat(hearing.hears()).isEqualTo(Map.of(CUSTOMER, Set.of(BEN_LEG), BEN_LEG, Set.of(CUSTOMER)));
        assertThat(hearing.music()).isEmpty();
    }

    @Test
    void aColleagueLeftAloneHearsMusic() {
        var hearing = heard(CALLER.held(true), Party.agent(AMY, null), COLLEAGUE);
        assertThat(hearing.music()).containsExactlyInAnyOrder(CUSTOMER, BEN_LEG);
        assertThat(hearing.hears()).isEmpty();
    }

    @Test
    void somebodyOutsideStandsOnTheAgentsSide() {
        var hearing = heard(CALLER, AGENT, Party.outside(OUTSIDE));
        assertThat(hearing.hears().get(CUSTOMER)).containsExactlyInAnyOrder(AMY_LEG, OUTSIDE);
        assertThat(hearing.agentsSide()).containsExactlyInAnyOrder(AMY_LEG, OUTSIDE);
        assertThat(heard(CALLER, Party.outside(OUTSIDE)).hears())
                .as("after the agent has gone")
                .isEqualTo(Map.of(CUSTOMER, Set.of(OUTSIDE), OUTSIDE, Set.of(CUSTOMER)));
    }

    @Test
    void aListenerHearsAllAndIsHeardByNobody() {
        var hearing = heard(CALLER, AGENT, Party.listener(LEA, LEA_LEG));
        assertThat(hearing.hears().get(LEA_LEG)).containsExactlyInAnyOrder(CUSTOMER, AMY_LEG);
        assertThat(hearing.hears().get(CUSTOMER)).containsExactly(AMY_LEG);
        assertThat(hearing.hears().get(AMY_LEG)).containsExactly(CUSTOMER);
        assertThat(hearing.agentsSide()).containsExactly(AMY_LEG);
        assertThat(heard(CALLER.held(true), AGENT, Party.listener(LEA, LEA_LEG)).hears())
                .as("of a held customer a listener hears as little as the agent does")
                .isEqualTo(Map.of(LEA_LEG, Set.of(AMY_LEG)));
    }

    @Test
    void aWhisperReachesTheAgentAloneAndNeverTheRecording() {
        var hearing = heard(CALLER, AGENT, COLLEAGUE, Party.whisperer(LEA, LEA_LEG, AMY));
        assertThat(hearing.hears().get(AMY_LEG)).containsExactlyInAnyOrder(CUSTOMER, BEN_LEG, LEA_LEG);
        assertThat(hearing.hears().get(CUSTOMER)).containsExactlyInAnyOrder(AMY_LEG, BEN_LEG);
        assertThat(hearing.hears().get(BEN_LEG)).containsExactlyInAnyOrder(CUSTOMER, AMY_LEG);
        assertThat(hearing.hears().get(LEA_LEG)).containsExactlyInAnyOrder(CUSTOMER, AMY_LEG, BEN_LEG);
        assertThat(hearing.agentsSide()).containsExactlyInAnyOrder(AMY_LEG, BEN_LEG);
    }

    @Test
    void aWhisperIsHeardWhileTheCustomerIsOnHold() {
        var hearing = heard(CALLER.held(true), AGENT, Party.whisperer(LEA, LEA_LEG, AMY));
        assertThat(hearing.hears().get(AMY_LEG)).containsExactly(LEA_LEG);
        assertThat(hearing.music()).containsExactly(CUSTOMER);
    }

    @Test
    void twoSupervisorsDoNotHearEachOther() {
        var hearing = heard(CALLER, AGENT, Party.whisperer(LEA, LEA_LEG, AMY), Party.listener(MAX, MAX_LEG));
        assertThat(hearing.hears().get(MAX_LEG)).containsExactlyInAnyOrder(CUSTOMER, AMY_LEG);
        assertThat(hearing.hears().get(LEA_LEG)).containsExactlyInAnyOrder(CUSTOMER, AMY_LEG);
    }

    @Test
    void aSupervisorWhoJoinsIsHeardByAllAndRecorded() {
        var hearing = heard(CALLER, AGENT, Party.joined(LEA, LEA_LEG));
        assertThat(hearing.hears().get(CUSTOMER)).containsExactlyInAnyOrder(AMY_LEG, LEA_LEG);
        assertThat(hearing.hears().get(AMY_LEG)).containsExactlyInAnyOrder(CUSTOMER, LEA_LEG);
        assertThat(hearing.agentsSide()).containsExactlyInAnyOrder(AMY_LEG, LEA_LEG);
    }

    @Test
    void aSupervisorWithoutALineChangesNothing() {
        assertThat(heard(CALLER, AGENT, Party.joined(LEA, null), Party.whisperer(MAX, null, AMY)))
                .isEqualTo(heard(CALLER, AGENT));
    }

    @Test
    void aCallerInAnEchoTestHearsThemselves() {
        assertThat(Parties.Hearing.echo(CUSTOMER).hears()).isEqualTo(Map.of(CUSTOMER, Set.of(CUSTOMER)));
    }

    @Test
    void onlyAWhisperHasSomebodyItIsFor() {
        assertThatThrownBy(() -> new Party(Party.Role.LISTENER, LEA, LEA_LEG, false, AMY))
                .hasMessageContaining("LISTENER");
        assertThatThrownBy(() -> new Party(Party.Role.WHISPERER, LEA, LEA_LEG, false, null))
                .hasMessageContaining("WHISPERER");
    }
}
