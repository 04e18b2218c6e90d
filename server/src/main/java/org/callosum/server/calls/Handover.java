package org.callosum.server.calls;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.callosum.floor.Arrival;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.FloorCommand;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// The customer goes from their agent to somebody else: to a queue, a colleague or a number without asking
/// there first, or to whoever was asked before. A customer whom nobody answers in time comes back to the agent
/// who let them go, before all others in the queue they came from (CON-06); if even that cannot be, we owe them
/// a call.
final class Handover {
    /// How long one colleague, or a number, has to answer before the customer is called back.
    static final Duration ANSWER_IN = Duration.ofSeconds(30);

    /// How long the customer who comes back is held for the agent who let them go; then anybody's.
    static final Duration HELD_FOR_SENDER = Duration.ofSeconds(30);

    private final CustomerOnLine on;
    private final DeskPhone phone;
    private final Wait wait;
    private final Conversation conversation;
    private final OutsideParty outside;

    /// Agreed, until the floor has let the agent go.
    private @Nullable Way agreed;

    /// Told when the floor has let the agent go, while their line is still up.
    private Runnable onAgreed = () -> {};

    /// On their way in a queue, until somebody answers.
    private @Nullable Sent sent;

    private sealed interface To {
        /// @param only waits for this colleague alone
        record Queue(Directory.QueueRef queue, @Nullable AgentId only) implements To {}

        record Number(Directory.Route.Allowed route) implements To {}

        /// Whoever outside is on the line keeps the customer.
        record Kept() implements To {}
    }

    /// @param from the agent who lets the customer go
    /// @param home the queue whose stay it was
    /// @param ticket of the flow's queue step
    private record Way(To to, AgentId from, Directory.QueueRef home, int ticket) {}

    /// @param back the customer is on their way back to the agent
    private record Sent(Way way, boolean back) {}

    Handover(CustomerOnLine on, DeskPhone phone, Wait wait, Conversation conversation, OutsideParty outside) {
        this.on = on;
        this.phone = phone;
        this.wait = wait;
        this.conversation = conversation;
        this.outside = outside;
    }

    // ---- what the agent decides

    /// @return empty when the floor has let the agent go, else the code of the refusal
    CompletableFuture<String> transfer(Target whom) {
        if (!(on.phase() instanceof Phase.Talking talking)) {
            return refused("conversation-over");
        }
        if (agreed != null) {
            return refused("transfer-under-way");
        }
        var directory = on.world().directory();
        var client = on.entry().client();
        return switch (whom) {
            case Target.Colleague(var agent) ->
                agent.equals(talking.agent())
                        ? refused("same-agent")
                        : letGo(talking, new To.Queue(talking.queue(), agent));
            case Target.Line(var id) -> {
                var queue = directory.queue(on.tenant(), client, id);
                yield queue == null ? refused("queue-unknown") : letGo(talking, new To.Queue(queue, null));
            }
            case Target.Number(var number) ->
                switch (directory.outside(on.tenant(), client, on.interaction(), number)) {
                    case Directory.Route.Refused(var reason) -> refused(DeskTransfers.NUMBER + reason);
                    case Directory.Route.Allowed route -> letGo(talking, new To.Number(route));
                };
        };
    }

    /// The agent's desk phone sends the customer on (REFER): to a colleague's phone, or to a number as the
    /// dialling plan allows; or brings them together with whom it has called by its second line (Replaces).
    /// Nobody else's telephone is followed: a caller could make us dial.
    void byPhone(VoiceEvent.TransferRequested asked) {
        var voice = on.world().voice();
        var leg = asked.leg();
        var replaced = asked.replaces();
        if (on.phase() instanceof Phase.Talking talking
                && talking.phone()
                && replaced != null
                && conversation.second().joins(talking, leg, replaced)) {
            voice.acceptTransfer(leg);
            follows(leg, this::complete);
            return;
        }
        if (!(on.phase() instanceof Phase.Talking talking)
                || !talking.phone()
                || !leg.equals(talking.line())
                || replaced != null) {
            voice.refuseTransfer(leg, 603);
            return;
        }
        var colleague = on.world().directory().colleague(on.tenant(), asked.target());
        voice.acceptTransfer(leg);
        Target whom = colleague == null ? new Target.Number(asked.target()) : new Target.Colleague(colleague);
        follows(leg, () -> transfer(whom));
    }

    /// The phone is told what came of its wish while its line is still up.
    private void follows(LegId leg, Supplier<CompletableFuture<String>> wish) {
        var voice = on.world().voice();
        onAgreed = () -> voice.reportTransfer(leg, 200);
        wish.get().thenAccept(code -> {
            if (!code.isEmpty()) {
                on.mailbox().post(() -> onAgreed = () -> {});
                voice.reportTransfer(leg, 603);
            }
        });
    }

    /// The conversation is with another agent from here on.
    void movedOn() {
        onAgreed.run();
        onAgreed = () -> {};
    }

    /// Hands the customer to whoever was asked.
    CompletableFuture<String> complete() {
        if (!(on.phase() instanceof Phase.Talking talking)) {
            return refused("conversation-over");
        }
        if (agreed != null) {
            return refused("transfer-under-way");
        }
        var moving = conversation.consult().complete();
        return moving == null ? letGo(talking, new To.Kept()) : moving;
    }

    /// The agent is gone: somebody who was asked and is on the line gets the customer rather than nobody.
    ///
    /// @return whether there is somebody
    boolean leaves() {
        if (!conversation.consult().ready()) {
            return false;
        }
        complete().thenAccept(code -> {
            if (!code.isEmpty()) {
                on.mailbox().post(() -> on.oweCallBack("interrupted", () -> on.endConversation(EndedBy.SYSTEM)));
            }
        });
        return true;
    }

    private static CompletableFuture<String> refused(String code) {
        return CompletableFuture.completedFuture(code);
    }

    private CompletableFuture<String> letGo(Phase.Talking talking, To to) {
        var way = new Way(to, talking.agent(), talking.queue(), talking.ticket());
        agreed = way;
        return on.askFloor(new FloorCommand.EndConversation(on.interaction(), EndedBy.TRANSFERRED))
                .thenCompose(code -> on.mailbox().ask(() -> {
                    if (!code.isEmpty() && way.equals(agreed)) {
                        agreed = null;
                        notDialled(to);
                    }
                    return code;
                }));
    }

    private static void notDialled(To to) {
        if (to instanceof To.Number(var route)) {
            route.ended().accept(false);
        }
    }

    // ---- what comes of it

    /// The floor has let the agent go, and the conversation goes on elsewhere: here, or with another agent at
    /// once.
    void released() {
        var way = agreed;
        if (way == null) {
            return; // moved to another agent, whose stay begins with the next event
        }
        agreed = null;
        onAgreed.run();
        onAgreed = () -> {};
        if (!(on.phase() instanceof Phase.Talking)) {
            notDialled(way.to());
            return;
        }
        switch (way.to()) {
            case To.Kept _ -> {
                var kept = conversation.consult().keeps();
                conversation.released();
                if (kept == null) {
                    comeBack(way, "ended");
                } else {
                    on.step("transferred", Map.of("to", "outside", "how", "attended"));
                    outside.keep(kept);
                }
            }
            case To.Number(var route) -> {
                conversation.released();
                on.step("transferred", Map.of("to", "outside", "how", "blind"));
                outside.transfer(route, ANSWER_IN.toMillis(), why -> comeBack(way, why));
            }
            case To.Queue(var queue, var only) -> {
                conversation.released();
                var data = new LinkedHashMap<String, String>();
                data.put("to", only == null ? "queue" : "agent");
                data.put("how", "blind");
                data.put("queue", queue.id().toString());
                if (only != null) {
                    data.put("agent", only.toString());
                }
                on.step("transferred", data);
                if (only == null) {
                    var placed = wait.sentTo(queue);
                    enter(new Sent(way, false), placed.queue(), placed.arrival());
                } else {
                    enter(new Sent(way, false), queue, wait.again().onlyFor(only));
                }
            }
        }
    }

    private void enter(Sent now, Directory.QueueRef queue, Arrival arrival) {
        sent = now;
        on.become(new Phase.Waiting(now.way().ticket(), queue, null));
        on.ears().hear(Parties.of(Party.customer(on.leg())));
        on.askFloor(new FloorCommand.Enqueue(on.interaction(), queue.id(), arrival))
                .thenAccept(code -> on.mailbox().post(() -> entered(now, code)));
    }

    private void entered(Sent was, String code) {
        if (code.isEmpty()) {
            if (on.phase() instanceof Phase.Over) {
                wait.leaveFloor(); // the customer left between the command and its answer
            } else if (onlyOne(was)) {
                on.world()
                        .timers()
                        .schedule(
                                () -> on.mailbox().post(() -> notAnswered(was)),
                                ANSWER_IN.toMillis(),
                                TimeUnit.MILLISECONDS);
            }
        } else if (was.equals(sent)) {
            left(code);
        }
    }

    private static boolean onlyOne(Sent sent) {
        return !sent.back() && sent.way().to() instanceof To.Queue(var _, var only) && only != null;
    }

    /// Time is up: the floor says whether they have answered in this very moment.
    private void notAnswered(Sent was) {
        if (was.equals(sent) && on.phase() instanceof Phase.Waiting) {
            on.toFloor(new FloorCommand.LeaveQueue(on.interaction(), Exit.TRANSFERRED));
        }
    }

    /// The one colleague the customer was sent to has declined, or let it ring.
    void offerOver(OfferId offer) {
        var now = sent;
        if (now != null && onlyOne(now) && offer.interaction().equals(on.interaction())) {
            notAnswered(now);
        }
    }

    /// Somebody has answered.
    void arrived() {
        sent = null;
    }

    /// The floor has taken the customer out of the queue they were sent to.
    ///
    /// @return whether they were on their way; else it is the flow's matter
    boolean left(String why) {
        var was = sent;
        if (was == null) {
            return false;
        }
        sent = null;
        if (on.phase() instanceof Phase.Waiting waiting) {
            phone.stop(waiting.ringing());
            on.become(new Phase.InFlow());
            if (was.back()) {
                on.ears().rest();
                on.oweCallBack("interrupted", () -> on.world().voice().hangUp(on.leg()));
            } else {
                comeBack(was.way(), why);
            }
        }
        return true;
    }

    /// To the agent who let them go, before all others; after a while to anybody.
    private void comeBack(Way way, String why) {
        if (on.phase() instanceof Phase.Over) {
            return;
        }
        on.step("transfer-recalled", Map.of("why", why, "agent", way.from().toString()));
        enter(
                new Sent(way, true),
                way.home(),
                wait.again().withPriority(9).withPreferred(way.from(), HELD_FOR_SENDER.toMillis()));
    }
}
