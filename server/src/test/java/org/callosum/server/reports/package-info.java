@NullMarked
package org.callosum.server.reports;

import org.jspecify.annotations.NullMarked;
