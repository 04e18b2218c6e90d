@NullMarked
package org.callosum.server.waiting;

import org.jspecify.annotations.NullMarked;
