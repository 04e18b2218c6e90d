/// Rights, and which endpoint asks for which.
@NullMarked
package org.callosum.server.platform.access;

import org.jspecify.annotations.NullMarked;
