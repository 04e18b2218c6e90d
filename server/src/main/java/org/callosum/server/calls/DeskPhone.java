package org.callosum.server.calls;

import org.callosum.floor.EndedBy;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.kernel.id.OfferId;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// The desk phone that rings for an offer: answering it accepts, refusing it declines, letting it ring lets the
/// offer expire. Agents who work in the browser have none; their desk rings.
final class DeskPhone {
    private final CustomerOnLine on;
    private final Holder holder;

    /// What is offered: the customer, or a colleague's question.
    interface Holder {
        /// Whether an offer may still be answered.
        boolean waits();

        /// The phone that rings now.
        Phase.@Nullable Ringing ringing();

        void ringing(Phase.@Nullable Ringing phone);

        /// Whether the agent talks by this phone.
        boolean talksBy(LegId leg);

        /// The agent who talked by it has hung up.
        void hungUp();

        /// The agent who talks by it has put the call on hold there, or taken it back.
        default void held(boolean on) {}
    }

    DeskPhone(CustomerOnLine on, Holder holder) {
        this.on = on;
        this.holder = holder;
    }

    void offered(FloorEvent.OfferMade made) {
        if (!holder.waits()) {
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
                holder.ringing(new Phase.Ringing(made.offer(), made.agent(), leg, false));
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
            case VoiceEvent.PeerHeld(var _, var held) -> {
                if (holder.talksBy(leg)) {
                    holder.held(held);
                }
            }
            case VoiceEvent.IncomingCall _,
                    VoiceEvent.Ringing _,
                    VoiceEvent.Progress _,
                    VoiceEvent.SpeechStarted _,
                    VoiceEvent.SpeechStopped _,
                    VoiceEvent.PlayEnded _,
                    VoiceEvent.MediaStarted _,
                    VoiceEvent.MediaLost _,
                    VoiceEvent.QualityMeasured _ -> {}
        }
    }

    /// The phone that rings by this leg; null if it does not, or no longer.
    private Phase.@Nullable Ringing ringingBy(LegId leg) {
        var ringing = holder.ringing();
        return ringing != null && ringing.leg().equals(leg) ? ringing : null;
    }

    private void answered(LegId leg, OfferId offer) {
        var voice = on.world().voice();
        var ringing = ringingBy(leg);
        if (ringing != null) {
            holder.ringing(new Phase.Ringing(offer, ringing.agent(), leg, true));
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
        var ringing = ringingBy(leg);
        if (ringing != null) {
            holder.ringing(null);
            boolean refused = ended.cause() == VoiceEvent.EndCause.REJECTED || ringing.answered();
            boolean unreachable = ended.cause() == VoiceEvent.EndCause.FAILED;
            if (on.ringsFor(offer)) {
                on.endConversation(EndedBy.AGENT); // put down while the customer is being called back
            } else if (refused || unreachable) {
                on.toFloor(new FloorCommand.DeclineOffer(offer));
            }
        } else if (holder.talksBy(leg)) {
            holder.hungUp();
        }
    }

    /// The offer was declined, expired or withdrawn.
    void offerOver(OfferId offer) {
        var ringing = holder.ringing();
        if (ringing != null && ringing.offer().equals(offer)) {
            holder.ringing(null);
            stop(ringing);
        }
    }

    /// Another owner has brought the phone along (an attended transfer): what it does concerns this one now.
    ///
    /// @param offer whose stay it serves from here on
    void adopt(LegId leg, OfferId offer) {
        on.world().legs().listen(leg, on.interaction(), event -> on.mailbox().post(() -> heard(leg, offer, event)));
    }

    void stop(Phase.@Nullable Ringing ringing) {
        if (ringing != null) {
            on.world().voice().hangUp(ringing.leg());
        }
    }
}
