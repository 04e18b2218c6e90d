/// How the installation is doing: health, metrics, alarms, and which interaction a log line belongs to.
@NullMarked
package org.callosum.server.platform.system;

import org.jspecify.annotations.NullMarked;
