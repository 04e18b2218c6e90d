@NullMarked
package org.callosum.flow;

import org.jspecify.annotations.NullMarked;
