package org.callosum.journeys.walls.guilty;

import java.time.Instant;

/// Guilty on purpose: an engine that asks what time it is.
public class AsksTheClock {
    Instant answer() {
        return Instant.now();
    }
}
