/// Ids: time-ordered numbers inside, strings in JSON.
@NullMarked
package org.callosum.server.platform.id;

import org.jspecify.annotations.NullMarked;
