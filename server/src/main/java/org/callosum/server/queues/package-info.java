/// Queues, dispositions, reasons for not being ready, and calendars of opening hours.
@NullMarked
package org.callosum.server.queues;

import org.jspecify.annotations.NullMarked;
