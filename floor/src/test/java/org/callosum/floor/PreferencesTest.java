package org.callosum.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.callosum.floor.Scenario.ACME;
import static org.callosum.floor.Scenario.AMY;
import static org.callosum.floor.Scenario.BEN;
import static org.callosum.floor.Scenario.BILLING;
import static org.callosum.floor.Scenario.CALL;
import static org.callosum.floor.Scenario.CALL_2;
import static org.callosum.floor.Scenario.CALL_3;
import static org.callosum.floor.Scenario.CAT;
import static org.callosum.floor.Scenario.RENEWAL;
import static org.callosum.floor.Scenario.RENEWALS;
import static org.callosum.floor.Scenario.SALES;
import static org.callosum.floor.Scenario.SERVICE;
import static org.callosum.floor.Scenario.at;

import java.util.List;
import org.callosum.floor.FloorCommand.AcceptOffer;
import org.callosum.floor.FloorCommand.CompleteWrapUp;
import org.callosum.floor.FloorCommand.ConfigureQueue;
import org.callosum.floor.FloorCommand.EndConversation;
import org.callosum.floor.FloorCommand.Enqueue;
import org.callosum.floor.FloorCommand.GrantSkill;
import org.callosum.floor.FloorEvent.OfferMade;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.SkillId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How gladly an agent should get what needs a skill, in both directions (RTG-09).
class PreferencesTest {
    private static final Arrival PLAIN = Arrival.plain(0);
    private static final QueueRules BILLS = QueueRules.of(ACME, Channel.VOICE, List.of(new Needed(BILLING, 1)));
    private static final SkillId ENGLISH = new SkillId(23);

    private static GrantSkill grant(AgentId agent, SkillId skill, int proficiency, Preference preference) {
        return new GrantSkill(agent, skill, proficiency, preference);
    }

    // ---- which agent ----

    @ParameterizedTest
    @EnumSource
    void whoHasItAsFirstChoiceComesBeforeAnyPolicy(AgentPolicy policy) {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS.withPolicy(policy)))
                .givenReady(AMY, BEN, CAT)
                .given(
                        grant(AMY, RENEWAL, 5, Preference.ORDINARY),
                        grant(BEN, RENEWAL, 5, Preference.RESERVE),
                        grant(CAT, RENEWAL, 2, Preference.FIRST))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        var offer = scenario.only(OfferMade.class);
        assertThat(offer.agent()).isEqualTo(CAT);
        assertThat(offer.explanation().rule()).isEqualTo(policy.code());
        assertThat(offer.explanation().preference()).isEqualTo(Preference.FIRST);
        assertThat(offer.explanation().candidates()).isEqualTo(3);
        assertThat(offer.explanation().runnerUp()).isEqualTo(AMY);
    }

    @Test
    void withinAPreferenceThePolicyDecides() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY, BEN, CAT)
                .given(
                        grant(AMY, RENEWAL, 2, Preference.FIRST),
                        grant(BEN, RENEWAL, 4, Preference.FIRST),
                        grant(CAT, RENEWAL, 5, Preference.ORDINARY))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(scenario.only(OfferMade.class).explanation())
                .isEqualTo(new Explanation(3, "best-proficiency", 4, AMY, 1, 0, Preference.FIRST));
    }

    @Test
    void whoIsInReserveGetsItWhenNobodyElseHasRoom() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY, BEN)
                .given(grant(AMY, RENEWAL, 2, Preference.ORDINARY), grant(BEN, RENEWAL, 5, Preference.RESERVE))
                .given(new Enqueue(CALL, SALES, PLAIN))
                .when(new Enqueue(CALL_2, SALES, PLAIN), at(10));
        var offer = scenario.only(OfferMade.class);
        assertThat(offer.agent()).isEqualTo(BEN);
        assertThat(offer.explanation().preference()).isEqualTo(Preference.RESERVE);
    }

    @Test
    void aPreferenceEntitlesNobody() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY)
                .given(grant(AMY, RENEWAL, 1, Preference.FIRST))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(scenario.has(OfferMade.class)).isFalse();
    }

    @Test
    void ofSeveralSkillsNeededOneInReserveMakesTheWholeReserve() {
        var both = QueueRules.of(ACME, Channel.VOICE, List.of(new Needed(RENEWAL, 1), new Needed(ENGLISH, 1)));
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, both))
                .givenReady(AMY, BEN, CAT)
                .given(
                        grant(AMY, RENEWAL, 5, Preference.FIRST),
                        grant(AMY, ENGLISH, 5, Preference.RESERVE),
                        grant(BEN, RENEWAL, 2, Preference.ORDINARY),
                        grant(BEN, ENGLISH, 2, Preference.ORDINARY),
                        grant(CAT, RENEWAL, 1, Preference.FIRST),
                        grant(CAT, ENGLISH, 1, Preference.ORDINARY))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(CAT);
        scenario.when(new Enqueue(CALL_2, SALES, PLAIN), at(11));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
        scenario.when(new Enqueue(CALL_3, SALES, PLAIN), at(12));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(AMY);
    }

    @Test
    void aChangedPreferenceHoldsForTheNextChoice() {
        var scenario = new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS))
                .givenReady(AMY, BEN)
                .given(grant(AMY, RENEWAL, 3, Preference.FIRST), grant(BEN, RENEWAL, 3, Preference.ORDINARY))
                .given(grant(AMY, RENEWAL, 3, Preference.RESERVE))
                .when(new Enqueue(CALL, SALES, PLAIN), at(10));
        assertThat(scenario.only(OfferMade.class).agent()).isEqualTo(BEN);
    }

    // ---- which interaction ----

    private static Scenario busyWith(Preference renewals, Preference bills) {
        return new Scenario()
                .given(new ConfigureQueue(SALES, RENEWALS), new ConfigureQueue(SERVICE, BILLS))
                .givenReady(AMY)
                .given(grant(AMY, RENEWAL, 3, renewals), grant(AMY, BILLING, 3, bills))
                .given(new Enqueue(CALL, SALES, PLAIN))
                .when(new AcceptOffer(new OfferId(CALL, 1)), at(2));
    }

    private static OfferMade next(Scenario scenario, int seconds) {
        scenario.when(new EndConversation(CALL, EndedBy.CUSTOMER), at(seconds))
                .when(new CompleteWrapUp(CALL, List.of()), at(seconds));
        return scenario.only(OfferMade.class);
    }

    @Test
    void whoGetsRoomTakesWhatTheyPreferBeforeWhatIsMoreUrgent() {
        var scenario = busyWith(Preference.FIRST, Preference.ORDINARY)
                .when(new Enqueue(CALL_2, SERVICE, Arrival.plain(5)), at(10))
                .when(new Enqueue(CALL_3, SALES, PLAIN), at(40));
        var offer = next(scenario, 50);
        assertThat(offer.interaction()).isEqualTo(CALL_3);
        assertThat(offer.explanation().rule()).isEqualTo("most-urgent");
        assertThat(offer.explanation().preference()).isEqualTo(Preference.FIRST);
        assertThat(offer.explanation().candidates()).isEqualTo(2);
    }

    @Test
    void whatTheyAreInReserveForWaitsForNothingElse() {
        var scenario =
                busyWith(Preference.ORDINARY, Preference.RESERVE).when(new Enqueue(CALL_2, SERVICE, PLAIN), at(10));
        var offer = next(scenario, 50);
        assertThat(offer.interaction()).isEqualTo(CALL_2);
        assertThat(offer.explanation().preference()).isEqualTo(Preference.RESERVE);
    }

    @Test
    void whatIsOverdueComesFirstHoweverLittleTheyLikeIt() {
        var scenario = busyWith(Preference.FIRST, Preference.RESERVE)
                .when(new Enqueue(CALL_2, SERVICE, PLAIN), at(10))
                .when(new Enqueue(CALL_3, SALES, PLAIN), at(11));
        var offer = next(scenario, 10 + 1800);
        assertThat(offer.interaction()).isEqualTo(CALL_2);
        assertThat(offer.explanation().rule()).isEqualTo("overdue");
        assertThat(offer.explanation().preference()).isEqualTo(Preference.ORDINARY);
    }

    @Test
    void whatIsHeldForThemComesBeforeWhatTheyPrefer() {
        var scenario = busyWith(Preference.FIRST, Preference.RESERVE)
                .when(new Enqueue(CALL_3, SALES, PLAIN), at(10))
                .when(new Enqueue(CALL_2, SERVICE, PLAIN.withPreferred(AMY, 60_000)), at(11));
        var offer = next(scenario, 30);
        assertThat(offer.interaction()).isEqualTo(CALL_2);
        assertThat(offer.explanation().rule()).isEqualTo("preferred-agent");
    }
}
