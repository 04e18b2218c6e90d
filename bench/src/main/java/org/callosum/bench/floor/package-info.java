/// The floor under load.
@NullMarked
package org.callosum.bench.floor;

import org.jspecify.annotations.NullMarked;
