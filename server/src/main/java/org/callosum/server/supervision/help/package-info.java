/// Help that an agent asks for during a conversation (DSK-18, LIV-10): who asked what, who took it up, and
/// how it was answered.
@NamedInterface("help")
@NullMarked
package org.callosum.server.supervision.help;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
