/// Alarms of the live floor: rules as definitions, an engine that says when one is raised and when it is over, and the
/// log of both.
@NamedInterface("alarms")
@NullMarked
package org.callosum.server.supervision.alarms;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
