/// How contacts find their way: rules that a manager edits, in force on the floor, and tried on a recorded day first.
@NullMarked
package org.callosum.server.routing;

import org.jspecify.annotations.NullMarked;
