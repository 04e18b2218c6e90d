/// Breaks of today and calls for overtime: who goes when, who is late, what each desk is told and asked. Leaders
/// write them; schedules will write the same rows (decision 0198).
@NullMarked
package org.callosum.server.supervision.breaks;

import org.jspecify.annotations.NullMarked;
