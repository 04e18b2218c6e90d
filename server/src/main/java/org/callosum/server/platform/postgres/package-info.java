/// A real PostgreSQL in the data folder: unpacked, initialised, started, watched and stopped with this process.
@NullMarked
package org.callosum.server.platform.postgres;

import org.jspecify.annotations.NullMarked;
