/// The only room of the engines that reads a clock, draws randomness and opens sockets; it hands them to the rest.
@NullMarked
package org.callosum.voice.io;

import org.jspecify.annotations.NullMarked;
