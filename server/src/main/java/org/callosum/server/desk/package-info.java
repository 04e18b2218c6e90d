/// The agent's work: signing in, being ready, offers, conversation, notes and wrap-up, shown live on one screen.
@NullMarked
package org.callosum.server.desk;

import org.jspecify.annotations.NullMarked;
