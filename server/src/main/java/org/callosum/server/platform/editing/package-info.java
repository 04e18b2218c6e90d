/// What every edited list shares: pages, field problems, columns, and what an edit changed.
@NullMarked
package org.callosum.server.platform.editing;

import org.jspecify.annotations.NullMarked;
