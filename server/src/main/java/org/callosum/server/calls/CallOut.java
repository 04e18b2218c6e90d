package org.callosum.server.calls;

import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.callosum.floor.Arrival;
import org.callosum.floor.ArrivalKind;
import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.ToneKind;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// An agent calls a customer (decision 0135). The place at the contact gate is taken before; then the floor puts
/// the agent into conversation, so that nothing is offered to them meanwhile; then the agent's own line is made
/// sure of (a desk phone rings first), and the customer is dialled while the agent hears it ring. Whoever is not
/// reached leaves the agent in wrap-up, as after any conversation.
///
/// Belongs to the call's mailbox.
final class CallOut {
    /// How long the agent's own desk phone rings.
    static final long PHONE_MILLIS = 20_000;

    /// How long the customer's telephone rings.
    static final long RING_MILLIS = 45_000;

    private final CustomerOnLine on;
    private final DeskPhone phone;
    private final Conversation conversation;
    private final Consumer<VoiceEvent.OfLeg> customerHeard;
    private final Runnable over;
    private DeskCallOuts.@Nullable Order order;
    private Directory.Route.@Nullable Allowed route;
    private @Nullable OfferId stay;

    /// Why nobody was reached; null while that is open.
    private @Nullable String result;

    /// The customer's leg once they have answered; the call hears it itself from then on.
    private @Nullable LegId reached;

    /// Their telephone has stopped ringing by itself.
    private boolean customerGone;

    private Consumer<Boolean> lineEnded = _ -> {};

    /// @param customerHeard takes the events of the customer's leg once they have answered
    /// @param over runs when nobody was reached and nothing is left to be done
    CallOut(
            CustomerOnLine on,
            DeskPhone phone,
            Conversation conversation,
            Consumer<VoiceEvent.OfLeg> customerHeard,
            Runnable over) {
        this.on = on;
        this.phone = phone;
        this.conversation = conversation;
        this.customerHeard = customerHeard;
        this.over = over;
    }

    /// @param allowed the place that was taken for it
    /// @return empty when the agent is in conversation, else the floor's refusal: then the place is given back
    CompletableFuture<String> begin(
            DeskCallOuts.Order wanted, Directory.QueueRef queue, Directory.Route.Allowed allowed) {
        order = wanted;
        route = allowed;
        on.become(new Phase.CallingOut(queue, wanted.agent(), false, null, null));
        var attributes = new TreeMap<String, String>();
        attributes.put("reason", wanted.reason());
        attributes.put("purpose", wanted.purpose().code());
        var arrival = Arrival.plain(0).withKind(ArrivalKind.OUTBOUND).withAttributes(attributes);
        return on.askFloor(new FloorCommand.StartOutbound(on.interaction(), queue.id(), wanted.agent(), arrival))
                .thenCompose(code -> on.mailbox().ask(() -> {
                    if (!code.isEmpty()) {
                        result = code;
                        allowed.notMade().run();
                        finish();
                    }
                    return code;
                }));
    }

    private Phase.@Nullable CallingOut now() {
        return on.phase() instanceof Phase.CallingOut now ? now : null;
    }

    /// The floor has put the agent into conversation.
    ///
    /// @return whether it was for this call
    boolean started(FloorEvent.ConversationStarted event) {
        var now = now();
        var wanted = order;
        if (now == null || wanted == null) {
            return false;
        }
        stay = event.offer();
        var data = new TreeMap<String, String>();
        data.put("reason", wanted.reason());
        data.put("purpose", wanted.purpose().code());
        data.put("agent", now.agent().toString());
        var serviceCase = wanted.serviceCase();
        if (serviceCase != null) {
            data.put("case", serviceCase.toString());
        }
        on.step("called-out", data);
        switch (on.world().directory().line(on.tenant(), now.agent())) {
            case Directory.AgentLine.Browser _ -> {
                var line = on.world().lines().connected(on.key(now.agent()));
                on.world()
                        .lines()
                        .onChange(on.key(now.agent()), () -> on.mailbox().post(this::browserChanged));
                if (line == null) {
                    fails("agent-line");
                } else {
                    dial(new Phase.CallingOut(now.queue(), now.agent(), false, line, null), line);
                }
            }
            case Directory.AgentLine.Phone(var target) -> {
                var leg = on.world().newLeg();
                on.become(new Phase.CallingOut(now.queue(), now.agent(), true, leg, null));
                shows(now.agent(), DeskCallOuts.State.PHONE_RINGS);
                listen(leg, this::agentHeard);
                on.world().voice().dial(new DialRequest(leg, target, wanted.number(), wanted.name(), PHONE_MILLIS));
            }
        }
        return true;
    }

    private interface Hears {
        void heard(LegId leg, VoiceEvent.OfLeg event);
    }

    private void listen(LegId leg, Hears by) {
        on.world().legs().listen(leg, on.interaction(), event -> on.mailbox().post(() -> by.heard(leg, event)));
    }

    private void shows(AgentId agent, DeskCallOuts.@Nullable State state) {
        on.dialling(
                agent,
                state == null
                        ? null
                        : new DeskCallOuts.Dialling(false, state, on.world().now()));
    }

    // ---- the agent's line

    private void browserChanged() {
        var now = now();
        if (now == null || result != null) {
            return;
        }
        var line = on.world().lines().connected(on.key(now.agent()));
        if (line == null) {
            fails("agent-line");
        } else if (!line.equals(now.line())) { // a page that was loaded anew
            on.become(new Phase.CallingOut(now.queue(), now.agent(), false, line, now.customer()));
            on.world().voice().tone(line, ToneKind.RINGBACK);
        }
    }

    private void agentHeard(LegId leg, VoiceEvent.OfLeg event) {
        var now = now();
        boolean theirs = now != null && leg.equals(now.line());
        switch (event) {
            case VoiceEvent.Answered _ -> {
                if (now != null && theirs && now.customer() == null && result == null) {
                    dial(now, leg);
                } else {
                    on.world().voice().hangUp(leg);
                }
            }
            case VoiceEvent.Ended _ -> {
                on.world().legs().forget(leg);
                if (now != null && theirs) {
                    boolean answered = now.customer() != null;
                    on.become(new Phase.CallingOut(now.queue(), now.agent(), true, null, now.customer()));
                    fails(answered ? "given-up" : "agent-line");
                }
            }
            case VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.IncomingCall _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    // ---- the customer's

    private void dial(Phase.CallingOut now, LegId line) {
        var way = route;
        if (way == null) {
            return;
        }
        var leg = on.world().newLeg();
        on.become(new Phase.CallingOut(now.queue(), now.agent(), now.phone(), line, leg));
        shows(now.agent(), DeskCallOuts.State.RINGING);
        listen(leg, this::customerHeard);
        var voice = on.world().voice();
        voice.tone(line, ToneKind.RINGBACK);
        var from = way.callerNumber().isEmpty() ? on.entry().number() : way.callerNumber();
        voice.dial(new DialRequest(leg, way.target(), from, "", RING_MILLIS));
    }

    private void customerHeard(LegId leg, VoiceEvent.OfLeg event) {
        var world = on.world();
        var now = now();
        if (now == null || result != null || !leg.equals(now.customer())) {
            if (leg.equals(reached)) {
                customerHeard.accept(event); // was on its way to us when they answered
            } else if (event instanceof VoiceEvent.Ended) {
                world.legs().forget(leg);
            } else {
                world.voice().hangUp(leg); // too late
            }
            return;
        }
        switch (event) {
            case VoiceEvent.Answered _ -> reached(now, leg);
            case VoiceEvent.Ended ended -> {
                world.legs().forget(leg);
                customerGone = true;
                fails(why(ended));
            }
            case VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.IncomingCall _,
                    VoiceEvent.Digit _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    /// Final answers as RFC 3261 section 21 means them; carriers add reasons of their own, which are not told apart.
    static String why(VoiceEvent.Ended ended) {
        return switch (ended.cause()) {
            case NO_ANSWER, CANCELLED -> "no-answer";
            case REJECTED ->
                switch (ended.sipStatus()) {
                    case 486, 600 -> "busy";
                    case 408, 480, 487 -> "no-answer";
                    case 404, 410, 484, 604 -> "unknown-number";
                    case 403, 603, 607 -> "refused";
                    default -> "failed";
                };
            case HUNG_UP_BY_PEER, HUNG_UP_BY_US, MEDIA_LOST, FAILED -> "failed";
        };
    }

    private void reached(Phase.CallingOut now, LegId leg) {
        var line = now.line();
        var offer = stay;
        var way = route;
        if (line == null || offer == null || way == null) {
            on.world().voice().hangUp(leg); // the agent's line has just gone
            return;
        }
        on.world().voice().stopPlaying(line);
        reached = leg;
        lineEnded = way.ended();
        route = null;
        on.comesBackBy(leg);
        on.world().legs().listen(leg, on.interaction(), customerHeard::accept);
        on.step("call-out-reached", java.util.Map.of());
        on.shownTo(
                now.agent(),
                on.world()
                        .history()
                        .reached(on.tenant(), on.interaction(), on.world().now()));
        if (now.phone()) {
            phone.adopt(line, offer);
        }
        shows(now.agent(), null);
        conversation.begin(Phase.CallingOut.TICKET, now.queue(), now.agent(), now.phone(), line);
    }

    // ---- nobody was reached

    private void fails(String why) {
        var now = now();
        if (now == null || result != null) {
            return;
        }
        concludes(now, why);
        on.endConversation(EndedBy.SYSTEM);
    }

    private void concludes(Phase.CallingOut now, String why) {
        result = why;
        on.shownTo(now.agent(), on.step("call-out-ended", java.util.Map.of("result", why)));
        var line = now.line();
        var voice = on.world().voice();
        if (line != null) {
            voice.stopPlaying(line);
        }
        var customer = now.customer();
        if (customer != null && !customerGone) {
            voice.hangUp(customer);
        }
        var way = route;
        route = null;
        if (way != null) {
            if (customer == null) {
                way.notMade().run();
            } else {
                way.ended().accept(false);
            }
        }
        shows(now.agent(), null);
    }

    /// The floor has ended the conversation in which nobody was reached.
    ///
    /// @return whether it was so
    boolean conversationEnded() {
        var now = now();
        if (now == null) {
            return false;
        }
        if (result == null) {
            concludes(now, "given-up");
        }
        finish();
        return true;
    }

    /// The centre has failed this call; whoever records that owes it.
    boolean interrupted() {
        return conversationEnded();
    }

    private void finish() {
        var now = now();
        if (now == null) {
            return;
        }
        var line = now.line();
        if (now.phone()) {
            if (line != null) {
                on.world().voice().hangUp(line);
            }
        } else {
            on.world().lines().onChange(on.key(now.agent()), null);
        }
        over.run();
    }

    /// The agent puts the telephone down while the customer's rings.
    boolean agentHangsUp() {
        if (now() == null) {
            return false;
        }
        on.endConversation(EndedBy.AGENT);
        return true;
    }

    /// The customer's line has ended.
    void lineOver() {
        lineEnded.accept(true);
        lineEnded = _ -> {};
    }
}
