/// Long work: queued, done in steps that are each stored with their progress, cancelled, taken up again
/// after a restart.
@NullMarked
package org.callosum.server.platform.jobs;

import org.jspecify.annotations.NullMarked;
