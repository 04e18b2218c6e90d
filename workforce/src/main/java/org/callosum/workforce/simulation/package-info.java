/// A day of arrivals and presence on the real floor, with a virtual clock.
@NullMarked
package org.callosum.workforce.simulation;

import org.jspecify.annotations.NullMarked;
