/// Who may be contacted, how, when and how often: consent and its history, limits over all channels, the one gate
/// that every attempt passes, and the ledger that answers "who contacted me, when, why, on what consent".
@NullMarked
package org.callosum.server.outreach;

import org.jspecify.annotations.NullMarked;
