/// RTP and RTCP (RFC 3550), the jitter buffer, the lock on a source, and key presses as events (RFC 4733).
@NullMarked
package org.callosum.voice.rtp;

import org.jspecify.annotations.NullMarked;
