/// Work with a state, an owner and a due time: call-backs, messages, and what later issues add as data.
@NullMarked
package org.callosum.server.cases;

import org.jspecify.annotations.NullMarked;
