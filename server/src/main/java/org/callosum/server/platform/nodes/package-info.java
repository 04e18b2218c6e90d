/// The processes that share one database: who they are, who of them is there, and how they wake one another.
@NullMarked
package org.callosum.server.platform.nodes;

import org.jspecify.annotations.NullMarked;
