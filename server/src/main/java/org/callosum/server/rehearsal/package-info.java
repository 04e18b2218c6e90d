/// Simulated customers who really call in over SIP, and simulated agents on registered desk phones, for the demo, for
/// training and for tests. Nothing in the rest of the house knows that they are not people.
@NullMarked
package org.callosum.server.rehearsal;

import org.jspecify.annotations.NullMarked;
