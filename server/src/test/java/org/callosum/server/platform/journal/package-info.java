@NullMarked
package org.callosum.server.platform.journal;

import org.jspecify.annotations.NullMarked;
