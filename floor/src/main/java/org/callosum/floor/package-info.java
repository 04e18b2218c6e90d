/// The floor: who serves whom, now. A deterministic, event-sourced state machine of one tenant's agents,
/// queues, interactions and offers. The front door is [Floor], [FloorCommand], [FloorEvent] and [FloorDecider].
@NullMarked
package org.callosum.floor;

import org.jspecify.annotations.NullMarked;
