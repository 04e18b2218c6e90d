package org.callosum.server.calls;

import java.util.Locale;
import java.util.function.Consumer;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.OfferId;
import org.callosum.server.desk.DeskCallOuts;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.ToneKind;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// The dialling of a customer who was promised a call-back: whoever waits for them hears it ring. One attempt at a
/// time. Belongs to the call's mailbox.
final class CallBackAttempt {
    private final CustomerOnLine on;
    private final Consumer<VoiceEvent.OfLeg> customerHeard;
    private final Consumer<Reached> reached;
    private final Consumer<String> failed;
    private @Nullable Dialling dialling;

    /// The customer's leg, which the call hears itself from then on.
    private @Nullable LegId answered;

    /// @param ended gives the place of an outside call back
    private record Dialling(
            LegId leg, @Nullable OfferId offer, @Nullable AgentId agent, Consumer<Boolean> ended) {}

    /// The customer has answered.
    ///
    /// @param leg theirs
    /// @param offer the agent's, and `agent` who waits for them; null for customer first
    /// @param ended to be told when their line is over
    record Reached(
            LegId leg, @Nullable OfferId offer, @Nullable AgentId agent, Consumer<Boolean> ended) {}

    /// @param customerHeard takes the events of the customer's leg once they have answered
    /// @param failed told why nobody answered, as a code
    CallBackAttempt(
            CustomerOnLine on,
            Consumer<VoiceEvent.OfLeg> customerHeard,
            Consumer<Reached> reached,
            Consumer<String> failed) {
        this.on = on;
        this.customerHeard = customerHeard;
        this.reached = reached;
        this.failed = failed;
    }

    boolean underWay() {
        return dialling != null;
    }

    /// @param offer the agent's, and `agent` who hears it ring; null for customer first
    void begin(Directory.Route.Allowed route, @Nullable OfferId offer, @Nullable AgentId agent) {
        var world = on.world();
        var leg = world.newLeg();
        dialling = new Dialling(leg, offer, agent, route.ended());
        on.rings(offer);
        shows(true);
        world.legs().listen(leg, on.interaction(), event -> on.mailbox().post(() -> heard(leg, event)));
        var line = agentLine();
        if (line != null) {
            world.voice().tone(line, ToneKind.RINGBACK);
        }
        var from = route.callerNumber().isEmpty() ? on.entry().number() : route.callerNumber();
        world.voice().dial(new DialRequest(leg, route.target(), from, "", CallBack.RING_MILLIS));
    }

    /// Stops the ringing; nobody is told.
    ///
    /// @return whether there was any
    boolean stop() {
        var now = dialling;
        if (now == null) {
            return false;
        }
        on.world().voice().hangUp(now.leg());
        over(now);
        return true;
    }

    private void over(Dialling now) {
        quiet();
        on.rings(null);
        now.ended().accept(false);
    }

    /// The agent hears it ring no more, and their desk shows it no more.
    private void quiet() {
        var line = agentLine();
        if (line != null) {
            on.world().voice().stopPlaying(line);
        }
        shows(false);
        dialling = null;
    }

    /// The line of the agent who waits for the customer.
    private @Nullable LegId agentLine() {
        var now = dialling;
        if (now == null || now.agent() == null) {
            return null;
        }
        return on.phase() instanceof Phase.Waiting waiting && waiting.ringing() instanceof Phase.Ringing ringing
                ? ringing.leg()
                : on.world().lines().connected(on.key(now.agent()));
    }

    /// The agent's desk tells that the customer's telephone rings, and no conversation.
    private void shows(boolean rings) {
        var agent = dialling == null ? null : dialling.agent();
        if (agent != null) {
            long at = on.world().now();
            on.dialling(agent, rings ? new DeskCallOuts.Dialling(true, DeskCallOuts.State.RINGING, at) : null);
        }
    }

    private void heard(LegId leg, VoiceEvent.OfLeg event) {
        var world = on.world();
        var now = dialling;
        if (now == null || !now.leg().equals(leg)) {
            if (leg.equals(answered)) {
                customerHeard.accept(event); // was on its way to us when they answered
            } else if (event instanceof VoiceEvent.Ended) {
                world.legs().forget(leg);
            } else {
                world.voice().hangUp(leg); // too late
            }
            return;
        }
        switch (event) {
            case VoiceEvent.Answered _ -> {
                answered = leg;
                quiet();
                on.rings(null);
                reached.accept(new Reached(now.leg(), now.offer(), now.agent(), now.ended()));
            }
            case VoiceEvent.Ended ended -> {
                world.legs().forget(leg);
                over(now);
                failed.accept(OutsideParty.outcome(ended)
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
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
}
