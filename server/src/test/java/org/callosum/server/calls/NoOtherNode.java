package org.callosum.server.calls;

import org.callosum.kernel.id.InteractionId;

/// A house of one node: nobody is asked.
final class NoOtherNode implements CallsElsewhere.Wire {
    static CallsElsewhere beside(House house) {
        return new CallsElsewhere(
                new NoOtherNode(),
                () -> 1,
                Runnable::run,
                house.centre,
                new Visits(house.centre, new NotedStays(), Runnable::run),
                house.centre::count,
                (_, _) -> {});
    }

    @Override
    public boolean mayHave(InteractionId interaction) {
        return false;
    }

    @Override
    public boolean ours(InteractionId interaction) {
        return true;
    }

    @Override
    public int node() {
        return 0;
    }

    @Override
    public void say(long tenant, int node, Object words) {
        throw new IllegalStateException("There is no other node to ask");
    }
}
