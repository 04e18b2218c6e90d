@NullMarked
package org.callosum.server.calls;

import org.jspecify.annotations.NullMarked;
