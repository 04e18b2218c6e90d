package org.callosum.voice.engine;

import org.callosum.voice.LegId;
import org.jspecify.annotations.Nullable;

/// A leg as the control thread sees it.
sealed interface LegControl permits SipLeg, WebLeg {
    LegId id();

    /// Its sound, once it has any.
    @Nullable
    MediaLeg media();
}
