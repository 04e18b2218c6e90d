/// What is promised and told to customers who wait, kept: call-backs that hold a place, announced waits and
/// how wrong they were, queues that leave callers without a word.
@NullMarked
package org.callosum.server.waiting;

import org.jspecify.annotations.NullMarked;
