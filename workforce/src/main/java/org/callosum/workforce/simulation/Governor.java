package org.callosum.workforce.simulation;

import java.util.List;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;

/// Something that watches a floor and changes it, the same on a live floor and on a simulated day. Pure:
/// what it answers depends on what it heard before, and on nothing else.
public interface Governor {
    /// @return what to do about it, in order
    List<FloorCommand> heard(FloorEvent event);

    /// When [#timeIs] has something to do next; `Long.MAX_VALUE` while it has not.
    long nextDeadlineMillis();

    List<FloorCommand> timeIs(long nowMillis);
}
