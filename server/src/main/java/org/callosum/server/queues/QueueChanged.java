package org.callosum.server.queues;

import org.callosum.kernel.id.QueueId;

/// A queue was made, changed or retired; whoever routes hears of it after the commit.
public record QueueChanged(long tenantId, QueueId queue, boolean active) {}
