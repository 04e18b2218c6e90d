/// The durable log of each tenant's floor: append a batch under an epoch, read from a position, follow; and
/// beside it
/// who owns the floor, its snapshots, and the one codec of its events.
@NullMarked
package org.callosum.server.platform.journal;

import org.jspecify.annotations.NullMarked;
