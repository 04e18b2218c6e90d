package org.callosum.server.supervision.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.ConversationStart;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.floor.Floors;
import org.callosum.server.people.Agents;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.live.LiveTopics;
import org.callosum.server.platform.nodes.Notices;
import org.callosum.server.platform.problem.Problem;
import org.callosum.server.platform.tenancy.AccountContext;
import org.callosum.server.platform.tenancy.ClientScope;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Language;
import org.callosum.server.platform.web.PageQuery;
import org.callosum.server.supervision.actions.DeskMessages;
import org.callosum.server.supervision.help.HelpRequests;
import org.callosum.server.supervision.monitoring.LineMonitor.Announcement;
import org.callosum.server.supervision.monitoring.LineMonitor.Gone;
import org.callosum.server.supervision.monitoring.LineMonitor.Mode;
import org.callosum.server.testing.Caller;
import org.callosum.server.testing.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Stays of supervisors on a real floor and in the real tables; the sound is a fake, so that it can refuse.
@ServerTest
class StaysTest {
    private final FloorWithACall floor;
    private final Line line = new Line();
    private final Monitoring monitoring;
    private final DistantStays distant;
    private final MonitoringLog log;
    private final Tenancy tenancy;

    StaysTest(@Autowired ApplicationContext application) {
        floor = new FloorWithACall(application);
        tenancy = application.getBean(Tenancy.class);
        log = application.getBean(MonitoringLog.class);
        var lines = new ObjectProvider<LineMonitor>() {
            @Override
            public LineMonitor getObject() {
                return line;
            }
        };
        var watches = new Watches(
                log, lines, tenancy, application.getBean(Audit.class), application.getBean(LiveTopics.class));
        distant = new StayNotices(log, watches, tenancy, application.getBean(Notices.class));
        monitoring = new Monitoring(
                application.getBean(Floors.class),
                application.getBean(Agents.class),
                lines,
                watches,
                log,
                application.getBean(AnnouncementRule.class),
                application.getBean(DeskMessages.class),
                application.getBean(HelpRequests.class),
                tenancy,
                application.getBean(Audit.class));
        floor.listener = event -> watches.committed(floor.house.tenantId(), 0, event);
    }

    /// The sound as the tests want it.
    private final class Line implements LineMonitor {
        final Map<AgentId, Coming> in = new HashMap<>();
        final List<Integer> auditedAtEntering = new ArrayList<>();
        final List<AgentId> left = new ArrayList<>();
        Answer answer = Answer.IN;
        boolean commitFails;

        @Override
        public CompletableFuture<Answer> enter(InteractionId interaction, Coming coming) {
            auditedAtEntering.add(floor.audited());
            if (commitFails) {
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        throw new IllegalStateException("the disk is full");
                    }
                });
            }
            if (answer == Answer.IN) {
                in.put(coming.supervisor(), coming);
            }
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletableFuture<Boolean> leave(long tenant, InteractionId interaction, AgentId supervisor) {
            left.add(supervisor);
            return CompletableFuture.completedFuture(in.remove(supervisor) != null);
        }

        void takesOut(AgentId supervisor, Gone why) {
            Objects.requireNonNull(in.remove(supervisor)).gone().accept(why);
        }
    }

    private <T> T as(long account, String name, Supplier<T> work) {
        var who = new AccountContext(
                floor.house.tenantId(),
                account,
                name,
                Language.EN,
                EnumSet.of(Right.FLOOR_ACT, Right.RECORDINGS_LISTEN),
                new ClientScope.All(),
                "test",
                null);
        return Tenancy.<T, RuntimeException>bound(who, work::get);
    }

    private MonitoringRow lea(Mode mode) {
        return as(floor.leasAccount, "lea", () -> monitoring.enter(floor.call, mode, "", null));
    }

    private MonitoringRow ben(Mode mode) {
        return as(floor.bensAccount, "ben", () -> monitoring.enter(floor.call, mode, "", null));
    }

    /// All rows of this house, the oldest first, as `mode agent endedWhy`.
    private List<String> rows() {
        return tenancy.<List<String>>asSystem(
                floor.house.tenantId(),
                () -> log.page(new PageQuery(null, null, null, null)).items().reversed().stream()
                        .map(row -> row.by() + " " + row.mode() + " " + row.agentName() + " " + row.endedWhy())
                        .toList());
    }

    private void awaitRows(String... rows) {
        assertThat(FloorWithACall.await("rows", this::rows, List.of(rows)::equals))
                .hasSize(rows.length);
    }

    @Test
    void whoComesInIsOnRecordBeforeTheCommitAndChangesOfModeAreOneStay() {
        MonitoringRow first = lea(Mode.LISTEN);
        MonitoringRow second = lea(Mode.WHISPER);
        assertThat(second.stayId()).isEqualTo(first.id());
        assertThat(Objects.requireNonNull(line.in.get(floor.lea)).mode()).isEqualTo(Mode.WHISPER);
        assertThat(floor.audited()).isEqualTo(2);
        assertThat(rows()).containsExactly("lea listen Amy mode", "lea whisper Amy null");
        as(floor.leasAccount, "lea", () -> {
            monitoring.leave(floor.call);
            return 0;
        });
        assertThat(line.in).isEmpty();
        awaitRows("lea listen Amy mode", "lea whisper Amy left");
    }

    @Test
    void whomTheCallRefusesLeavesNoRow() {
        line.answer = LineMonitor.Answer.NO_LINE;
        assertThatThrownBy(() -> lea(Mode.LISTEN))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("monitor-no-line"));
        assertThat(rows()).isEmpty();
        assertThat(floor.audited()).isZero();
    }

    @Test
    void whatCannotBeStoredIsNotHeard() {
        line.commitFails = true;
        assertThatThrownBy(() -> lea(Mode.LISTEN)).hasMessageContaining("the disk is full");
        assertThat(line.auditedAtEntering).as("it did come to the call").hasSize(1);
        assertThat(line.in).isEmpty();
        assertThat(rows()).isEmpty();
        assertThat(floor.audited()).isZero();

        line.commitFails = false;
        lea(Mode.LISTEN);
        line.commitFails = true;
        assertThatThrownBy(() -> lea(Mode.JOIN)).hasMessageContaining("the disk is full");
        assertThat(line.in).isEmpty();
        awaitRows("lea listen Amy failed");
    }

    @Test
    void twoAtOnceHaveEachTheirModeAndOneWhoGoesLeavesTheOther() {
        lea(Mode.WHISPER);
        ben(Mode.LISTEN);
        assertThat(line.in.keySet()).containsExactlyInAnyOrder(floor.lea, floor.ben);
        floor.send(new FloorCommand.SignOut(floor.lea));
        awaitRows("lea whisper Amy signed-out", "ben listen Amy null");
        assertThat(line.in.keySet()).containsExactly(floor.ben);
        floor.send(new FloorCommand.EndConversation(floor.call, EndedBy.CUSTOMER));
        awaitRows("lea whisper Amy signed-out", "ben listen Amy over");
    }

    @Test
    void whoGetsACustomerOfTheirOwnIsTakenOut() {
        lea(Mode.LISTEN);
        floor.send(new FloorCommand.GoReady(floor.lea));
        InteractionId own = floor.arrives();
        floor.send(new FloorCommand.AcceptOffer(new OfferId(own, 1)));
        awaitRows("lea listen Amy own-call");
        assertThat(line.in).isEmpty();
    }

    @Test
    void whoseBrowserDiesIsOutWithThatReason() {
        lea(Mode.LISTEN);
        line.takesOut(floor.lea, Gone.LINE_LOST);
        awaitRows("lea listen Amy line-lost");
        lea(Mode.LISTEN);
        awaitRows("lea listen Amy line-lost", "lea listen Amy null");
    }

    @Test
    void whomAnotherNodesCallTakesOutIsOutHereTooButNotIfTheyHaveComeAnew() {
        lea(Mode.LISTEN);
        long first = Objects.requireNonNull(line.in.get(floor.lea)).row();
        assertThat(distant.stands(floor.house.tenantId(), floor.call, floor.lea))
                .isTrue();
        distant.gone(floor.house.tenantId(), floor.call, floor.lea, first, Gone.LINE_LOST);
        assertThat(rows()).as("stored by the call's node").containsExactly("lea listen Amy line-lost");
        assertThat(distant.stands(floor.house.tenantId(), floor.call, floor.lea))
                .isFalse();
        FloorWithACall.await("their node hears of it", this::mayHint, may -> !may);

        lea(Mode.WHISPER);
        tenancy.asSystem(
                floor.house.tenantId(),
                () -> Notices.say(
                        floor.application.getBean(JdbcClient.class),
                        StayNotices.TOPIC,
                        "%d:%s:%s:%d:LINE_LOST".formatted(floor.house.tenantId(), floor.call, floor.lea, first)));
        distant.gone(
                floor.house.tenantId(),
                floor.call,
                floor.ben,
                1,
                Gone.OVER); // said after it: nobody is there, and nothing happens
        ben(Mode.LISTEN);
        distant.gone(
                floor.house.tenantId(),
                floor.call,
                floor.ben,
                Objects.requireNonNull(line.in.get(floor.ben)).row(),
                Gone.OVER);
        FloorWithACall.await("words are heard in their order", this::benMayHint, may -> !may);
        assertThat(mayHint()).as("the late word was about the earlier visit").isTrue();
    }

    private boolean mayHint() {
        return mayHint(floor.leasAccount, "lea");
    }

    private boolean benMayHint() {
        return mayHint(floor.bensAccount, "ben");
    }

    private boolean mayHint(long account, String name) {
        return as(account, name, () -> {
            try {
                monitoring.hint(floor.call, "a word");
                return true;
            } catch (Problem refused) {
                return false;
            }
        });
    }

    @Test
    void aNodeThatDoesNotAnswerLeavesNoRowAndIsToldToLeaveAgain() {
        line.answer = LineMonitor.Answer.UNREACHABLE;
        assertThatThrownBy(() -> lea(Mode.JOIN))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("monitor-unreachable"));
        assertThat(line.left).as("in case they are in it all the same").containsExactly(floor.lea);
        assertThat(rows()).isEmpty();
        assertThat(floor.audited()).isZero();
    }

    @Test
    void aContactThatPassesToAnotherAgentKeepsItsListenersWhoAreHeardByNobodyThen() {
        MonitoringRow first = lea(Mode.WHISPER);
        floor.send(new FloorCommand.MoveConversation(floor.call, floor.ben, null));
        awaitRows("lea whisper Amy moved", "lea listen Ben null");
        assertThat(as(floor.leasAccount, "lea", monitoring::mine).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.stayId()).isEqualTo(first.stayId()));
        assertThat(floor.audited()).as("each agent who is heard").isEqualTo(2);
    }

    @Test
    void aContactThatIsSentOnToWaitEndsTheStay() {
        lea(Mode.LISTEN);
        floor.send(new FloorCommand.EndConversation(floor.call, EndedBy.TRANSFERRED));
        floor.send(new FloorCommand.Enqueue(floor.call, floor.elsewhere, Arrival.plain(0)));
        awaitRows("lea listen Amy sent-on");
    }

    @Test
    void theHouseSaysWhatIsAnnouncedAndNobodyLess() {
        admin("/api/floor/monitoring-rule", Map.of("version", 0, "announce", "tone", "reason", "our works council"))
                .expect(200);
        assertThat(lea(Mode.LISTEN).announced()).isEqualTo("tone");
        assertThat(Objects.requireNonNull(line.in.get(floor.lea)).announcement())
                .isEqualTo(Announcement.TONE);
        Map<String, String> exceptions = Map.of(floor.queue.toString(), "both");
        admin("/api/floor/monitoring-rule", Map.of("version", 1, "queues", exceptions, "reason", "the law"))
                .expect(200);
        assertThatThrownBy(() -> as(
                        floor.bensAccount,
                        "ben",
                        () -> monitoring.enter(floor.call, Mode.LISTEN, "", Announcement.AGENT)))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("monitor-announce-more"));
        assertThat(ben(Mode.LISTEN).announced()).isEqualTo("both");
        admin("/api/floor/monitoring-rule", Map.of("version", 1, "announce", "silent", "reason", "again"))
                .expect(409);
        admin("/api/floor/monitoring-rule", Map.of("version", 2, "announce", "shout", "reason", "again"))
                .expect(400);
    }

    private Caller.Answer admin(String path, Map<String, ?> body) {
        return floor.admin.put(path, body);
    }

    @Test
    void aHintStandsOnTheAgentsDeskWhileTheConversationLasts() {
        assertThatThrownBy(() -> hint("too early"))
                .isInstanceOfSatisfying(
                        Problem.class, refused -> assertThat(refused.code()).isEqualTo("monitor-not-in-it"));
        lea(Mode.LISTEN);
        hint("offer the refund");
        Caller desk = floor.browser("amy", floor.amysAccount);
        var shown = desk.get("/api/desk/messages").expect(200).body().at("/messages/0");
        assertThat(shown.path("text").asString()).isEqualTo("offer the refund");
        assertThat(shown.path("interactionId").asString()).isEqualTo(floor.call.toString());
        floor.send(new FloorCommand.EndConversation(floor.call, EndedBy.CUSTOMER));
        FloorWithACall.await(
                "nothing to hint at any more",
                () -> desk.get("/api/desk/messages").expect(200).body().path("messages"),
                messages -> messages.isEmpty());
    }

    private void hint(String text) {
        as(floor.leasAccount, "lea", () -> {
            monitoring.hint(floor.call, text);
            return 0;
        });
    }

    @Test
    void theStayIsARecordThatItsSupervisorNotesSomethingAbout() {
        lea(Mode.LISTEN);
        hint("offer the refund");
        MonitoringRow last = lea(Mode.WHISPER);
        as(floor.leasAccount, "lea", () -> {
            monitoring.leave(floor.call);
            return 0;
        });
        awaitRows("lea listen Amy mode", "lea whisper Amy left");
        Caller lea = floor.browser("lea", floor.leasAccount);
        Caller ben = floor.browser("ben", floor.bensAccount);
        var body = Map.of("note", "good opening", "coaching", true);
        ben.put("/api/floor/monitoring-stays/" + last.stayId(), body).expect(409);
        lea.put("/api/floor/monitoring-stays/" + last.stayId(), body).expect(200);
        for (String filter : List.of("interaction=" + floor.call, "agent=" + floor.amy, "coaching=true")) {
            var stay = ben.get("/api/floor/monitoring-stays?" + filter)
                    .expect(200)
                    .body()
                    .at("/items/0");
            assertThat(stay.path("note").asString()).isEqualTo("good opening");
            assertThat(stay.path("coaching").asBoolean()).isTrue();
            assertThat(stay.path("own").asBoolean()).isFalse();
            assertThat(stay.at("/hints/0/text").asString()).isEqualTo("offer the refund");
            assertThat(stay.path("rows")).hasSize(2);
            assertThat(stay.hasNonNull("endedAt")).isTrue();
        }
        assertThat(ben.get("/api/floor/monitoring-stays?agent=" + floor.ben)
                        .expect(200)
                        .body()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void whoTakesOverWasInItUntilThen() {
        lea(Mode.LISTEN);
        as(floor.leasAccount, "lea", () -> monitoring.takeOver(floor.call, ""));
        // the application's own floor listener is not this one's: what the floor decided is told by hand
        floor.listener.accept(new FloorEvent.ConversationStarted(
                new OfferId(floor.call, 2),
                floor.lea,
                floor.queue,
                Arrival.plain(0),
                ConversationStart.TAKEN_OVER,
                floor.amy,
                0));
        awaitRows("lea listen Amy took-over", "lea take-over Amy took-over");
    }
}
