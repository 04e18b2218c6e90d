@NullMarked
package org.callosum.server.routing;

import org.jspecify.annotations.NullMarked;
