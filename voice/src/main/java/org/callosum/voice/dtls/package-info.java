/// The DTLS 1.2 server that agrees SRTP keys with browsers (RFC 5763, RFC 5764), on Bouncy Castle.
@NullMarked
package org.callosum.voice.dtls;

import org.jspecify.annotations.NullMarked;
