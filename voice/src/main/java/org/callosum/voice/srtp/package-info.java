/// SRTP on the JDK's ciphers: RFC 3711 (AES-CM, HMAC-SHA1-80) and RFC 7714 (AES-128-GCM), keys in SDP (RFC 4568).
@NullMarked
package org.callosum.voice.srtp;

import org.jspecify.annotations.NullMarked;
