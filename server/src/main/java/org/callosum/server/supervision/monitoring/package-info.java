/// Listening to running conversations, speaking to the agent alone, joining, taking over: who may, where it
/// is kept, and when it ends. The sound itself is another room's.
@NamedInterface("monitoring")
@NullMarked
package org.callosum.server.supervision.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
