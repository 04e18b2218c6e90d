/// Signals from sound, without text: who speaks when, silence, overtalk, interruptions, talk share, speech rate,
/// raised voice. Definitions are those of `docs/metrics.md`, section 10.
@NullMarked
package org.callosum.voice.signals;

import org.jspecify.annotations.NullMarked;
