package org.callosum.server.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.callosum.floor.AgentPolicy;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.Channel;
import org.callosum.floor.ConversationStart;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.Explanation;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Lapse;
import org.callosum.floor.Needed;
import org.callosum.floor.Preference;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.floor.Urgency;
import org.callosum.floor.Withdrawal;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloorEventCodecTest {
    private static final QueueId QUEUE = new QueueId(3);
    private static final AgentId AMY = new AgentId(7);
    private static final AgentId BO = new AgentId(8);
    private static final SkillId RENEWALS = new SkillId(5);
    private static final InteractionId CALL = new InteractionId(9_007_199_254_740_993L);
    private static final OfferId OFFER = new OfferId(CALL, 2);
    private static final long NINE = 1_795_282_792_000L;

    static List<FloorEvent> oneOfEach() {
        QueueRules rules = new QueueRules(
                new ClientId(2),
                Channel.VOICE,
                List.of(
                        new RequirementStep(0, List.of(new Needed(RENEWALS, 4))),
                        new RequirementStep(30_000, List.of())),
                3,
                20_000,
                new Urgency(1.5, 30_000, 900_000),
                AgentPolicy.LEAST_OCCUPIED,
                15_000,
                45_000,
                false,
                100);
        AgentRules agent = new AgentRules(
                Set.of(new ClientId(2), new ClientId(4)), Map.of(Channel.VOICE, 1, Channel.CHAT, 3), List.of(QUEUE));
        Arrival arrival = new Arrival(
                2,
                List.of(new Needed(RENEWALS, 1)),
                AMY,
                5_000,
                BO,
                8_000,
                List.of(new AgentId(11)),
                Map.of("language", "zh-Hans", "reason", "renewal"),
                1);
        return List.of(
                new FloorEvent.QueueConfigured(QUEUE, rules, NINE),
                new FloorEvent.QueueRetired(QUEUE, NINE),
                new FloorEvent.AgentConfigured(AMY, agent, NINE),
                new FloorEvent.AgentRetired(AMY, NINE),
                new FloorEvent.SkillGranted(AMY, RENEWALS, 5, NINE),
                new FloorEvent.SkillGranted(AMY, RENEWALS, 5, Preference.RESERVE, NINE),
                new FloorEvent.SkillRevoked(AMY, RENEWALS, NINE),
                new FloorEvent.AgentSignedIn(AMY, NINE),
                new FloorEvent.AgentSignedOut(AMY, NINE),
                new FloorEvent.SignOutDeferred(AMY, NINE),
                new FloorEvent.SignOutCancelled(AMY, NINE),
                new FloorEvent.AgentBecameReady(AMY, NINE),
                new FloorEvent.AgentBecameNotReady(AMY, "break", NINE),
                new FloorEvent.InteractionQueued(CALL, QUEUE, arrival, NINE),
                new FloorEvent.InteractionQueued(CALL, QUEUE, Arrival.plain(0), NINE),
                new FloorEvent.InteractionQueued(
                        CALL,
                        QUEUE,
                        Arrival.consult(new InteractionId(77), AMY).onlyFor(BO).withWaited(4_000),
                        NINE),
                new FloorEvent.WaitingSuspended(CALL, QUEUE, NINE),
                new FloorEvent.WaitingResumed(CALL, QUEUE, NINE),
                new FloorEvent.ConversationStarted(OFFER, AMY, QUEUE, arrival, ConversationStart.TRANSFERRED, BO, NINE),
                new FloorEvent.ConversationStarted(
                        OFFER,
                        AMY,
                        QUEUE,
                        Arrival.plain(3).withKind(ArrivalKind.OUTBOUND),
                        ConversationStart.OUTBOUND,
                        null,
                        NINE),
                new FloorEvent.RequirementRelaxed(CALL, 1, NINE),
                new FloorEvent.PreferenceLapsed(CALL, AMY, Lapse.NOT_SIGNED_IN, NINE),
                new FloorEvent.DeclineLapsed(CALL, AMY, NINE),
                new FloorEvent.OfferMade(
                        OFFER, AMY, QUEUE, NINE + 20_000, new Explanation(4, "longest-idle", 12.25, BO, 3, 1), NINE),
                new FloorEvent.OfferMade(
                        OFFER,
                        AMY,
                        QUEUE,
                        NINE + 20_000,
                        new Explanation(2, "fair-share", 3, BO, 1, 0, Preference.FIRST),
                        NINE),
                new FloorEvent.OfferMade(
                        OFFER, AMY, QUEUE, NINE + 20_000, new Explanation(1, "overdue", 0, null, 1, 0), NINE),
                new FloorEvent.OfferAccepted(OFFER, AMY, QUEUE, 4_200, NINE),
                new FloorEvent.OfferDeclined(OFFER, AMY, QUEUE, NINE),
                new FloorEvent.OfferExpired(OFFER, AMY, QUEUE, NINE),
                new FloorEvent.OfferWithdrawn(OFFER, AMY, QUEUE, Withdrawal.AGENT_NOT_READY, NINE),
                new FloorEvent.InteractionAbandoned(CALL, QUEUE, 3_000, NINE),
                new FloorEvent.InteractionLeftQueue(CALL, QUEUE, Exit.VOICEMAIL, 9_000, NINE),
                new FloorEvent.HoldStarted(CALL, AMY, NINE),
                new FloorEvent.HoldEnded(CALL, AMY, NINE),
                new FloorEvent.ConversationEnded(CALL, AMY, QUEUE, EndedBy.CUSTOMER, NINE),
                new FloorEvent.WrapUpStarted(OFFER, AMY, NINE + 60_000, NINE),
                new FloorEvent.WrapUpCompleted(OFFER, AMY, List.of("sold", "follow-up"), true, NINE),
                new FloorEvent.InteractionInterrupted(CALL, QUEUE, AMY, NINE),
                new FloorEvent.InteractionInterrupted(CALL, QUEUE, null, NINE));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void anEventIsReadAsItWasWritten(FloorEvent event) {
        assertThat(FloorEventCodec.read(FloorEventCodec.write(event))).isEqualTo(event);
    }

    @Test
    void everyKindOfEventIsTriedHere() {
        Set<Class<?>> kinds =
                Stream.of(FloorEvent.class.getPermittedSubclasses()).collect(Collectors.toSet());
        assertThat(oneOfEach().stream().<Class<?>>map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(kinds);
    }

    @Test
    void idsAreStringsSoThatNoReaderRoundsThem() {
        String text = FloorEventCodec.write(new FloorEvent.HoldStarted(CALL, AMY, NINE));
        assertThat(text)
                .isEqualTo(
                        "{\"type\":\"hold-started\",\"v\":1,\"at\":1795282792000,\"interaction\":\"9007199254740993\",\"agent\":\"7\"}");
    }

    @Test
    void anArrivalWrittenWithoutTheLaterComponentsIsReadWithTheirDefaults() {
        FloorEvent event = FloorEventCodec.read(
                "{\"type\":\"interaction-queued\",\"v\":1,\"at\":1,\"interaction\":\"4\",\"queue\":\"3\",\"arrival\":{\"priority\":2}}");
        assertThat(event).isEqualTo(new FloorEvent.InteractionQueued(new InteractionId(4), QUEUE, Arrival.plain(2), 1));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "{\"type\":\"agent-signed-in\",\"v\":2,\"at\":1,\"agent\":\"7\"}",
                "{\"type\":\"agent-signed-in\",\"at\":1,\"agent\":\"7\"}",
                "{\"type\":\"agent-took-off\",\"v\":1,\"at\":1,\"agent\":\"7\"}",
                "{\"type\":\"agent-signed-in\",\"v\":1,\"at\":1}",
                "{\"type\":\"agent-signed-in\",\"v\":1,\"at\":1,\"agent\":\"seven\"}",
                "not json"
            })
    void whatThisBuildCannotReadStopsItInsteadOfBeingSkipped(String text) {
        assertThatThrownBy(() -> FloorEventCodec.read(text))
                .isInstanceOf(FloorEventCodec.UnreadableEventException.class);
    }
}
