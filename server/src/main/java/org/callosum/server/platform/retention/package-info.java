/// Personal data goes when its client's days are over.
@NullMarked
package org.callosum.server.platform.retention;

import org.jspecify.annotations.NullMarked;
