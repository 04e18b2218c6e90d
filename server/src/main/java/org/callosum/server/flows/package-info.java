/// Flow definitions and the prompts they play.
@NullMarked
package org.callosum.server.flows;

import org.jspecify.annotations.NullMarked;
