/// Why it waited, why they got it: typed steps with counts, worked out from a floor's events. Whoever shows
/// them puts them into words.
@NullMarked
package org.callosum.floor.why;

import org.jspecify.annotations.NullMarked;
