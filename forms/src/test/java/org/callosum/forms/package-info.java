@NullMarked
package org.callosum.forms;

import org.jspecify.annotations.NullMarked;
