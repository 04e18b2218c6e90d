@NullMarked
package org.callosum.server.floor;

import org.jspecify.annotations.NullMarked;
