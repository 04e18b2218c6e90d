package org.callosum.server.calls;

import java.util.function.Consumer;
import org.callosum.voice.LegId;
import org.jspecify.annotations.Nullable;

/// The desk phone of the agent to whom the customer is offered, or who has them.
final class CustomersPhone implements DeskPhone.Holder {
    private final CustomerOnLine on;
    private final Runnable hungUp;
    private final Consumer<Boolean> held;

    /// @param hungUp the agent who talked by it has put it down
    /// @param held the agent has put the call on hold there, or taken it back
    CustomersPhone(CustomerOnLine on, Runnable hungUp, Consumer<Boolean> held) {
        this.on = on;
        this.hungUp = hungUp;
        this.held = held;
    }

    @Override
    public boolean waits() {
        return on.phase() instanceof Phase.Waiting;
    }

    @Override
    public Phase.@Nullable Ringing ringing() {
        return on.phase() instanceof Phase.Waiting waiting ? waiting.ringing() : null;
    }

    @Override
    public void ringing(Phase.@Nullable Ringing ringing) {
        if (on.phase() instanceof Phase.Waiting waiting) {
            on.become(waiting.with(ringing));
        }
    }

    @Override
    public boolean talksBy(LegId leg) {
        return on.phase() instanceof Phase.Talking talking && leg.equals(talking.line());
    }

    @Override
    public void hungUp() {
        hungUp.run();
    }

    @Override
    public void held(boolean waits) {
        held.accept(waits);
    }
}
