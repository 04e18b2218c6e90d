/// Tests of session descriptions.
@NullMarked
package org.callosum.voice.sdp;

import org.jspecify.annotations.NullMarked;
