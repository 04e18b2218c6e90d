package org.callosum.server.calls;

import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// The desk phone that rings for an offer: answering it accepts, refusing it declines, letting it ring lets the offer
/// expire. Agents who work in the browser have none; their desk rings.
final class DeskPhone {
    private final CustomerOnLine on;

    DeskPhone(CustomerOnLine on) {
        this.on = on;
    }

    void offered(FloorEvent.OfferMade made) {
        if (!(on.phase() instanceof Phase.Waiting waiting)) {
            return;
        }
        var world = on.world();
        switch (world.directory().line(on.tenant(), made.agent())) {
            case Directory.AgentLine.Browser _ -> {
                // the desk rings; its answer is a command to the floor
            }
            case Directory.AgentLine.Phone(var target) -> {
                var leg = world.newLeg();
                long left = Math.clamp(made.deadlineMillis() - world.now(), 1_000L, 180_000L);
                on.become(waiting.with(new Phase.Ringing(made.offer(), made.agent(), leg, false)));
                world.legs()
                        .listen(
                                leg,
                                on.interaction(),
                                event -> on.mailbox().post(() -> heard(leg, made.offer(), event)));
                world.voice()
                        .dial(new DialRequest(
                                leg,
                                target,
                                on.flow().callerNumber(),
                                on.caller().name(),
                                left));
            }
        }
    }

    private void heard(LegId leg, OfferId offer, VoiceEvent.OfLeg event) {
        switch (event) {
            case VoiceEvent.Answered _ -> answered(leg, offer);
            case VoiceEvent.Digit _ -> {
                // keys of the agent's phone mean nothing yet
            }
            case VoiceEvent.Ended ended -> ended(leg, offer, ended);
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.PeerHeld _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    private void answered(LegId leg, OfferId offer) {
        var voice = on.world().voice();
        if (on.phase() instanceof Phase.Waiting waiting
                && waiting.ringing() instanceof Phase.Ringing ringing
                && ringing.leg().equals(leg)) {
            on.become(waiting.with(new Phase.Ringing(offer, ringing.agent(), leg, true)));
            on.toFloor(new FloorCommand.AcceptOffer(offer)).thenAccept(accepted -> {
                if (!accepted) {
                    voice.hangUp(leg);
                }
            });
        } else {
            voice.hangUp(leg);
        }
    }

    private void ended(LegId leg, OfferId offer, VoiceEvent.Ended ended) {
        on.world().legs().forget(leg);
        switch (on.phase()) {
            case Phase.Waiting waiting
            when waiting.ringing() instanceof Phase.Ringing ringing
                    && ringing.leg().equals(leg) -> {
                on.become(waiting.with(null));
                boolean refused = ended.cause() == VoiceEvent.EndCause.REJECTED || ringing.answered();
                boolean unreachable = ended.cause() == VoiceEvent.EndCause.FAILED;
                if (refused || unreachable) {
                    on.toFloor(new FloorCommand.DeclineOffer(offer));
                }
            }
            case Phase.Talking talking
            when leg.equals(talking.line()) -> {
                on.become(talking.withLine(null));
                on.endConversation(EndedBy.AGENT);
            }
            case Phase.InFlow _,
                    Phase.Waiting _,
                    Phase.Talking _,
                    Phase.Dialled _,
                    Phase.Messaging _,
                    Phase.Over _ -> {}
        }
    }

    /// The offer was declined, expired or withdrawn.
    void offerOver(OfferId offer) {
        if (on.phase() instanceof Phase.Waiting waiting
                && waiting.ringing() instanceof Phase.Ringing ringing
                && ringing.offer().equals(offer)) {
            on.become(waiting.with(null));
            stop(ringing);
        }
    }

    void stop(Phase.@Nullable Ringing ringing) {
        if (ringing != null) {
            on.world().voice().hangUp(ringing.leg());
        }
    }
}
