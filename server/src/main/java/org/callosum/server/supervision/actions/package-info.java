/// What leaders do on the floor: move people between queues, change skills and presence, write to desks. Each act is
/// logged with its reason and with the figures before and after.
@NullMarked
package org.callosum.server.supervision.actions;

import org.jspecify.annotations.NullMarked;
