/// Agents' scripts: which one for which contact, where each run stands, what is known already, what happened.
@NullMarked
package org.callosum.server.scripts;

import org.jspecify.annotations.NullMarked;
