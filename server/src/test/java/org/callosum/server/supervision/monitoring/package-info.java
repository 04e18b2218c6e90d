@NamedInterface("monitoring")
@NullMarked
package org.callosum.server.supervision.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
