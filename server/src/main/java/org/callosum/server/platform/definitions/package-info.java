/// What a site edits and approves: one life, one history, one difference view for all kinds.
@NullMarked
package org.callosum.server.platform.definitions;

import org.jspecify.annotations.NullMarked;
