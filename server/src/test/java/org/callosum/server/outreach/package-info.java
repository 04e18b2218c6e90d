@NullMarked
package org.callosum.server.outreach;

import org.jspecify.annotations.NullMarked;
