/// The installation: data folder and its lock, configuration file, command line, what stops a start and why.
@NullMarked
package org.callosum.server.platform.install;

import org.jspecify.annotations.NullMarked;
