/// What went wrong, told to programs by a stable code and to people in their language (RFC 9457).
@NullMarked
package org.callosum.server.platform.problem;

import org.jspecify.annotations.NullMarked;
