package org.callosum.server.calls;

import java.util.Objects;
import org.callosum.server.desk.DeskTransfers;
import org.callosum.voice.LegId;
import org.callosum.voice.ToneKind;
import org.jspecify.annotations.Nullable;

/// How a question stands, for those concerned: the agent hears it ring, both desks show it. Belongs to the call's
/// mailbox, but for [#shown()].
final class ConsultSigns {
    private final CustomerOnLine on;
    private @Nullable LegId ringBack;
    private volatile DeskTransfers.@Nullable Asked shown;

    ConsultSigns(CustomerOnLine on) {
        this.on = on;
    }

    /// May be read from any thread.
    DeskTransfers.@Nullable Asked shown() {
        return shown;
    }

    /// It rings at the agent while nobody has answered and the customer hears music; desks are told what is new.
    void of(Phase.Talking talking, DeskTransfers.@Nullable Target target, @Nullable Question question) {
        boolean rings = question != null && !question.isAnswered();
        ring(rings && talking.held() ? talking.line() : null);
        if (target == null || question == null) {
            return;
        }
        var state = state(question, talking.held());
        var before = shown;
        if (before == null || before.state() != state || !Objects.equals(before.who(), question.who())) {
            shown = new DeskTransfers.Asked(
                    on.interaction(),
                    talking.agent(),
                    state,
                    target,
                    question.who(),
                    on.world().now());
            on.world().deskChanged().accept(on.key(talking.agent()));
            var colleague = question.who();
            if (colleague != null) {
                on.world().deskChanged().accept(on.key(colleague));
            }
        }
    }

    private static DeskTransfers.State state(Question question, boolean customerHeld) {
        if (!question.isAnswered()) {
            return DeskTransfers.State.RINGING;
        }
        if (question.isTogether()) {
            return DeskTransfers.State.TOGETHER;
        }
        return customerHeld ? DeskTransfers.State.TALKING : DeskTransfers.State.WAITING;
    }

    /// Nobody is asked any more.
    void gone() {
        ring(null);
        var was = shown;
        shown = null;
        if (was != null) {
            on.world().deskChanged().accept(on.key(was.by()));
        }
    }

    private void ring(@Nullable LegId leg) {
        if (!Objects.equals(leg, ringBack)) {
            if (ringBack != null) {
                on.world().voice().stopPlaying(ringBack);
            }
            if (leg != null) {
                on.world().voice().tone(leg, ToneKind.RINGBACK);
            }
            ringBack = leg;
        }
    }
}
