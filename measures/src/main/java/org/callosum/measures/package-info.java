/// Figures computed from facts, each by the definition that `metrics.md` gives its code.
@NullMarked
package org.callosum.measures;

import org.jspecify.annotations.NullMarked;
