/// Names and messages in the three languages.
@NullMarked
package org.callosum.server.platform.text;

import org.jspecify.annotations.NullMarked;
