/// Makes the recordings and checks that the shipped data is complete.
@NullMarked
package org.callosum.playbook;

import org.jspecify.annotations.NullMarked;
