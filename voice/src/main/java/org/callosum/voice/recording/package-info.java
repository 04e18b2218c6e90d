/// Recordings: one-second stereo chunks, each encrypted under the recording's own key, appended and independently
/// readable.
@NullMarked
package org.callosum.voice.recording;

import org.jspecify.annotations.NullMarked;
