/// Session descriptions (RFC 8866) of audio: read, negotiated (RFC 3264) and written, for SIP and for browsers.
@NullMarked
package org.callosum.voice.sdp;

import org.jspecify.annotations.NullMarked;
