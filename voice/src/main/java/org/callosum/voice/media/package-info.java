/// What legs say and hear: G.711, prompts, tones, music, mixing, detection of speech and keys.
@NullMarked
package org.callosum.voice.media;

import org.jspecify.annotations.NullMarked;
