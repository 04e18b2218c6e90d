@NullMarked
package org.callosum.kernel.expression;

import org.jspecify.annotations.NullMarked;
