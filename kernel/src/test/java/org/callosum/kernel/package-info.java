@NullMarked
package org.callosum.kernel;

import org.jspecify.annotations.NullMarked;
