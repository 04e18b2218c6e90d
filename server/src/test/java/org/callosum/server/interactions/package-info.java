@NullMarked
package org.callosum.server.interactions;

import org.jspecify.annotations.NullMarked;
