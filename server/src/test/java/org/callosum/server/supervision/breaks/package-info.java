@NullMarked
package org.callosum.server.supervision.breaks;

import org.jspecify.annotations.NullMarked;
