/// Who did what, when: written with the act, never changed.
@NullMarked
package org.callosum.server.platform.audit;

import org.jspecify.annotations.NullMarked;
