/// The live floor for those who lead it: every queue with its line and its day so far, every agent with what they do
/// now.
@NullMarked
package org.callosum.server.supervision;

import org.jspecify.annotations.NullMarked;
