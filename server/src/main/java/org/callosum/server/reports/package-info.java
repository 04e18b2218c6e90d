/// Figures over days and weeks, computed from facts and traces; each opens the contacts behind it.
@NullMarked
package org.callosum.server.reports;

import org.jspecify.annotations.NullMarked;
