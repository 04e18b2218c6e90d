/// Connections that this house makes to others.
@NullMarked
package org.callosum.server.platform.outgoing;

import org.jspecify.annotations.NullMarked;
