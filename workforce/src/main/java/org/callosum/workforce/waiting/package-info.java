/// The wait to expect, worked out from what a floor did lately.
@NullMarked
package org.callosum.workforce.waiting;

import org.jspecify.annotations.NullMarked;
