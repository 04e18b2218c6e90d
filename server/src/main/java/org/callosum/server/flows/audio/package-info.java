/// Turns uploaded sound into what callers hear: mono, 8 000 samples per second, G.711.
@NullMarked
package org.callosum.server.flows.audio;

import org.jspecify.annotations.NullMarked;
