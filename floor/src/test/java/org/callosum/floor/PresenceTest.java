package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.ANYONE;
import static org.callosum.floor.Scenario.BEN;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.CALL_2;
import static org.callosum.floor.Scenario.OFFER;
import static org.callosum.floor.Scenario.RENEWAL;
import static org.callosum.floor.Scenario.SALES;
import static org.callosum.floor.Scenario.at;

import java.util.List;
import org.callosum.floor.FloorCommand.AcceptOffer;
import org.callosum.floor.FloorCommand.CompleteWrapUp;
import org.callosum.floor.FloorCommand.ConfigureAgent;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.EndConversation;
import org.callosum.floor.FloorCommand.Enqueue;
import org.callosum.floor.FloorCommand.GoNotReady;
import org.callosum.floor.FloorCommand.GoReady;
import org.callosum.floor.FloorCommand.GrantSkill;
import org.callosum.floor.FloorCommand.RetireAgent;
import org.callosum.floor.FloorCommand.RevokeSkill;
import org.callosum.floor.FloorCommand.SignIn;
import org.callosum.floor.FloorCommand.SignOut;
import org.callosum.floor.FloorEvent.AgentBecameNotReady;
import org.callosum.floor.FloorEvent.AgentBecameReady;
import org.callosum.floor.FloorEvent.AgentConfigured;
import org.callosum.floor.FloorEvent.AgentRetired;
import org.callosum.floor.FloorEvent.AgentSignedIn;
import org.callosum.floor.FloorEvent.AgentSignedOut;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.floor.FloorEvent.OfferWithdrawn;
import org.callosum.floor.FloorEvent.SignOutCancelled;
import org.callosum.floor.FloorEvent.SignOutDeferred;
import org.callosum.floor.FloorEvent.SkillGranted;
import org.callosum.floor.FloorEvent.SkillRevoked;
import org.callosum.floor.FloorEvent.WrapUpCompleted;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final Arrival PLAIN = Arrival.plain(0);
    private static final AgentRules VOICE = AgentRules.voice(ACME);

    private static Scenario amyIsSignedOut() {
        return new Scenario().given(new ConfigureQueue(SALES, ANYONE), new ConfigureAgent(AMY, VOICE));
    }

    private static Scenario amyIsReady() {
        return new Scenario().given(new ConfigureQueue(SALES, ANYONE)).givenReady(AMY);
    }

    private static Scenario amyIsOffered() {
        return amyIsReady().time(at(10)).given(new Enqueue(CALL, SALES, PLAIN));
    }

    private static Scenario amyTalks() {
        return amyIsOffered().given(new AcceptOffer(OFFER));
    }

    private static Scenario amyWrapsUp() {
        return amyTalks().given(new EndConversation(CALL, EndedBy.CUSTOMER));
    }

    @Test
    void whoSignsInIsNotReady() {
        var scenario = amyIsSignedOut().when(new SignIn(AMY), at(5)).then(new AgentSignedIn(AMY, at(5)));
        var amy = scenario.agent(AMY);
        assertThat(amy.presence()).isEqualTo(new Presence.NotReady("signed-in"));
        assertThat(amy.state()).isEqualTo(AgentState.NOT_READY);
        assertThat(amy.sinceMillis()).isEqualTo(at(5));
    }

    @Test
    void presenceOfAStrangerIsRefused() {
        var stranger = new Refusal.UnknownAgent(BEN);
        amyIsSignedOut()
                .when(new SignIn(BEN))
                .thenRefused(stranger)
                .when(new SignOut(BEN))
                .thenRefused(stranger)
                .when(new GoReady(BEN))
                .thenRefused(stranger)
                .when(new GoNotReady(BEN, "break"))
                .thenRefused(stranger)
                .when(new GrantSkill(BEN, RENEWAL, 3))
                .thenRefused(stranger)
                .when(new RevokeSkill(BEN, RENEWAL))
                .thenRefused(stranger)
                .when(new RetireAgent(BEN))
                .thenRefused(stranger);
    }

    @Test
    void whoIsSignedOutCanOnlySignIn() {
        var refusal = new Refusal.NotSignedIn(AMY);
        amyIsSignedOut()
                .when(new SignOut(AMY))
                .thenRefused(refusal)
                .when(new GoReady(AMY))
                .thenRefused(refusal)
                .when(new GoNotReady(AMY, "break"))
                .thenRefused(refusal);
    }

    @Test
    void presenceIsNotDeclaredTwice() {
        amyIsReady()
                .when(new SignIn(AMY))
                .thenRefused(new Refusal.AlreadySignedIn(AMY))
                .when(new GoReady(AMY))
                .thenRefused(new Refusal.AlreadyReady(AMY))
                .given(new GoNotReady(AMY, "break"))
                .when(new GoNotReady(AMY, "break"))
                .thenRefused(new Refusal.AlreadyNotReady(AMY, "break"))
                .when(new GoNotReady(AMY, "training"), at(9))
                .then(new AgentBecameNotReady(AMY, "training", at(9)));
    }

    @Test
    void whoBecomesReadyGetsWhatWaits() {
        var scenario = amyIsSignedOut()
                .given(new SignIn(AMY), new Enqueue(CALL, SALES, PLAIN))
                .when(new GoReady(AMY), at(9));
        assertThat(scenario.events().getFirst()).isEqualTo(new AgentBecameReady(AMY, at(9)));
        assertThat(scenario.only(OfferMade.class).offer()).isEqualTo(OFFER);
    }

    @Test
    void goingNotReadyTakesBackWhatRings() {
        amyIsOffered()
                .when(new GoNotReady(AMY, "break"), at(12))
                .then(
                        new OfferWithdrawn(OFFER, AMY, SALES, Withdrawal.AGENT_NOT_READY, at(12)),
                        new AgentBecameNotReady(AMY, "break", at(12)));
    }

    @Test
    void goingNotReadyInAConversationLeavesItAlone() {
        var scenario = amyTalks()
                .when(new GoNotReady(AMY, "break"), at(12))
                .then(new AgentBecameNotReady(AMY, "break", at(12)));
        scenario.given(new EndConversation(CALL, EndedBy.CUSTOMER), new Enqueue(CALL_2, SALES, PLAIN))
                .when(new CompleteWrapUp(CALL, List.of()), at(20))
                .then(new WrapUpCompleted(OFFER, AMY, List.of(), false, at(20)));
    }

    @Test
    void goingReadyDuringWrapUpWaitsForItsEnd() {
        var scenario = amyWrapsUp()
                .given(new GoNotReady(AMY, "break"), new Enqueue(CALL_2, SALES, PLAIN))
                .when(new GoReady(AMY), at(15))
                .then(new AgentBecameReady(AMY, at(15)));
        scenario.when(new CompleteWrapUp(CALL, List.of()), at(20));
        assertThat(scenario.only(OfferMade.class).interaction()).isEqualTo(CALL_2);
    }

    @Test
    void signingOutWithNothingInHandIsDoneAtOnce() {
        amyIsReady().when(new SignOut(AMY), at(9)).then(new AgentSignedOut(AMY, at(9)));
    }

    @Test
    void signingOutTakesBackWhatRings() {
        amyIsOffered()
                .when(new SignOut(AMY), at(12))
                .then(
                        new OfferWithdrawn(OFFER, AMY, SALES, Withdrawal.AGENT_NOT_READY, at(12)),
                        new AgentSignedOut(AMY, at(12)));
    }

    @Test
    void signingOutInAConversationIsDoneWhenItsWrapUpEnds() {
        var scenario = amyTalks().when(new SignOut(AMY), at(12)).then(new SignOutDeferred(AMY, at(12)));
        var amy = scenario.agent(AMY);
        assertThat(amy.leaving()).isTrue();
        assertThat(amy.state()).isEqualTo(AgentState.TALKING);
        scenario.when(new SignOut(AMY))
                .thenRefused(new Refusal.NotSignedIn(AMY))
                .given(new EndConversation(CALL, EndedBy.CUSTOMER))
                .when(new CompleteWrapUp(CALL, List.of("sold")), at(20))
                .then(new WrapUpCompleted(OFFER, AMY, List.of("sold"), false, at(20)), new AgentSignedOut(AMY, at(20)));
    }

    @Test
    void whoComesBackBeforeTheEndStays() {
        amyTalks()
                .given(new SignOut(AMY))
                .when(new SignIn(AMY), at(13))
                .then(new SignOutCancelled(AMY, at(13)))
                .given(new SignOut(AMY))
                .when(new GoReady(AMY), at(14))
                .then(new SignOutCancelled(AMY, at(14)), new AgentBecameReady(AMY, at(14)));
    }

    @Test
    void anAgentIsRetiredOnlyWhenSignedOut() {
        amyIsReady()
                .when(new RetireAgent(AMY))
                .thenRefused(new Refusal.StillSignedIn(AMY))
                .given(new SignOut(AMY))
                .when(new RetireAgent(AMY), at(9))
                .then(new AgentRetired(AMY, at(9)));
    }

    @Test
    void agentsAndSkillsAreConfiguredByCommands() {
        var scenario = new Scenario()
                .when(new ConfigureAgent(AMY, VOICE), at(1))
                .then(new AgentConfigured(AMY, VOICE, at(1)))
                .when(new GrantSkill(AMY, RENEWAL, 3), at(2))
                .then(new SkillGranted(AMY, RENEWAL, 3, at(2)));
        assertThat(scenario.floor.proficiency(AMY, RENEWAL)).isEqualTo(3);
        scenario.when(new RevokeSkill(AMY, RENEWAL), at(3))
                .then(new SkillRevoked(AMY, RENEWAL, at(3)))
                .when(new RevokeSkill(AMY, RENEWAL))
                .thenRefused(new Refusal.SkillNotHeld(AMY, RENEWAL));
    }
}
