package org.callosum.measures.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.QueueRules;
import org.callosum.kernel.Ratio;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.measures.LiveQueues;
import org.callosum.measures.QueueCounts;
import org.callosum.measures.Thresholds;
import org.junit.jupiter.api.Test;

class FactFolderTest {
    private static final ClientId ACME = new ClientId(1);
    private static final QueueId SALES = new QueueId(11);
    private static final QueueId CHAT = new QueueId(12);
    private static final AgentId AMY = new AgentId(31);
    private static final AgentId BEN = new AgentId(32);
    private static final InteractionId CALL = new InteractionId(101);
    private static final InteractionId CALL_2 = new InteractionId(102);
    private static final OfferId OFFER = new OfferId(CALL, 1);
    private static final long NINE = 1_800_000_000_000L;

    private final Floor floor = new Floor();
    private final List<Fact> facts = new ArrayList<>();
    private FactFolder folder = new FactFolder(facts::add);

    private static long at(int seconds) {
        return NINE + seconds * 1000L;
    }

    private void does(int seconds, FloorCommand command) {
        switch (floor.handle(command, at(seconds))) {
            case Decision.Accepted(var events) -> events.forEach(folder::fold);
            case Decision.Refused(var refusal) -> throw new AssertionError(command + " refused: " + refusal);
        }
        // a restart between any two commands changes nothing
        var open = folder.snapshot();
        folder = new FactFolder(facts::add, open);
        assertThat(folder.snapshot()).isEqualTo(open);
    }

    private void amyIsReady() {
        does(0, new FloorCommand.ConfigureQueue(SALES, QueueRules.of(ACME, Channel.VOICE, List.of())));
        does(0, new FloorCommand.ConfigureQueue(CHAT, QueueRules.of(ACME, Channel.CHAT, List.of())));
        does(
                0,
                new FloorCommand.ConfigureAgent(
                        AMY, new AgentRules(Set.of(ACME), Map.of(Channel.VOICE, 1, Channel.CHAT, 2), List.of())));
        does(0, new FloorCommand.SignIn(AMY));
        does(10, new FloorCommand.GoReady(AMY));
    }

    private List<QueueEntry> entries() {
        return facts.stream()
                .filter(QueueEntry.class::isInstance)
                .map(QueueEntry.class::cast)
                .toList();
    }

    private List<String> states() {
        return facts.stream()
                .filter(AgentStateInterval.class::isInstance)
                .map(AgentStateInterval.class::cast)
                .map(s -> "%s%s %d-%d"
                        .formatted(
                                s.state(),
                                s.reason().isEmpty() ? "" : " " + s.reason(),
                                (s.fromMillis() - NINE) / 1000,
                                (s.toMillis() - NINE) / 1000))
                .toList();
    }

    @Test
    void aCallLeavesOneEntryOneWorkIntervalAndTheAgentsStates() {
        amyIsReady();
        does(20, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(24, new FloorCommand.AcceptOffer(OFFER));
        does(40, new FloorCommand.StartHold(CALL));
        does(55, new FloorCommand.EndHold(CALL));
        does(100, new FloorCommand.EndConversation(CALL, EndedBy.CUSTOMER));
        does(130, new FloorCommand.CompleteWrapUp(CALL, List.of("sold")));
        does(150, new FloorCommand.GoNotReady(AMY, "break"));
        does(200, new FloorCommand.SignOut(AMY));
        var entry = new QueueEntry(
                CALL, SALES, at(20), at(24), at(100), 15_000, at(130), Outcome.HANDLED, AMY, 1, List.of("sold"));
        assertThat(entries()).containsExactly(entry);
        assertThat(entry.waitMillis()).isEqualTo(4_000);
        assertThat(entry.talkMillis()).isEqualTo(61_000);
        assertThat(entry.handleMillis()).isEqualTo(106_000);
        assertThat(facts).contains(new WorkInterval(AMY, OFFER, SALES, at(24), at(100), 15_000, at(130)));
        assertThat(facts).contains(new Session(AMY, at(0), at(200)));
        assertThat(states())
                .containsExactly(
                        "NOT_READY signed-in 0-10",
                        "READY 10-20",
                        "RINGING 20-24",
                        "TALK 24-40",
                        "HOLD 40-55",
                        "TALK 55-100",
                        "ACW 100-130",
                        "READY 130-150",
                        "NOT_READY break 150-200");
    }

    @Test
    void aMissedOfferIsRingingThenNotReadyAndTheCallerAbandons() {
        amyIsReady();
        does(20, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(41, new FloorCommand.AdvanceTime());
        does(50, new FloorCommand.Abandon(CALL));
        assertThat(states()).endsWith("READY 10-20", "RINGING 20-41");
        assertThat(folder.openStates())
                .containsExactly(new AgentStateInterval(AMY, MetricState.NOT_READY, "no-answer", at(41), 0, null));
        assertThat(entries())
                .containsExactly(
                        new QueueEntry(CALL, SALES, at(20), 0, at(50), 0, 0, Outcome.ABANDONED, null, 1, List.of()));
    }

    @Test
    void eachExitIsAnOutcomeOfItsOwn() {
        amyIsReady();
        does(11, new FloorCommand.GoNotReady(AMY, "break"));
        int id = 200;
        for (var exit : Exit.values()) {
            var interaction = new InteractionId(id++);
            does(20, new FloorCommand.Enqueue(interaction, SALES, Arrival.plain(0)));
            does(30, new FloorCommand.LeaveQueue(interaction, exit));
        }
        assertThat(entries())
                .extracting(QueueEntry::outcome)
                .containsExactly(
                        Outcome.OVERFLOW, Outcome.CALLBACK, Outcome.VOICEMAIL, Outcome.CLOSED, Outcome.SENT_ON);
    }

    @Test
    void aCallQueuedAgainWhileTheAgentWrapsUpWasTransferred() {
        amyIsReady();
        does(20, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(21, new FloorCommand.AcceptOffer(OFFER));
        does(60, new FloorCommand.EndConversation(CALL, EndedBy.AGENT));
        does(60, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(70, new FloorCommand.CompleteWrapUp(CALL, List.of()));
        does(71, new FloorCommand.AcceptOffer(new OfferId(CALL, 2)));
        does(90, new FloorCommand.EndConversation(CALL, EndedBy.CUSTOMER));
        does(91, new FloorCommand.CompleteWrapUp(CALL, List.of()));
        assertThat(entries()).extracting(QueueEntry::outcome).containsExactly(Outcome.TRANSFERRED, Outcome.HANDLED);
        assertThat(entries()).extracting(QueueEntry::queuedAtMillis).containsExactly(at(20), at(60));
    }

    @Test
    void aConversationThatMovesLeavesTwoEntriesAndTheConsultBesideThem() {
        amyIsReady();
        does(0, new FloorCommand.ConfigureAgent(BEN, AgentRules.voice(ACME)));
        does(10, new FloorCommand.SignIn(BEN));
        does(20, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(21, new FloorCommand.AcceptOffer(OFFER));
        does(30, new FloorCommand.GoReady(BEN));
        does(40, new FloorCommand.Enqueue(CALL_2, SALES, Arrival.consult(CALL, AMY)));
        does(42, new FloorCommand.AcceptOffer(new OfferId(CALL_2, 1)));
        does(60, new FloorCommand.MoveConversation(CALL, BEN, CALL_2));
        does(70, new FloorCommand.CompleteWrapUp(CALL, List.of()));
        does(90, new FloorCommand.EndConversation(CALL, EndedBy.CUSTOMER));
        does(95, new FloorCommand.CompleteWrapUp(CALL, List.of("sold")));
        assertThat(entries())
                .containsExactly(
                        entry(CALL_2, 40, 42, 60, 60, Outcome.TRANSFERRED, BEN, ArrivalKind.CONSULT, List.of()),
                        entry(CALL, 20, 21, 60, 70, Outcome.TRANSFERRED, AMY, ArrivalKind.CUSTOMER, List.of()),
                        new QueueEntry(
                                CALL,
                                SALES,
                                at(60),
                                at(60),
                                at(90),
                                0,
                                at(95),
                                Outcome.HANDLED,
                                BEN,
                                0,
                                List.of("sold")));
        var counts = entries().stream()
                .map(e -> QueueCounts.of(e, Thresholds.DEFAULT))
                .reduce(QueueCounts.NONE, QueueCounts::plus);
        assertThat(counts.arrived()).as("two legs of one customer, no consult").isEqualTo(2);
        assertThat(counts.transferred()).isEqualTo(1);
        assertThat(counts.answeredWaitMillis()).isEqualTo(1_000);
        assertThat(states()).contains("TALK 42-60");
    }

    private static QueueEntry entry(
            InteractionId interaction,
            int queued,
            int answered,
            int ended,
            int wrapUpEnd,
            Outcome outcome,
            AgentId agent,
            ArrivalKind kind,
            List<String> dispositions) {
        return new QueueEntry(
                interaction,
                SALES,
                at(queued),
                at(answered),
                at(ended),
                0,
                at(wrapUpEnd),
                outcome,
                agent,
                1,
                dispositions,
                kind);
    }

    @Test
    void anOutboundConversationIsWorkButNoArrival() {
        amyIsReady();
        does(20, new FloorCommand.StartOutbound(CALL, SALES, AMY, Arrival.plain(0)));
        does(50, new FloorCommand.EndConversation(CALL, EndedBy.AGENT));
        does(55, new FloorCommand.CompleteWrapUp(CALL, List.of()));
        assertThat(entries()).hasSize(1);
        assertThat(QueueCounts.of(entries().getFirst(), Thresholds.DEFAULT)).isEqualTo(QueueCounts.NONE);
        assertThat(facts).contains(new WorkInterval(AMY, OFFER, SALES, at(20), at(50), 0, at(55)));
        assertThat(states()).endsWith("READY 10-20", "TALK 20-50", "ACW 50-55");
    }

    @Test
    void aPausedWaitCountsThroughout() {
        amyIsReady();
        does(20, new FloorCommand.GoNotReady(AMY, "break"));
        does(20, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(25, new FloorCommand.SuspendWaiting(CALL));
        does(45, new FloorCommand.ResumeWaiting(CALL));
        does(50, new FloorCommand.Abandon(CALL));
        assertThat(entries()).extracting(QueueEntry::waitMillis).containsExactly(30_000L);
    }

    @Test
    void anInterruptedConversationEndsWithItsWorkAndItsHold() {
        amyIsReady();
        does(20, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(21, new FloorCommand.AcceptOffer(OFFER));
        does(30, new FloorCommand.StartHold(CALL));
        does(50, new FloorCommand.Interrupt(CALL));
        assertThat(entries())
                .containsExactly(new QueueEntry(
                        CALL, SALES, at(20), at(21), at(50), 20_000, at(50), Outcome.INTERRUPTED, AMY, 1, List.of()));
        assertThat(states()).endsWith("HOLD 30-50");
    }

    @Test
    void withSeveralInteractionsTheFirstStateThatAppliesDecides() {
        amyIsReady();
        does(20, new FloorCommand.Enqueue(CALL, CHAT, Arrival.plain(0)));
        does(22, new FloorCommand.AcceptOffer(OFFER));
        does(30, new FloorCommand.Enqueue(CALL_2, CHAT, Arrival.plain(0)));
        does(35, new FloorCommand.AcceptOffer(new OfferId(CALL_2, 1)));
        does(40, new FloorCommand.EndConversation(CALL, EndedBy.CUSTOMER));
        does(50, new FloorCommand.EndConversation(CALL_2, EndedBy.CUSTOMER));
        does(60, new FloorCommand.CompleteWrapUp(CALL, List.of()));
        does(65, new FloorCommand.CompleteWrapUp(CALL_2, List.of()));
        does(70, new FloorCommand.SignOut(AMY));
        assertThat(states())
                .containsExactly(
                        "NOT_READY signed-in 0-10",
                        "READY 10-20",
                        "RINGING 20-22",
                        "TALK 22-40",
                        "TALK 40-50",
                        "ACW 50-60",
                        "ACW 60-65",
                        "READY 65-70");
        var work = facts.stream().filter(WorkInterval.class::isInstance).toList();
        assertThat(work)
                .containsExactly(
                        new WorkInterval(AMY, OFFER, CHAT, at(22), at(40), 0, at(60)),
                        new WorkInterval(AMY, new OfferId(CALL_2, 1), CHAT, at(35), at(50), 0, at(65)));
    }

    @Test
    void theBoardCountsAnOpenConversationAsAnsweredAndAgreesWithTheFactsAfterwards() {
        var board = new LiveQueues(_ -> Thresholds.DEFAULT, at(0));
        amyIsReady();
        does(20, new FloorCommand.Enqueue(CALL, SALES, Arrival.plain(0)));
        does(24, new FloorCommand.AcceptOffer(OFFER));
        does(30, new FloorCommand.Enqueue(CALL_2, SALES, Arrival.plain(0)));
        var during = board.counts(SALES, folder);
        assertThat(during.answered()).isOne();
        assertThat(during.open()).isOne();
        assertThat(during.arrived()).isEqualTo(2);
        assertThat(during.averageHandleMillis()).isEmpty();
        assertThat(Thresholds.DEFAULT.variant().of(during)).isEqualTo(new Ratio(1, 1));
        does(37, new FloorCommand.Abandon(CALL_2));
        does(100, new FloorCommand.EndConversation(CALL, EndedBy.CUSTOMER));
        does(130, new FloorCommand.CompleteWrapUp(CALL, List.of()));
        facts.forEach(board::add);
        var after = board.counts(SALES, folder);
        assertThat(Thresholds.DEFAULT.variant().of(after)).isEqualTo(new Ratio(1, 2));
        assertThat(after.averageHandleMillis()).hasValue(106_000);
        board.startAt(at(25));
        assertThat(board.counts(SALES, folder).arrived()).isOne();
    }

    @Test
    void eventsWithoutTheirBeginningAreAFault() {
        assertThatThrownBy(() -> folder.fold(new FloorEvent.AgentBecameReady(AMY, NINE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in order");
    }
}
