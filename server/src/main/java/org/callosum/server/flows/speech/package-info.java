/// Text to speech: an interface, and espeak-ng as a separate program where a site has installed it.
@NullMarked
@NamedInterface("speech")
package org.callosum.server.flows.speech;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
