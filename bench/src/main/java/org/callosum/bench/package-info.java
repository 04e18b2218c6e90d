/// How fast: each bench prints its figures and stores them as JSON beside facts about the machine.
@NullMarked
package org.callosum.bench;

import org.jspecify.annotations.NullMarked;
