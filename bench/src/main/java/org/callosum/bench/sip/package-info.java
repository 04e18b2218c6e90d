/// `./callosum bench sip`: a bench house pinned to one core, loaded by SIPp scenarios on the other.
@NullMarked
package org.callosum.bench.sip;

import org.jspecify.annotations.NullMarked;
