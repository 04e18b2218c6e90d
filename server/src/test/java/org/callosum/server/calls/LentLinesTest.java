package org.callosum.server.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.server.calls.House.AMY;
import static org.callosum.server.calls.House.TENANT;

import java.util.Map;
import org.callosum.server.platform.keys.MasterKey;
import org.callosum.voice.DialTarget;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.callosum.voice.VoiceEvent.EndCause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The node where the agent is connected, serving a call of another node.
class LentLinesTest {
    private static final LegId THEIRS = new LegId(500);
    private static final LegId ANOTHER = new LegId(501);

    private final NodePass passes =
            new NodePass(MasterKey.of("the master key of a house with two nodes"), () -> 0, System::currentTimeMillis);
    private final TalkingHouse house = new TalkingHouse();
    private final OneOther other = new OneOther();

    @BeforeEach
    void begin() {
        house.others = other;
    }

    private void asks(LegId leg, LinePlaces.Kind kind) {
        var dialled = passes.to(0, new LinePlaces.Subject(kind, TENANT, AMY.value()));
        house.hears(new VoiceEvent.IncomingCall(
                leg, "85212345678", "Wang", dialled, new VoiceEvent.CallSource.WithPass(), Map.of()));
    }

    private void asksForAmy(LegId leg) {
        asks(leg, LinePlaces.Kind.AGENT);
    }

    @Test
    void theAgentsBrowserAndTheOtherNodeHearEachOther() {
        var amy = house.browser(AMY);
        asksForAmy(THEIRS);
        assertThat(house.voice.orders).contains("answer " + THEIRS, "tone ALERT");
        assertThat(house.hears(amy)).containsExactly(THEIRS);
        assertThat(house.hears(THEIRS)).containsExactly(amy);
        assertThat(house.history).as("it is no contact of this node").isEmpty();
        house.hears(new VoiceEvent.Ended(THEIRS, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.hears(amy)).isEmpty();
        assertThat(house.voice.orders).doesNotContain("close browser");
    }

    @Test
    void aPageLoadedAnewIsHeardAgainAndOneThatGoesLetsTheOtherNodeKnow() {
        house.browser(AMY);
        asksForAmy(THEIRS);
        var anew = house.browser(AMY);
        assertThat(house.hears(THEIRS)).containsExactly(anew);
        house.browserDies(anew);
        assertThat(house.voice.orders).contains("hang up " + THEIRS);
    }

    @Test
    void whoIsNotConnectedHereCannotBeLent() {
        asksForAmy(THEIRS);
        assertThat(house.voice.orders).contains("reject " + THEIRS + " 480");
        assertThat(house.centre.counters()).containsEntry("lent.absent", 1L);
    }

    @Test
    void aBrowserServesTheLatestCallThatAsks() {
        var amy = house.browser(AMY);
        asksForAmy(THEIRS);
        asksForAmy(ANOTHER);
        assertThat(house.voice.orders).contains("hang up " + THEIRS);
        assertThat(house.hears(amy)).containsExactly(ANOTHER);
        house.hears(new VoiceEvent.Ended(THEIRS, EndCause.HUNG_UP_BY_US, 0));
        asksForAmy(new LegId(502));
        assertThat(house.voice.orders).contains("hang up " + ANOTHER);
    }

    @Test
    void aPhoneRingsWithTheCustomersNumberAndItsRefusalIsPassedOn() {
        asks(THEIRS, LinePlaces.Kind.PHONE);
        assertThat(house.voice.orders).contains("dial " + LiveHouse.PHONE + " from 85212345678");
        var phone = house.voice.dialled();
        house.hears(new VoiceEvent.Ringing(phone));
        assertThat(house.voice.orders).contains("ring " + THEIRS);
        house.hears(new VoiceEvent.Ended(phone, EndCause.REJECTED, 486));
        assertThat(house.voice.orders).contains("reject " + THEIRS + " 486");
    }

    @Test
    void aCallerWhoGivesUpStopsThePhone() {
        asks(THEIRS, LinePlaces.Kind.PHONE);
        house.hears(new VoiceEvent.Ended(THEIRS, EndCause.CANCELLED, 0));
        assertThat(house.voice.orders).contains("hang up dialled");
    }

    private void callsToo(LegId leg) {
        house.hears(new VoiceEvent.IncomingCall(
                leg, "", "", "ben-phone", new VoiceEvent.CallSource.FromDevice(LiveHouse.PHONE), Map.of()));
    }

    @Test
    void aPhonesSecondCallIsBroughtToTheCallsNodeAndWhatItHoldsToTheFloor() {
        other.second = user -> new DialTarget.Address("sip:second@there");
        asks(THEIRS, LinePlaces.Kind.PHONE);
        var phone = house.voice.dialled();
        callsToo(ANOTHER);
        assertThat(house.voice.orders).as("the phone only rings yet").contains("reject " + ANOTHER + " 403");
        house.hears(new VoiceEvent.Answered(phone));
        var calling = new LegId(502);
        callsToo(calling);
        assertThat(other.told).contains("second line of " + LiveHouse.PHONE + " at node 0");
        var second = house.voice.dialled();
        house.hears(new VoiceEvent.Ringing(second));
        assertThat(house.voice.orders).contains("ring " + calling);
        house.hears(new VoiceEvent.PeerHeld(phone, true));
        house.hears(new VoiceEvent.Answered(second));
        assertThat(house.voice.orders).contains("answer " + calling);
        assertThat(house.hears(calling)).containsExactly(second);
        house.hears(new VoiceEvent.PeerHeld(phone, false));
        house.hears(new VoiceEvent.PeerHeld(calling, false));
        assertThat(other.told)
                .containsSubsequence(
                        LiveHouse.PHONE + " holds", LiveHouse.PHONE + " is back", LiveHouse.PHONE + " holds");
        house.hears(new VoiceEvent.Ended(second, EndCause.HUNG_UP_BY_PEER, 0));
        assertThat(house.voice.orders).contains("hang up " + calling);
    }

    @Test
    void aSecondCallWhoseNodeIsGoneIsRefusedAsAnyCallOfADeskPhone() {
        asks(THEIRS, LinePlaces.Kind.PHONE);
        house.hears(new VoiceEvent.Answered(house.voice.dialled()));
        callsToo(ANOTHER);
        assertThat(house.voice.orders).contains("reject " + ANOTHER + " 403");
    }

    @Test
    void lentLinesAreBounded() {
        for (int i = 0; i < LentLines.MOST; i++) {
            asks(new LegId(20_000 + i), LinePlaces.Kind.PHONE);
        }
        asks(THEIRS, LinePlaces.Kind.PHONE);
        assertThat(house.voice.orders).contains("reject " + THEIRS + " 503");
        assertThat(house.centre.counters()).containsEntry("lent.too-many", 1L);
    }
}
