@NullMarked
package org.callosum.server.desk;

import org.jspecify.annotations.NullMarked;
