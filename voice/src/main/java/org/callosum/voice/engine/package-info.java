/// Puts signalling, sockets and media together behind the front door.
@NullMarked
package org.callosum.voice.engine;

import org.jspecify.annotations.NullMarked;
