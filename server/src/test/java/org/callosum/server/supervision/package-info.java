@NullMarked
package org.callosum.server.supervision;

import org.jspecify.annotations.NullMarked;
