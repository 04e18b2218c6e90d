/// Guided escalation: departments with an owner, who is responsible for what, signs that call for it, what was
/// escalated by whom, and the monthly check of documents and routing.
@NullMarked
package org.callosum.server.escalations;

import org.jspecify.annotations.NullMarked;
