/// Rules of routing: a definition that a manager edits, compiled into what the floor already understands,
/// and tried on a recorded day before it goes live.
@NullMarked
package org.callosum.workforce.routing;

import org.jspecify.annotations.NullMarked;
