@NullMarked
package org.callosum.server.scripts;

import org.jspecify.annotations.NullMarked;
