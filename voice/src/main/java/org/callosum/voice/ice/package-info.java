/// ICE-lite (RFC 8445 2.5): answers connectivity checks (STUN, RFC 8489) and never asks.
@NullMarked
package org.callosum.voice.ice;

import org.jspecify.annotations.NullMarked;
