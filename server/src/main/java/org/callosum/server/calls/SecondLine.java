package org.callosum.server.calls;

import org.callosum.server.desk.DeskTransfers;
import org.callosum.server.desk.DeskTransfers.Target;
import org.callosum.voice.LegId;
import org.callosum.voice.VoiceEvent;
import org.jspecify.annotations.Nullable;

/// A second call of the agent's own desk phone while the customer waits on its first (decision 0137): the consult
/// as telephones make it. Whoever it reaches is asked as from the desk; the phone is answered when they are, and
/// what it says by holding one of its calls is whom the agent talks with. REFER with Replaces (RFC 3891, RFC 5589
/// section 7) then brings the customer and whoever was asked together.
///
/// Belongs to the call's mailbox. One at a time.
final class SecondLine {
    private final CustomerOnLine on;
    private final Consult consult;
    private final Runnable changed;
    private @Nullable LegId leg;
    private boolean answered;

    /// The floor, or the plan, is still to be heard.
    private boolean asking;

    /// The phone has its first call on hold.
    private boolean firstOnHold;

    /// The customer holds because of this line, and has not been taken back.
    private boolean holds;

    /// @param changed works out anew what everybody hears
    SecondLine(CustomerOnLine on, Consult consult, Runnable changed) {
        this.on = on;
        this.consult = consult;
        this.changed = changed;
    }

    /// The phone calls.
    ///
    /// @param dialled user of a colleague's phone, or a number
    void calls(LegId incoming, String dialled) {
        var world = on.world();
        if (!(on.phase() instanceof Phase.Talking talking) || !talking.phone() || leg != null) {
            world.voice().reject(incoming, 486, 0);
            return;
        }
        leg = incoming;
        answered = false;
        asking = true;
        world.legs().listen(incoming, on.interaction(), event -> on.mailbox().post(() -> heard(incoming, event)));
        world.voice().ring(incoming);
        var colleague = world.directory().colleague(on.tenant(), dialled);
        Target whom = colleague == null ? new Target.Number(dialled) : new Target.Colleague(colleague);
        consult.ask(talking, whom).thenAccept(code -> on.mailbox().post(() -> asked(incoming, code)));
    }

    private void asked(LegId incoming, String code) {
        if (!incoming.equals(leg)) {
            return;
        }
        asking = false;
        if (code.isEmpty()) {
            holds = true;
            follow();
        } else {
            leg = null;
            // forbidden (RFC 3261 section 21.4.4) or nobody who could answer now
            on.world().voice().reject(incoming, code.startsWith(DeskTransfers.NUMBER) ? 403 : 480, 0);
        }
    }

    private void heard(LegId from, VoiceEvent.OfLeg event) {
        if (event instanceof VoiceEvent.Ended) {
            on.world().legs().forget(from);
            if (from.equals(leg)) {
                leg = null;
                holds = false;
                consult.end();
                changed.run();
            }
        } else if (event instanceof VoiceEvent.PeerHeld(var _, var held) && from.equals(leg) && answered && !held) {
            consult.holdCustomer(true);
        }
    }

    /// The phone has held its first call, or taken it back: that is whom the agent talks with.
    void firstHeld(boolean held) {
        firstOnHold = held;
        if (holds) {
            consult.holdCustomer(held);
            holds = held || leg != null;
        }
    }

    /// Somebody has answered, declined or gone: so does this line.
    void follow() {
        var now = leg;
        if (now == null || asking) {
            return;
        }
        if (!consult.underWay()) {
            leg = null;
            if (answered) {
                on.world().voice().hangUp(now);
            } else {
                on.world().voice().reject(now, 480, 0);
            }
            if (holds && !firstOnHold) { // else the phone takes them back itself
                holds = false;
                consult.holdCustomer(false);
            }
        } else if (consult.ready() && !answered) {
            answered = true;
            on.world().voice().answer(now);
        }
    }

    /// By which line the agent hears and is heard now.
    @Nullable
    LegId ear(Phase.Talking talking) {
        return leg != null && answered && talking.held() ? leg : talking.line();
    }

    /// Whether these are the two calls of one phone, the customer's and this one, in either order.
    boolean joins(Phase.Talking talking, LegId one, LegId other) {
        var first = talking.line();
        return leg != null
                && first != null
                && (one.equals(first) && other.equals(leg) || one.equals(leg) && other.equals(first));
    }

    boolean is(LegId other) {
        return other.equals(leg);
    }

    /// The agent is out of the call.
    void over() {
        var now = leg;
        leg = null;
        holds = false;
        if (now != null) {
            if (answered) {
                on.world().voice().hangUp(now);
            } else {
                on.world().voice().reject(now, 480, 0);
            }
        }
    }
}
