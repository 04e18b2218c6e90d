package org.callosum.server.calls;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.callosum.flow.FlowInput;
import org.callosum.flow.FlowStep;
import org.callosum.voice.DialRequest;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// Someone the flow dials for the customer: a number outside, a device, an agent's contact.
final class OutsideParty {
    /// The ticket of a transfer, which has no flow left to answer to.
    static final int TRANSFER = 0;

    private final CustomerOnLine on;

    /// Told why an agent's transfer came to nothing; null for what the flow dials.
    private @Nullable Consumer<String> unanswered;

    OutsideParty(CustomerOnLine on) {
        this.on = on;
    }

    void dial(int ticket, FlowStep.Target target, long timeoutMillis) {
        var world = on.world();
        switch (world.directory().route(on.tenant(), on.entry().client(), on.interaction(), target)) {
            case Directory.Route.Refused(var reason) -> {
                world.history()
                        .event(on.tenant(), on.interaction(), "dial-refused", world.now(), Map.of("reason", reason));
                answer(ticket, FlowInput.DialOutcome.FAILED);
            }
            case Directory.Route.Allowed route -> dial(ticket, route, timeoutMillis);
        }
    }

    private void dial(int ticket, Directory.Route.Allowed route, long timeoutMillis) {
        var world = on.world();
        var leg = world.newLeg();
        on.become(new Phase.Dialled(ticket, leg, false, route.ended()));
        world.legs().listen(leg, on.interaction(), event -> on.mailbox().post(() -> heard(leg, event)));
        on.flow().ringBack();
        var number = route.callerNumber().isEmpty() ? on.flow().callerNumber() : route.callerNumber();
        world.voice()
                .dial(new DialRequest(
                        leg, route.target(), number, on.caller().name(), Math.clamp(timeoutMillis, 1_000L, 180_000L)));
    }

    /// An agent sends the customer there.
    ///
    /// @param failed told why nobody answered: `busy`, `no-answer` or `failed`
    void transfer(Directory.Route.Allowed route, long timeoutMillis, Consumer<String> failed) {
        unanswered = failed;
        dial(TRANSFER, route, timeoutMillis);
    }

    /// Somebody whom an agent has asked keeps the customer.
    void keep(Consult.Kept kept) {
        var leg = kept.leg();
        unanswered = null;
        on.become(new Phase.Dialled(TRANSFER, leg, true, kept.ended()));
        on.world().legs().listen(leg, on.interaction(), event -> on.mailbox().post(() -> heard(leg, event)));
        on.ears().hear(Parties.of(Party.customer(on.leg()), Party.outside(leg)));
    }

    private void heard(LegId leg, VoiceEvent.OfLeg event) {
        var world = on.world();
        if (!(on.phase() instanceof Phase.Dialled dialled) || !dialled.other().equals(leg)) {
            if (event instanceof VoiceEvent.Ended) {
                world.legs().forget(leg);
            } else {
                world.voice().hangUp(leg);
            }
            return;
        }
        switch (event) {
            case VoiceEvent.Answered _ -> {
                on.become(new Phase.Dialled(dialled.ticket(), leg, true, dialled.ended()));
                on.step("outside-answered", Map.of());
                on.flow().answerCaller();
                on.flow().silence();
                on.ears().hear(Parties.of(Party.customer(on.leg()), Party.outside(leg)));
                answer(dialled.ticket(), FlowInput.DialOutcome.ANSWERED);
            }
            case VoiceEvent.Ended ended -> ended(leg, dialled, ended);
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

    private void ended(LegId leg, Phase.Dialled dialled, VoiceEvent.Ended ended) {
        var world = on.world();
        dialled.ended().accept(dialled.answered());
        world.legs().forget(leg);
        on.ears().rest();
        on.become(new Phase.InFlow());
        if (!dialled.answered()) {
            on.flow().silence();
            answer(dialled.ticket(), outcome(ended));
        } else if (dialled.ticket() == TRANSFER) {
            world.voice().hangUp(on.leg());
        } else {
            on.flow().take(new FlowInput.ConversationEnded());
        }
    }

    static FlowInput.DialOutcome outcome(VoiceEvent.Ended ended) {
        return switch (ended.cause()) {
            case NO_ANSWER, CANCELLED -> FlowInput.DialOutcome.NO_ANSWER;
            case REJECTED ->
                ended.sipStatus() == 486 || ended.sipStatus() == 600
                        ? FlowInput.DialOutcome.BUSY
                        : FlowInput.DialOutcome.FAILED;
            case HUNG_UP_BY_PEER, HUNG_UP_BY_US, MEDIA_LOST, FAILED -> FlowInput.DialOutcome.FAILED;
        };
    }

    /// A transfer has no flow left to answer to: if it fails, the customer is not left in silence.
    private void answer(int ticket, FlowInput.DialOutcome outcome) {
        if (ticket != TRANSFER) {
            on.flow().take(new FlowInput.DialAnswer(ticket, outcome));
        } else if (outcome != FlowInput.DialOutcome.ANSWERED && unanswered != null) {
            var told = unanswered;
            unanswered = null;
            told.accept(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (outcome != FlowInput.DialOutcome.ANSWERED) {
            on.oweCallBack("interrupted", () -> on.world().voice().hangUp(on.leg()));
        }
    }

    /// The customer has left; the other is let go too.
    void customerLeft(Phase.Dialled dialled) {
        dialled.ended().accept(dialled.answered());
        on.world().voice().hangUp(dialled.other());
    }
}
