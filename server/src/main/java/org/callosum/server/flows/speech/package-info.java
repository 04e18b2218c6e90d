/// Text to speech: an interface, and espeak-ng as a separate program where a site has installed it.
@NullMarked
package org.callosum.server.flows.speech;

import org.jspecify.annotations.NullMarked;
