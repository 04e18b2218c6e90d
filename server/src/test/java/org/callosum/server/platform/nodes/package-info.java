@NullMarked
package org.callosum.server.platform.nodes;

import org.jspecify.annotations.NullMarked;
