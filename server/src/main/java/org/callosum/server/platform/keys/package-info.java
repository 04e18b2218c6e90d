/// The master key, under which other keys and secrets are stored.
@NullMarked
package org.callosum.server.platform.keys;

import org.jspecify.annotations.NullMarked;
