/// Copies an installation into one file and back.
@NullMarked
package org.callosum.server.platform.backup;

import org.jspecify.annotations.NullMarked;
